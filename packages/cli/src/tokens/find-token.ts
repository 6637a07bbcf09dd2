import type { Keyward } from '@keyward/sdk';
import { pickOne, unlessUnknown } from '../client/pick-one.ts';
import { Refusal } from '../client/refusal.ts';
import type { Token } from './token-shape.ts';

const OBJECT_ID = /^[0-9a-f]{24}$/;

/** The token with an id, or else with exactly a name. @throws Refusal `not_found`, `ambiguous` */
export async function findToken({ tokens }: Keyward, named: string): Promise<Token> {
  if (named === '') throw new Refusal('wrong_usage', 'the name of the token is empty', 'name it by its id');
  const byId = OBJECT_ID.test(named) ? await unlessUnknown(tokens.get(named)) : undefined;
  if (byId !== undefined) return byId;
  const found: Token[] = [];
  for await (const token of tokens.list({ q: named, showAll: true, limit: 1000, cursor: '' })) {
    if (token.name === named) found.push(token);
  }
  return pickOne(found, {
    kind: 'token',
    name: named,
    listedBy: 'keyward tokens list --all',
    id: ({ _id }) => _id,
  });
}

/** What a token is confirmed by: its name, or its last four characters when it has none. */
export function confirmableName({ name, token }: Token): string {
  return name.trim() === '' ? token : name;
}
