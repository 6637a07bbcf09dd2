import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Member } from '../members/member.ts';
import type { Client } from '../sign-in/sessions.ts';
import type { MemberSeen } from '../storage/member-store.ts';
import type { Store } from '../storage/store.ts';
import type { EndedUse, SecretUse } from '../storage/token-store.ts';
import { redactSecrets } from '../tokens/token-format.ts';
import type { TokenPrincipal } from './principal.ts';

/** Of each kind. Past it the oldest is forgotten: memory is bounded even while nothing can be written. */
const MAX_REMEMBERED = 10_000;
const WRITE_EARLY_AT = MAX_REMEMBERED / 2;
/** Let others in between: each use costs the main thread some microseconds. */
const WRITTEN_AT_ONCE = 20;
const AGENT_LENGTH = 256;

/**
 * Remembers the last use of each secret and the last call of each member, and writes them from time to time: a
 * verification writes nothing.
 */
export class UsageRecorder {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #secrets = new Map<string, SecretUse>();
  readonly #members = new Map<string, MemberSeen>();
  readonly #ended = new Map<string, EndedUse>();
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** A token was used, with this one of its secrets. */
  noteToken({ accountId, token, member }: TokenPrincipal, secretId: string, client: Client): void {
    const { address } = client;
    const agent = redactSecrets(client.agent).slice(0, AGENT_LENGTH);
    const use = { accountId, tokenId: token.id, secretId, at: this.#clock.now(), address, agent };
    this.#remember(this.#secrets, secretId, use);
    if (token.kind === 'personal') this.noteMember(member, token.id);
  }

  /** The last use of a token that was not written yet. */
  lastUseOf(tokenId: string): SecretUse | undefined {
    const uses = [...this.#secrets.values()].filter((use) => use.tokenId === tokenId);
    return uses.at(-1);
  }

  /** A member was there: with a personal token, or signed in (null). */
  noteMember({ id, accountId }: Pick<Member, 'id' | 'accountId'>, tokenId: string | null): void {
    this.#remember(this.#members, id, { accountId, memberId: id, at: this.#clock.now(), tokenId });
  }

  /** A secret of a token was refused because it has ended. */
  noteEnded(use: EndedUse): void {
    this.#remember(this.#ended, use.tokenId, use);
  }

  /** Writes what was noted before the call. @throws StorageUnavailable; what was not written is still remembered */
  flush(): Promise<void> {
    const run = this.#writing.then(() => this.#write());
    this.#writing = run.catch(() => undefined);
    return run;
  }

  async #write(): Promise<void> {
    const secrets = [...this.#secrets];
    const members = [...this.#members];
    const ended = [...this.#ended];
    const count = Math.max(secrets.length, members.length, ended.length);
    for (let start = 0; start < count; start += WRITTEN_AT_ONCE) {
      if (start > 0) await setImmediate();
      const end = start + WRITTEN_AT_ONCE;
      const part = {
        secrets: secrets.slice(start, end),
        members: members.slice(start, end),
        ended: ended.slice(start, end),
      };
      await this.#store.recordUses({
        secrets: part.secrets.map(([, use]) => use),
        members: part.members.map(([, seen]) => seen),
        endedSecrets: part.ended.map(([, use]) => use),
      });
      forget(this.#secrets, part.secrets);
      forget(this.#members, part.members);
      forget(this.#ended, part.ended);
    }
  }

  /** The latest stands last, so the first is the one to forget. */
  #remember<T>(uses: Map<string, T>, id: string, use: T): void {
    const isNew = !uses.delete(id);
    uses.set(id, use);
    if (!isNew) return;
    if (uses.size === WRITE_EARLY_AT) this.flush().catch(() => undefined);
    if (uses.size <= MAX_REMEMBERED) return;
    for (const oldest of uses.keys()) {
      uses.delete(oldest);
      break;
    }
  }
}

/** What was used again while it was written is written once more. */
function forget<T>(uses: Map<string, T>, written: readonly (readonly [string, T])[]): void {
  for (const [id, use] of written) {
    if (uses.get(id) === use) uses.delete(id);
  }
}
