import type { Static } from 'typebox';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { NEWEST_FIRST, type TokenColumn, type TokenCondition } from '../storage/token-list-store.ts';
import { ATTENTION_FIRST } from '../tokens/attention-first.ts';
import { healthConditions } from '../tokens/health-kinds.ts';
import type { TokenOrder, TokenSelection } from '../tokens/list-tokens.ts';
import { roleCondition } from '../tokens/role-condition.ts';
import { holdsSecret } from '../tokens/token-format.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { KINDS, type ListTokensQuerySchema, STATUSES } from './schemas/token-list.ts';

type Query = Static<typeof ListTokensQuerySchema>;

const OBJECT_ID = /^[0-9a-f]{24}$/;
const UNIT_MS = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/**
 * Reads what a query asks of tokens.
 *
 * @throws Failure `invalid_request` that names the parameter
 */
export async function tokenSelectionFrom(
  deployment: Deployment,
  principal: Principal,
  query: Query,
): Promise<TokenSelection> {
  const nowMs = deployment.clock.now();
  const { q = '', status, type, role, owner, tag = [], unusedFor, health } = query;
  refuseSecret(q);
  const conditions: TokenCondition[] = [
    ...(q === '' ? [] : [{ text: q }]),
    ...(status === undefined ? [] : [{ statuses: choicesIn('status', status, STATUSES) }]),
    ...(type === undefined ? [] : [{ kinds: choicesIn('type', type, KINDS) }]),
    ...(role === undefined ? [] : [await roleCondition(deployment, principal, role.split('|'))]),
    ...(owner === undefined ? [] : [holderCondition(principal, owner)]),
    ...[tag].flat().map((each) => ({ tag: each })),
    ...(unusedFor === undefined ? [] : [{ unusedSinceMs: nowMs - durationMs(unusedFor) }]),
    ...(health === undefined ? [] : healthConditions(health, nowMs)),
  ];
  return { showAll: query.showAll === 'true', conditions };
}

/** @throws Failure `invalid_request` for an order that the selection does not have */
export function tokenOrderFrom({ sort, q = '', health }: Query): TokenOrder {
  if (sort === undefined) return NEWEST_FIRST;
  if (sort === ATTENTION_FIRST.column) {
    if (q === '' && health === undefined) return ATTENTION_FIRST;
    throw new Failure('invalid_request', '`sort` cannot be `attention` for a list with `q` or `health`', {
      hint: 'sort what is searched by something else, such as `-lastUsed`',
    });
  }
  const isDescending = sort.startsWith('-');
  return { column: (isDescending ? sort.slice(1) : sort) as TokenColumn, isDescending };
}

/** Addresses are kept in histories and logs. */
function refuseSecret(q: string): void {
  if (!holdsSecret(q)) return;
  throw new Failure('invalid_request', '`q` holds what looks like an access token', {
    hint: 'send a secret in the body of `POST /api/v2/tokens/lookup`; this one has been in an address, so reset its token',
  });
}

function choicesIn<T extends string>(name: string, text: string, known: readonly T[]): readonly T[] {
  return text.split('|').map((word) => {
    const choice = known.find((each) => each === word);
    if (choice !== undefined) return choice;
    throw new Failure('invalid_request', `\`${name}\`: \`${word.slice(0, 60)}\` is not known`, {
      hint: `give ${known.map((each) => `\`${each}\``).join(', ')}; several with \`|\` between them`,
    });
  });
}

function holderCondition(principal: Principal, owner: string): TokenCondition {
  if (OBJECT_ID.test(owner)) return { holderId: owner };
  if (owner.includes('@')) return { holderEmail: owner };
  const own = actingMember(principal);
  if (owner === 'me' && own !== undefined) return { holderId: own.id };
  throw new Failure('invalid_request', '`owner` names no member', {
    hint: 'give the id or the e-mail of a member, or `me`, which a service token is not',
  });
}

function durationMs(text: string): number {
  const unit = text.slice(-1) as keyof typeof UNIT_MS;
  return Number(text.slice(0, -1)) * UNIT_MS[unit];
}
