import { Refusal } from '../client/refusal.ts';
import type { Token } from './token-shape.ts';

type PreviousSecret = Token['previousSecrets'][number];

/** The older secret that is meant: the only one, or the one with an id. @throws Refusal */
export function olderSecret({ previousSecrets, name }: Token, id: string | undefined): PreviousSecret {
  const found = id === undefined ? previousSecrets : previousSecrets.filter(({ _id }) => _id === id);
  const [first, second] = found;
  if (first === undefined) {
    throw new Refusal(
      'not_found',
      `the token \`${name}\` has no ${id === undefined ? 'older secret' : `older secret \`${id}\``} that works`,
    );
  }
  if (second === undefined) return first;
  const ids = previousSecrets.map(({ _id, ending }) => `\`${_id}\` (…${ending})`).join(', ');
  throw new Refusal(
    'ambiguous',
    `the token has ${found.length} older secrets: ${ids}`,
    'name one of them with `--secret`',
  );
}
