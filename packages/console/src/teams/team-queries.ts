import { queryOptions } from '@tanstack/react-query';
import { keyward, type Team } from '../app/keyward.ts';

export const CREATING = [{ action: 'createTeam', resource: 'team/any' }];

export type Maintainer = NonNullable<Team['maintainers']>['items'][number];

export interface ActionGrant {
  readonly member: Maintainer;
  readonly actions: string[];
}

const ROLES_AT_ONCE = 100;

export function teamQuery(key: string) {
  return queryOptions({
    queryKey: ['teams', 'one', key],
    queryFn: ({ signal }) =>
      keyward.teams.get(key, { expand: 'members,roleAttributes,maintainers' }, { signal }),
  });
}

/** All roles of a team that the viewer may see, by their keys. */
export function teamRolesQuery(key: string) {
  return queryOptions({
    queryKey: ['teams', 'roles', key],
    queryFn: async ({ signal }) =>
      (await keyward.teams.roles(key, { limit: ROLES_AT_ONCE }, { signal }).firstPage()).items,
  });
}

/** All who may manage a team, page by page. */
export function maintainersQuery(key: string) {
  return queryOptions({
    queryKey: ['teams', 'maintainers', key],
    queryFn: async ({ signal }) => {
      const all: Maintainer[] = [];
      for await (const each of keyward.teams.maintainers(key, { limit: 100 }, { signal })) all.push(each);
      return all;
    },
  });
}

/** All who were given single actions on a team, page by page. */
export function actionGrantsQuery(key: string) {
  return queryOptions({
    queryKey: ['teams', 'action-grants', key],
    queryFn: async ({ signal }) => {
      const all: ActionGrant[] = [];
      for await (const each of keyward.teams.permissionGrants(key, { limit: 100 }, { signal }))
        all.push(each);
      return all;
    },
  });
}

/** Why the viewer may not do this to the team, by what the service said; undefined: they may. */
export function reasonAgainstTeam({ _access }: Pick<Team, '_access'>, action: string): string | undefined {
  const isDenied = _access.denied.some((access) => access.action === action);
  return isDenied ? `Needs \`${action}\`, which your role does not allow` : undefined;
}
