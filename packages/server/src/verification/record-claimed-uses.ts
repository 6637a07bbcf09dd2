import { isIP } from 'node:net';
import type { Deployment } from '../deployment/deployment.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { TokenOutcomes } from '../storage/usage-store.ts';
import { redactSecrets } from '../tokens/token-format.ts';
import { addOutcomes, type DayOutcomes, dayOf } from '../tokens/token-usage.ts';
import type { Principal } from './principal.ts';

const AGENT_LENGTH = 256;

/** What somebody who verifies by themselves says became of the calls with one secret. */
export interface ClaimedUse {
  readonly tokenId: string;
  readonly secretId: string;
  /** The last one, in milliseconds since 1970. */
  readonly at: number;
  readonly address: string;
  readonly agent: string;
  readonly allowed: number;
  readonly denied: number;
}

export interface UseReport {
  /** Names whoever reports, new with each start of a program. */
  readonly reporter: string;
  /** Greater than that of every report before; one that is sent again counts once. */
  readonly number: number;
  readonly uses: readonly ClaimedUse[];
}

/**
 * Notes uses that this service did not see itself. They are claims: of tokens of the caller's account only, not of the future, and
 * marked with the caller where the agent stands.
 *
 * @throws Failure `forbidden`
 * @throws StorageUnavailable
 */
export async function recordClaimedUses(
  { store, clock }: Deployment,
  principal: Principal,
  { reporter, number, uses }: UseReport,
): Promise<void> {
  requireAccess(principal, 'followRevocations', 'acct');
  const { accountId } = principal;
  const who =
    principal.authKind === 'token' ? `token ${principal.token.id}` : `member ${principal.member.id}`;
  const now = clock.now();
  const noted = uses.map((use) => ({ ...use, at: Math.min(use.at, now) }));
  await store.recordUses({
    batch: { recorderId: `${who} ${reporter}`, number, at: now },
    secrets: noted.map(({ tokenId, secretId, at, address, agent }) => ({
      accountId,
      tokenId,
      secretId,
      at,
      address: isIP(address) === 0 ? '' : address,
      agent: claimedAgent(agent, who),
    })),
    members: [],
    endedSecrets: [],
    outcomes: outcomesOf(accountId, noted),
  });
}

/** A token once, whichever of its secrets was used. */
function outcomesOf(accountId: string, uses: readonly ClaimedUse[]): readonly TokenOutcomes[] {
  const byToken = new Map<string, readonly DayOutcomes[]>();
  for (const { tokenId, at, allowed, denied } of uses) {
    const claimed = { day: dayOf(at), allowed, denied, refused: 0 };
    byToken.set(tokenId, addOutcomes(byToken.get(tokenId) ?? [], [claimed]));
  }
  return [...byToken].map(([tokenId, days]) => ({ accountId, tokenId, days }));
}

function claimedAgent(agent: string, who: string): string {
  const mark = `reported by ${who}`;
  const kept = redactSecrets(agent).slice(0, AGENT_LENGTH - mark.length - 3);
  return kept === '' ? mark : `${kept} (${mark})`;
}
