import type { Keyward } from '@keyward/sdk';
import { pickOne, unlessUnknown } from '../client/pick-one.ts';
import type { Member } from './member-shape.ts';

/** The member with an id, `me`, or else with exactly an e-mail address or a name. @throws Refusal `not_found`, `ambiguous` */
export async function findMember({ members }: Keyward, named: string): Promise<Member> {
  const isId = named === 'me' || /^[0-9a-f]{24}$/.test(named);
  const byId = isId ? await unlessUnknown(members.get(named)) : undefined;
  if (byId !== undefined) return byId;
  const found: Member[] = [];
  const filter = `query:${named}`;
  // A comma would begin another filter.
  if (named !== '' && !named.includes(',')) {
    for await (const member of members.list({ filter, limit: 1000 })) {
      const { email, firstName = '', lastName = '' } = member;
      const isNamed = `${firstName} ${lastName}`.trim() === named;
      if (email.toLowerCase() === named.toLowerCase() || isNamed) found.push(member);
    }
  }
  return pickOne(found, {
    kind: 'member',
    name: named,
    listedBy: 'keyward members list --all',
    id: ({ _id }) => _id,
  });
}
