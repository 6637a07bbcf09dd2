import type { Role } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';

/** `3 members, 14 tokens`; undefined: nobody holds it. */
export function usedBy({ assignedTo: { membersCount, teamsCount, tokensCount } }: Role): string | undefined {
  const counts = [
    membersCount > 0 && counted(membersCount, 'member'),
    teamsCount > 0 && counted(teamsCount, 'team'),
    tokensCount > 0 && counted(tokensCount, 'token'),
  ].filter((text) => text !== false);
  return counts.length === 0 ? undefined : counts.join(', ');
}
