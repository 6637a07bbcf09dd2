import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { emailKey } from '../members/email-key.ts';
import type { ListedStatus, TokenCondition, TokenFilter, TokenQuery } from './token-list-store.ts';
import type { TokenSearch } from './token-search.ts';

type Condition = RawBuilder<SqlBool>;

/** Conditions on a row `l` of `token_list`, of this account and to be seen by the caller. */
export function whereListed(search: TokenSearch, accountId: string, query: TokenQuery): Condition {
  const isSeen = [sql<SqlBool>`l.account_id = ${accountId}`, ...whereVisible(query.visible)];
  return allOf([...isSeen, whereAll(search, accountId, query.conditions, query.nowMs)]);
}

/** That a row `l` fulfils all conditions. */
export function whereAll(
  search: TokenSearch,
  accountId: string,
  conditions: readonly TokenCondition[],
  nowMs: number,
): Condition {
  return allOf(
    conditions.map((condition) => {
      if ('notAll' in condition) return sql`not (${whereAll(search, accountId, condition.notAll, nowMs)})`;
      if ('text' in condition) return search.whereText(accountId, condition.text);
      return whereFulfilled(accountId, condition, nowMs);
    }),
  );
}

function whereVisible({ serviceTokens, allPersonalTokens, ownMemberId }: TokenFilter): readonly Condition[] {
  if (serviceTokens && allPersonalTokens) return [];
  const isService = sql<SqlBool>`l.kind = 'service'`;
  if (allPersonalTokens) return [sql`l.kind = 'personal'`];
  if (ownMemberId === undefined) return [serviceTokens ? isService : sql`false`];
  const isOwn = sql<SqlBool>`(l.member_id = ${ownMemberId} and l.kind = 'personal')`;
  return [serviceTokens ? sql`(${isService} or ${isOwn})` : isOwn];
}

function whereFulfilled(
  accountId: string,
  condition: Exclude<
    TokenCondition,
    { readonly text: string } | { readonly notAll: readonly TokenCondition[] }
  >,
  nowMs: number,
): Condition {
  if ('statuses' in condition) return anyOf(condition.statuses.map((status) => whereStatus(status, nowMs)));
  if ('kinds' in condition) return anyOf(condition.kinds.map((kind) => sql`l.kind = ${kind}`));
  if ('baseRoles' in condition) {
    const { baseRoles, customRoleIds } = condition;
    return anyOf([
      ...baseRoles.map((role) => sql<SqlBool>`l.role = ${role}`),
      ...customRoleIds.map((id) => sql<SqlBool>`l.token_id in (${holdersOf(accountId, id)})`),
    ]);
  }
  if ('holderId' in condition) return sql`(l.kind = 'personal' and l.member_id = ${condition.holderId})`;
  if ('holderEmail' in condition) {
    return sql`(l.kind = 'personal' and l.member_id in (select id from members
      where account_id = ${accountId} and email_key = ${emailKey(condition.holderEmail)}))`;
  }
  if ('tag' in condition) {
    return sql`exists (select 1 from token_tags
      where account_id = ${accountId} and tag = ${condition.tag} and token_id = l.token_id)`;
  }
  if ('unusedSinceMs' in condition) {
    const { unusedSinceMs: since } = condition;
    return sql`(l.used_at < ${since} and l.created_at < ${since})`;
  }
  if ('createdBeforeMs' in condition) return sql`l.created_at < ${condition.createdBeforeMs}`;
  if ('modifiedBeforeMs' in condition) return sql`l.modified_at < ${condition.modifiedBeforeMs}`;
  if ('endsBeforeMs' in condition) return sql`l.expires_at < ${condition.endsBeforeMs}`;
  return sql`l.token_id in (select token_id from ended_uses
    where account_id = ${accountId} and at >= ${condition.calledAfterEndSinceMs})`;
}

/** As `tokens/token-status.ts` has it: the first that applies of holder gone, expired, disabled. */
function whereStatus(status: ListedStatus, nowMs: number): Condition {
  switch (status) {
    case 'active':
      return sql`(l.state = 0 and l.expires_at > ${nowMs})`;
    case 'disabled':
      return sql`(l.state = 1 and l.expires_at > ${nowMs})`;
    case 'expired':
      return sql`(l.state in (0, 1) and l.expires_at <= ${nowMs})`;
    case 'holder_gone':
      return sql`l.state = 2`;
  }
}

function holdersOf(accountId: string, roleId: string): RawBuilder<unknown> {
  return sql`select holder_id from role_holders
    where role_id = ${roleId} and holder_kind = 'token' and account_id = ${accountId}`;
}

function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : (sql.join(conditions, sql.raw(' and ')) as Condition);
}

function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql.raw(' or '))})`;
}
