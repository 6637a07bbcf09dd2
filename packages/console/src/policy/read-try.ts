import { type AccessRequest, parseResourceSpecifier } from '@keyward/policy';
import type { Try } from './question.ts';

/**
 * The request that was typed. The resource may carry what policies select by, as specifiers write it:
 * `proj/web:env/production;{critical:true}:flag/pay;checkout`. A text instead of a request says what is wrong.
 */
export function readTry({ action, resource }: Try): AccessRequest | string {
  if (action.trim() === '') return 'Choose an action.';
  const parsed = parseResourceSpecifier(resource.trim());
  if (!parsed.ok) return `${parsed.problem.message}.`;
  const { segments } = parsed.specifier;
  if (segments.length === 0 || segments.some(({ name }) => name?.includes('*') || name?.includes('$'))) {
    return 'Name one resource, such as `proj/web:env/production:flag/checkout`: a request is never about a pattern.';
  }
  return {
    action: action.trim(),
    resource: segments.map(({ type, name }) => (name === undefined ? type : `${type}/${name}`)).join(':'),
    tags: Object.fromEntries(segments.map(({ type, tags }) => [type, tags])),
    properties: Object.fromEntries(
      segments.map(({ type, flags }) => [
        type,
        Object.fromEntries(flags.map((flag) => [flag.name, flag.value])),
      ]),
    ),
    views: segments.flatMap(({ views }) => views),
  };
}
