import { queryOptions } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';

const SHOWN = 100;

/** Members to choose one from, by name. */
export const namedMembersQuery = queryOptions({
  queryKey: ['members', 'named'],
  queryFn: async () => (await keyward.members.list({ limit: SHOWN, sort: 'displayName' }).firstPage()).items,
  staleTime: 60_000,
});
