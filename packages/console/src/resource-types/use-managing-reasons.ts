import { useOwnReasons } from '../members/own-reasons.ts';

const MANAGING = [
  { action: 'manageResourceTypes', resource: 'acct' },
  { action: 'manageRoutes', resource: 'acct' },
];

/** Why the viewer may not change types and routes; undefined: they may. */
export function useManagingReasons(): Readonly<Record<string, string | undefined>> {
  return useOwnReasons(MANAGING);
}
