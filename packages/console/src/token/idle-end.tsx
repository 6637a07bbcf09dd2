import { useQuery } from '@tanstack/react-query';
import type { Token } from '../app/keyward.ts';
import { settingsQuery } from '../app/queries.ts';
import { absoluteTime, DAY_MS } from '../app/times.ts';

/** When the settings of the account will disable a token that nobody uses or changes. */
export function IdleEnd({ token }: { readonly token: Token }) {
  const { data: settings } = useQuery(settingsQuery);
  const days = settings?.disableIdleTokensAfterDays ?? null;
  if (days === null || token.status !== 'active') return null;
  const idleSince = Math.max(token.lastModified, token.lastUsed);
  return (
    <p className="faint">
      Disabled after {absoluteTime(idleSince + days * DAY_MS)} unless it is used or changed.
    </p>
  );
}
