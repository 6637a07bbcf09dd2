/** What is wrong with a value, each fault with its path from the outermost one, whose path is empty. */
export type Shape = (value: unknown, path: string) => Iterable<string>;

export const anything: Shape = () => [];

export const truth: Shape = (value, path) =>
  typeof value === 'boolean' ? [] : [`${quote(path)} must be \`true\` or \`false\``];

export const text: Shape = (value, path) =>
  typeof value === 'string' ? [] : [`${quote(path)} must be a text`];

export function textLike(pattern: RegExp, what: string): Shape {
  return (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${quote(path)} must be ${what}`];
}

export function wordOf(words: readonly string[]): Shape {
  const listed = words.map((word) => `\`${word}\``).join(', ');
  return (value, path) =>
    typeof value === 'string' && words.includes(value) ? [] : [`${quote(path)} must be one of ${listed}`];
}

export function listOf(shape: Shape): Shape {
  return function* (value, path) {
    if (!Array.isArray(value)) yield `${quote(path)} must be a list`;
    else for (const [index, entry] of value.entries()) yield* shape(entry, `${path}[${index}]`);
  };
}

/** An object whose keys are names that the writer chose. */
export function recordOf(shape: Shape, key: Shape = anything): Shape {
  return function* (value, path) {
    if (!isRecord(value)) return yield `${quote(path)} must be an object`;
    for (const [name, entry] of Object.entries(value)) {
      const place = join(path, name);
      yield* key(name, place);
      yield* shape(entry, place);
    }
  };
}

/** An object with these fields and no others. */
export function objectOf(
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape {
  const fields = new Map([...Object.entries(required), ...Object.entries(optional)]);
  const listed = [...fields.keys()].map((field) => `\`${field}\``).join(', ');
  return function* (value, path) {
    if (!isRecord(value)) return yield path === '' ? 'is no object' : `${quote(path)} must be an object`;
    for (const field of Object.keys(required)) {
      if (!Object.hasOwn(value, field)) yield `${quote(join(path, field))} is missing`;
    }
    const unknown: string[] = [];
    for (const [field, entry] of Object.entries(value)) {
      const shape = fields.get(field);
      if (shape) yield* shape(entry, join(path, field));
      else unknown.push(quote(join(path, field)));
    }
    const some = unknown.slice(0, MAX_LISTED).join(', ');
    if (unknown.length > 0)
      yield `unknown ${unknown.length > 1 ? 'fields' : 'field'} ${some}; there are ${listed}`;
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MAX_QUOTE = 80;
const MAX_LISTED = 5;

function quote(path: string): string {
  return path.length <= MAX_QUOTE ? `\`${path}\`` : `\`${path.slice(0, MAX_QUOTE)}…\``;
}

function join(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}
