import { Failure } from '../failure.ts';
import type { TeamFilter } from '../teams/list-teams.ts';

export const EXPANSIONS = ['members', 'roles', 'roleAttributes', 'projects', 'maintainers'] as const;

export type TeamExpansion = (typeof EXPANSIONS)[number];

/** Since this version lists no longer expand what takes long, and pages are shorter. */
const SHORT_LISTS_VERSION = 20240415;
const LIST_EXPANSIONS: readonly TeamExpansion[] = ['members', 'roleAttributes', 'maintainers'];
const LARGEST_LIMIT = 100;
const LARGEST_LIMIT_BEFORE = 1_000;

/**
 * What `expand` asks for of one team.
 *
 * @throws Failure `invalid_request` that names what cannot be expanded
 */
export function expansionsIn(
  expand: string | undefined,
  allowed: readonly TeamExpansion[] = EXPANSIONS,
): ReadonlySet<TeamExpansion> {
  const names = (expand ?? '').split(',').map((name) => name.trim());
  const wanted = new Set(names.filter((name) => name !== ''));
  const known = allowed.filter((name) => wanted.delete(name));
  const [unknown] = wanted;
  if (unknown === undefined) return new Set(known);
  throw new Failure('invalid_request', `\`expand\`: \`${unknown.slice(0, 60)}\` cannot be expanded here`, {
    hint: `it takes ${allowed.map((name) => `\`${name}\``).join(', ')}`,
  });
}

/** What `expand` asks for of a list. @throws Failure `invalid_request` */
export function listExpansionsIn(expand: string | undefined, version: number): ReadonlySet<TeamExpansion> {
  return expansionsIn(expand, version >= SHORT_LISTS_VERSION ? LIST_EXPANSIONS : EXPANSIONS);
}

export function largestPage(version: number): number {
  return version >= SHORT_LISTS_VERSION ? LARGEST_LIMIT : LARGEST_LIMIT_BEFORE;
}

/**
 * Reads `query:web,nomembers:true`. A comma belongs to the value unless another field follows it.
 *
 * @throws Failure `invalid_request`
 */
export function teamFilterIn(filter: string | undefined): TeamFilter {
  if (filter === undefined || filter === '') return {};
  const fields = filter.split(/,(?=\w+:)/).map((field): TeamFilter => {
    const [, name, value = ''] = /^(\w+):(.*)$/s.exec(field) ?? [];
    if (name === 'query') return { query: value };
    if (name === 'nomembers' && /^(?:true|false)$/.test(value)) return { noMembers: value === 'true' };
    throw new Failure('invalid_request', '`filter` takes `query:` and `nomembers:true` or `nomembers:false`');
  });
  return Object.assign({}, ...fields);
}
