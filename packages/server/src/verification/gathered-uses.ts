import type { MemberSeen } from '../storage/member-store.ts';
import type { EndedUse, SecretUse } from '../storage/token-store.ts';
import type { TokenOutcomes, Uses } from '../storage/usage-store.ts';
import { redactSecrets } from '../tokens/token-format.ts';
import { type DayOutcomes, dayOf, type Outcome, USAGE_DAYS } from '../tokens/token-usage.ts';

/** Of each kind. Past it the one that has waited longest is forgotten: memory is bounded even while nothing can be written. */
const MAX_GATHERED = 10_000;
const HALF_FULL = MAX_GATHERED / 2;
const AGENT_LENGTH = 256;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface GatheredSecret {
  readonly use: Mutable<SecretUse>;
  /** As the client sent it last, for comparison. */
  agent: string | undefined;
}

interface GatheredOutcomes extends TokenOutcomes {
  readonly days: Mutable<DayOutcomes>[];
  newest: Mutable<DayOutcomes>;
}

/**
 * What calls leave behind until it is written. A call changes what stands here already: only the first one of a secret, a
 * member or a token, or the first of a day, takes memory.
 */
export class GatheredUses {
  #secrets = new Map<string, GatheredSecret>();
  #members = new Map<string, Mutable<MemberSeen>>();
  #ended = new Map<string, Mutable<EndedUse>>();
  #outcomes = new Map<string, GatheredOutcomes>();
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

  /** How many secrets, members and tokens ever had to make room for others. */
  get forgotten(): number {
    return this.#forgotten;
  }

  noteSecret(
    accountId: string,
    tokenId: string,
    secretId: string,
    at: number,
    address: string,
    agent: string,
  ): void {
    const known = this.#secrets.get(secretId);
    if (known === undefined) {
      const use = { accountId, tokenId, secretId, at, address, agent: keptAgent(agent) };
      this.#add(this.#secrets, secretId, { use, agent: comparable(agent) }, at);
      return;
    }
    known.use.at = at;
    known.use.address = address;
    if (known.agent === agent) return;
    known.use.agent = keptAgent(agent);
    known.agent = comparable(agent);
  }

  noteMember(accountId: string, memberId: string, at: number, tokenId: string | null): void {
    const known = this.#members.get(memberId);
    if (known === undefined) {
      this.#add(this.#members, memberId, { accountId, memberId, at, tokenId }, at);
      return;
    }
    known.at = at;
    known.tokenId = tokenId;
  }

  noteEnded(accountId: string, tokenId: string, at: number): void {
    const known = this.#ended.get(tokenId);
    if (known === undefined) this.#add(this.#ended, tokenId, { accountId, tokenId, at }, at);
    else known.at = at;
  }

  count(accountId: string, tokenId: string, outcome: Outcome, at: number): void {
    const day = dayOf(at);
    let known = this.#outcomes.get(tokenId);
    if (known === undefined) {
      const newest = noOutcomes(day);
      known = { accountId, tokenId, newest, days: [newest] };
      this.#add(this.#outcomes, tokenId, known, at);
    } else if (known.newest.day !== day) {
      known.newest = noOutcomes(day);
      known.days.push(known.newest);
      if (known.days.length > USAGE_DAYS) known.days.shift();
    }
    known.newest[outcome]++;
  }

  /** Hands over what was gathered, in parts of at most `limit` of each kind, and begins anew. */
  take(limit: number): readonly Omit<Uses, 'batch'>[] {
    const secrets = [...this.#secrets.values()].map(({ use }) => use);
    const members = [...this.#members.values()];
    const ended = [...this.#ended.values()];
    const outcomes = [...this.#outcomes.values()];
    const longest = Math.max(secrets.length, members.length, ended.length, outcomes.length);
    this.#secrets = new Map();
    this.#members = new Map();
    this.#ended = new Map();
    this.#outcomes = new Map();
    this.#oldestAt = undefined;
    return Array.from({ length: Math.ceil(longest / limit) }, (_, index) => {
      const [start, end] = [index * limit, (index + 1) * limit];
      return {
        secrets: secrets.slice(start, end),
        members: members.slice(start, end),
        endedSecrets: ended.slice(start, end),
        outcomes: outcomes.slice(start, end),
      };
    });
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

/** Costs too much for every call. */
function keptAgent(agent: string): string {
  return redactSecrets(agent).slice(0, AGENT_LENGTH);
}

/** A long one is not worth the memory. */
function comparable(agent: string): string | undefined {
  return agent.length <= AGENT_LENGTH ? agent : undefined;
}

function noOutcomes(day: number): Mutable<DayOutcomes> {
  return { day, allowed: 0, denied: 0, refused: 0 };
}
