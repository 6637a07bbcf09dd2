import type { FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';

/**
 * No text that is stored holds the character NUL, and PostgreSQL takes none: a question with one is a mistake. Bodies are
 * looked at where they are parsed.
 *
 * @throws Failure `invalid_request`
 */
export function refuseNul({ url }: Pick<FastifyRequest, 'url'>): void {
  if (!url.includes('%00')) return;
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1 || url.length));
  const [name] = [...query].find((pair) => pair.join('').includes('\0')) ?? [];
  const place = name === undefined || name.includes('\0') ? 'the address' : `\`${name.slice(0, 40)}\``;
  throw new Failure('invalid_request', `${place} holds the character NUL; leave it out`);
}
