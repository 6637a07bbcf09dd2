import type { Keyward } from '@keyward/sdk';
import { pickOne, unlessUnknown } from '../client/pick-one.ts';
import type { Role } from './role-shape.ts';

/** The role with a key or id, or else with exactly a name. @throws Refusal `not_found`, `ambiguous` */
export async function findRole({ roles }: Keyward, named: string): Promise<Role> {
  const byKey = /^[\w.-]+$/.test(named) ? await unlessUnknown(roles.get(named)) : undefined;
  if (byKey !== undefined) return byKey;
  const found: Role[] = [];
  for await (const role of roles.list({ limit: 1000 })) if (role.name === named) found.push(role);
  return pickOne(found, {
    kind: 'role',
    name: named,
    listedBy: 'keyward roles list --all',
    id: ({ key }) => key,
  });
}
