import { Failure } from '../failure.ts';

const INCLUSIONS = ['usage', 'access'] as const;

/** What answers hold of tokens beside what they always do. */
export type TokenInclusions = Readonly<Record<(typeof INCLUSIONS)[number], boolean>>;

/**
 * What `include` asks for.
 *
 * @throws Failure `invalid_request` that names what cannot be included
 */
export function tokenInclusionsFrom(include = ''): TokenInclusions {
  const names = include
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !INCLUSIONS.some((known) => known === name));
  if (unknown === undefined) return { usage: names.includes('usage'), access: names.includes('access') };
  throw new Failure('invalid_request', `\`include\`: there is no \`${unknown.slice(0, 40)}\``, {
    hint: 'it takes `usage` and `access`, with `,` between them',
  });
}
