import { Failure } from '../failure.ts';

const INCLUSIONS: readonly string[] = ['usage'];

/**
 * Whether `include` asks for the usage of tokens.
 *
 * @throws Failure `invalid_request` that names what cannot be included
 */
export function includesUsage(include = ''): boolean {
  const names = include
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !INCLUSIONS.includes(name));
  if (unknown === undefined) return names.length > 0;
  throw new Failure('invalid_request', `\`include\`: there is no \`${unknown.slice(0, 40)}\``, {
    hint: 'it takes `usage`',
  });
}
