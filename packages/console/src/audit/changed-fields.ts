export interface ChangedField {
  /** `scope.role` */
  readonly name: string;
  /** As JSON; undefined: it was not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Document = Readonly<Record<string, unknown>>;

/** Fields that say nothing of what was changed: links, and what every change changes. */
const PASSED_OVER = new Set(['_links', '_access', '_version', 'version', 'modificationDate', 'lastModified']);

/** What differs between two states of a resource, field by field; lists are compared as a whole. */
export function changedFields(
  before: Document = {},
  after: Document = {},
  path = '',
): readonly ChangedField[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((key) => {
    if (path === '' && PASSED_OVER.has(key)) return [];
    const name = path === '' ? key : `${path}.${key}`;
    const [was, is] = [before[key], after[key]];
    if (isDocument(was) && isDocument(is)) return changedFields(was, is, name);
    const [wasText, isText] = [jsonOf(was), jsonOf(is)];
    return wasText === isText ? [] : [{ name, before: wasText, after: isText }];
  });
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ');
}
