import { type AccessRequest, type Catalogue, parseResource } from '@keyward/policy';
import type { Evaluation } from './evaluation.ts';

/**
 * The request that an evaluation is about. The id of a resource is its whole name (`customer/c1:invoice/i7`), or for a type at the
 * top just its key. Of the properties those count that the type declares: `tags`, `views`, flags by their names, and for a type of
 * the account with tags each property with a text, as the tag `name.value`. Undefined when the id names nothing of that type.
 */
export function readEvaluatedResource(
  { action, resource }: Pick<Evaluation, 'action' | 'resource'>,
  catalogue: Catalogue,
): (AccessRequest & { readonly resource: string }) | undefined {
  const type = catalogue.types.get(resource.type);
  const isWhole = /[/:]/.test(resource.id) || (type?.nameless === true && resource.id === resource.type);
  const text = isWhole ? resource.id : `${resource.type}/${resource.id}`;
  const innermost = parseResource(text)?.chain.split(':').at(-1);
  if (innermost !== resource.type && innermost !== `${resource.type}/*`) return undefined;
  const request = { action: action.name, resource: text };
  if (type === undefined || type.origin === 'keyward') return request;
  const { tags, views, ...rest } = resource.properties ?? {};
  const said = Object.entries(rest);
  const flags = said.filter(([name, value]) => type.flags.includes(name) && typeof value === 'boolean');
  const textTags =
    type.origin === 'account' && type.tags
      ? said.flatMap(([name, value]) => (typeof value === 'string' ? [`${name}.${value}`] : []))
      : [];
  return {
    ...request,
    tags: tagsOf(tags, resource.type, textTags),
    properties: { [resource.type]: Object.fromEntries(flags) as Record<string, boolean> },
    ...(isTexts(views) && { views }),
  };
}

/** Tags of the resource as a list, or of each type on the way to it. */
function tagsOf(said: unknown, type: string, further: readonly string[]): Record<string, readonly string[]> {
  const isByType = typeof said === 'object' && said !== null && !Array.isArray(said);
  const entries = isByType ? Object.entries(said) : [[type, said] as const];
  const byType = Object.fromEntries(entries.flatMap(([name, tags]) => (isTexts(tags) ? [[name, tags]] : [])));
  return { ...byType, [type]: [...(byType[type] ?? []), ...further] };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
