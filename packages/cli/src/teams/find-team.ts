import type { Keyward } from '@keyward/sdk';
import { pickOne, unlessUnknown } from '../client/pick-one.ts';
import type { Team } from './team-shape.ts';

/** What is shown of one team beside itself. */
export const WHOLE_TEAM = { expand: 'members,roles,roleAttributes,maintainers' } as const;

/** The team with a key, or else with exactly a name. @throws Refusal `not_found`, `ambiguous` */
export async function findTeam({ teams }: Keyward, named: string): Promise<Team> {
  const byKey = /^[\w.-]+$/.test(named) ? await unlessUnknown(teams.get(named, WHOLE_TEAM)) : undefined;
  if (byKey !== undefined) return byKey;
  const found: Team[] = [];
  for await (const team of teams.list({ limit: 100 })) if (team.name === named) found.push(team);
  const { key } = pickOne(found, {
    kind: 'team',
    name: named,
    listedBy: 'keyward teams list --all',
    id: (team) => team.key,
  });
  return teams.get(key, WHOLE_TEAM);
}
