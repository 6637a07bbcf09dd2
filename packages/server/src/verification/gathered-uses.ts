import type { MemberSeen } from '../storage/member-store.ts';
import type { SecretUse } from '../storage/token-store.ts';
import type { Uses } from '../storage/usage-store.ts';
import { redactSecrets } from '../tokens/token-format.ts';
import { type DayOutcomes, dayOf, USAGE_DAYS } from '../tokens/token-usage.ts';
import type { TokenPrincipal } from './principal.ts';

/** Tokens, and members who are signed in. Past it the one that has waited longest is forgotten: memory is bounded even while nothing can be written. */
const MAX_GATHERED = 10_000;
const HALF_FULL = MAX_GATHERED / 2;
const AGENT_LENGTH = 256;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface GatheredSecret {
  readonly use: Mutable<SecretUse>;
  /** As the client sent it last, for comparison. */
  agent: string | undefined;
}

/** What the calls with one token left behind. */
interface GatheredToken {
  readonly accountId: string;
  readonly tokenId: string;
  /** Whose use it is: the holder of a personal token. */
  readonly memberId: string | undefined;
  secrets: readonly GatheredSecret[];
  /** The one that was used last. */
  secret: GatheredSecret | undefined;
  days: readonly Mutable<DayOutcomes>[];
  endedAt: number | undefined;
}

export type CalledToken = Pick<TokenPrincipal['token'], 'id' | 'accountId' | 'kind' | 'memberId'>;

/**
 * What calls leave behind until it is written. A call changes what stands here already: only the first one of a token, a
 * secret, a member or a day takes memory.
 */
export class GatheredUses {
  #tokens = new Map<string, GatheredToken>();
  #signedIn = new Map<string, Mutable<MemberSeen>>();
  #oldestAt: number | undefined;
  #forgotten = 0;
  readonly #onHalfFull: () => void;

  /** @param onHalfFull is told when it is time to take what is here */
  constructor(onHalfFull: () => void) {
    this.#onHalfFull = onHalfFull;
  }

  /** The time of the first call since the last taking. */
  get oldestAt(): number | undefined {
    return this.#oldestAt;
  }

  /** How many tokens and members ever had to make room for others. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** The last use of a token. */
  lastUseOf(tokenId: string): SecretUse | undefined {
    const use = this.#tokens.get(tokenId)?.secret?.use;
    return use && { ...use };
  }

  /** Answers the counts of the day, to be changed at once. */
  noteSecret(
    token: CalledToken,
    secretId: string,
    at: number,
    address: string,
    agent: string,
  ): Mutable<DayOutcomes> {
    const gathered = this.#of(token, at);
    let used = gathered.secret;
    if (used?.use.secretId !== secretId) {
      used = secretOf(gathered, secretId);
      gathered.secret = used;
    }
    used.use.at = at;
    used.use.address = address;
    if (used.agent !== agent) {
      used.use.agent = keptAgent(agent);
      used.agent = comparable(agent);
    }
    return todayOf(gathered, at);
  }

  noteSignedIn(accountId: string, memberId: string, at: number): void {
    const known = this.#signedIn.get(memberId);
    if (known === undefined)
      this.#add(this.#signedIn, memberId, { accountId, memberId, at, tokenId: null }, at);
    else known.at = at;
  }

  noteEnded(token: CalledToken, at: number): void {
    this.#of(token, at).endedAt = at;
  }

  /** Answers the counts of the day, to be changed at once. */
  outcomesOf(token: CalledToken, at: number): Mutable<DayOutcomes> {
    return todayOf(this.#of(token, at), at);
  }

  /** Hands over what was gathered, in parts of at most `limit` tokens and members, and begins anew. */
  take(limit: number): readonly Omit<Uses, 'batch'>[] {
    const [tokens, signedIn] = [[...this.#tokens.values()], [...this.#signedIn.values()]];
    this.#tokens = new Map();
    this.#signedIn = new Map();
    this.#oldestAt = undefined;
    const count = Math.ceil(Math.max(tokens.length, signedIn.length) / limit);
    return Array.from({ length: count }, (_, index) => {
      const [start, end] = [index * limit, (index + 1) * limit];
      return usesOf(tokens.slice(start, end), signedIn.slice(start, end));
    });
  }

  #of(token: CalledToken, at: number): GatheredToken {
    const known = this.#tokens.get(token.id);
    if (known !== undefined) return known;
    const { id, accountId, kind, memberId } = token;
    const gathered: GatheredToken = {
      accountId,
      tokenId: id,
      memberId: kind === 'personal' ? memberId : undefined,
      secrets: [],
      secret: undefined,
      days: [],
      endedAt: undefined,
    };
    this.#add(this.#tokens, id, gathered, at);
    return gathered;
  }

  #add<T>(uses: Map<string, T>, id: string, use: T, at: number): void {
    this.#oldestAt ??= at;
    uses.set(id, use);
    if (uses.size === HALF_FULL) this.#onHalfFull();
    if (uses.size <= MAX_GATHERED) return;
    this.#forgotten++;
    for (const oldest of uses.keys()) {
      uses.delete(oldest);
      break;
    }
  }
}

/** A list is made anew when it grows: pushed to, it would take room for seventeen, and nearly every token has one secret and one day. */
function secretOf(gathered: GatheredToken, secretId: string): GatheredSecret {
  const { accountId, tokenId, secrets } = gathered;
  const known = secrets.find(({ use }) => use.secretId === secretId);
  if (known !== undefined) return known;
  const use = { accountId, tokenId, secretId, at: 0, address: '', agent: '' };
  const secret = { use, agent: '' };
  gathered.secrets = [...secrets, secret];
  return secret;
}

function todayOf(gathered: GatheredToken, at: number): Mutable<DayOutcomes> {
  const day = dayOf(at);
  const newest = gathered.days[gathered.days.length - 1];
  if (newest?.day === day) return newest;
  const today = { day, allowed: 0, denied: 0, refused: 0 };
  gathered.days = [...gathered.days.slice(1 - USAGE_DAYS), today];
  return today;
}

function usesOf(tokens: readonly GatheredToken[], signedIn: readonly MemberSeen[]): Omit<Uses, 'batch'> {
  const seen = tokens.flatMap(({ accountId, memberId, tokenId, secret }) =>
    memberId !== undefined && secret ? [{ accountId, memberId, at: secret.use.at, tokenId }] : [],
  );
  return {
    secrets: tokens.flatMap(({ secrets }) => secrets.map(({ use }) => use)),
    members: [...signedIn, ...seen],
    endedSecrets: tokens.flatMap(({ accountId, tokenId, endedAt }) =>
      endedAt === undefined ? [] : [{ accountId, tokenId, at: endedAt }],
    ),
    outcomes: tokens.filter(({ days }) => days.length > 0),
  };
}

/** Costs too much for every call. */
function keptAgent(agent: string): string {
  return redactSecrets(agent).slice(0, AGENT_LENGTH);
}

/** A long one is not worth the memory. */
function comparable(agent: string): string | undefined {
  return agent.length <= AGENT_LENGTH ? agent : undefined;
}
