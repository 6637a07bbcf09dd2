import { DEFAULT_SETTINGS } from '../src/accounts/account-settings.ts';
import { newObjectId } from '../src/object-id.ts';
import type { Changes } from '../src/storage/store.ts';
import type { AccessToken } from '../src/tokens/access-token.ts';
import { withFreshSecret } from '../src/tokens/issue-secret.ts';
import type { TokenRole } from '../src/tokens/token-scope.ts';
import { dayOf, USAGE_DAYS } from '../src/tokens/token-usage.ts';
import { memberOf, secretOf, tokenOf, usesOf } from './store-suite/fixtures.ts';
import type { TestService } from './test-service.ts';
import type { ListedMember, ListedToken } from './token-list-model.ts';

/** Members and tokens below the API, as many as a list needs. */
export async function writeListed(
  { deployment, accountId, clock }: TestService,
  members: readonly ListedMember[],
  tokens: readonly ListedToken[],
): Promise<void> {
  await deployment.store.change(clock, async (changes) => {
    for (const { isRemoved: _, ...member } of members) {
      await changes.members.insertMember(memberOf({ id: accountId } as never, { ...member, role: 'reader' }));
    }
    for (const token of tokens) await writeToken(changes, accountId, token);
    for (const { id, isRemoved } of members) {
      const found = await changes.members.findMember(accountId, id);
      if (isRemoved && found) {
        await changes.members.updateMember({ ...found, removedAt: clock.now(), version: found.version + 1 });
      }
    }
    changes.recordChange({ accountId, kind: 'account', id: accountId });
  });
  await deployment.store.recordUses(
    usesOf({
      batch: { recorderId: newObjectId(), number: 1, at: clock.now() },
      secrets: tokens
        .filter(({ usedAt }) => usedAt > 0)
        .map(({ id, usedAt }) => ({
          accountId,
          tokenId: id,
          secretId: id,
          at: usedAt,
          address: '192.0.2.1',
          agent: 'test',
        })),
      endedSecrets: tokens
        .filter(({ calledAfterEndAt }) => calledAfterEndAt > 0)
        .map(({ id, calledAfterEndAt }) => ({ accountId, tokenId: id, at: calledAfterEndAt })),
      outcomes: tokens.map(({ id, calls }) => ({ accountId, tokenId: id, days: daysOf(calls, clock.now()) })),
    }),
  );
}

async function writeToken(changes: Changes, accountId: string, token: ListedToken): Promise<void> {
  const { id, name, description, lastFour, tags, createdAt, modifiedAt, expiresAt } = token;
  const record: AccessToken = tokenOf({ id: token.holder.id, accountId } as never, {
    ...{ id, name, description, lastFour, tags, createdAt, modifiedAt, expiresAt },
    kind: token.isService ? 'service' : 'personal',
    scope: { role: token.role as TokenRole },
    disabledAt: token.isDisabled ? 1 : null,
  });
  await changes.tokens.insertToken(record);
  await changes.tokens.insertSecret({ ...secretOf(record), pepperId: 'of a test' });
}

function daysOf({ today, longAgo }: ListedToken['calls'], nowMs: number) {
  const day = dayOf(nowMs);
  return [
    { day, allowed: today, denied: 0, refused: 0 },
    { day: day - USAGE_DAYS, allowed: 0, denied: 0, refused: longAgo },
  ];
}

/** A second account with an owner and that owner's token. */
export async function addOtherAccount({ deployment, clock }: TestService) {
  const accountId = newObjectId();
  const member = memberOf({ id: accountId } as never, { email: 'other@example.net' });
  return withFreshSecret(deployment, 'personal', (secret) =>
    deployment.store.change(clock, async (changes, nowMs) => {
      await changes.accounts.insertAccount({
        id: accountId,
        key: 'other',
        organization: 'Other',
        settings: DEFAULT_SETTINGS,
        rulesVersion: 1,
        createdAt: nowMs,
      });
      await changes.members.insertMember(member);
      const token = tokenOf(member, {
        name: 'of the other account',
        scope: { role: 'owner' },
        createdAt: nowMs,
      });
      await changes.tokens.insertToken(token);
      await changes.tokens.insertSecret(secret.stored(token.id, accountId, nowMs));
      changes.recordChange({ accountId, kind: 'account', id: accountId });
      return { accountId, member, token, secret: secret.bearerToken };
    }),
  );
}
