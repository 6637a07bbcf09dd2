import { useQuery } from '@tanstack/react-query';
import { ownMemberQuery } from '../app/queries.ts';
import { ownReasonsQuery } from '../members/own-reasons.ts';

const MANAGING = [
  { action: 'manageResourceTypes', resource: 'acct' },
  { action: 'manageRoutes', resource: 'acct' },
];

/** Why the viewer may not change types and routes; undefined: they may. */
export function useManagingReasons(): Readonly<Record<string, string | undefined>> {
  const { data: me } = useQuery(ownMemberQuery);
  const { data } = useQuery(ownReasonsQuery(me?._id, MANAGING));
  return data ?? {};
}
