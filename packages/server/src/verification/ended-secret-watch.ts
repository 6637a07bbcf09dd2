import type { AuditBacklog } from '../audit/audit-backlog.ts';
import type { Clock } from '../clock.ts';
import { type AccessToken, tokenResource } from '../tokens/access-token.ts';
import type { TokenStatus } from '../tokens/token-status.ts';
import type { CallOrigin } from './caller.ts';
import type { UsageRecorder } from './usage-recorder.ts';

const QUIET_MS = 3_600_000;
const MAX_REMEMBERED = 10_000;

/** What a secret says that has stopped for good; a disabled token may come back. */
const ENDED: Partial<Record<TokenStatus, string>> = {
  superseded: 'was replaced by a newer one',
  expired: 'belongs to a token that has expired',
  deleted: 'belongs to a token that was deleted',
  holder_gone: 'belongs to a member who was removed',
};

/** A secret of this deployment that was refused. */
export interface RefusedSecret {
  readonly secretId: string;
  readonly lastFour: string;
  readonly token: AccessToken;
  readonly status: TokenStatus;
}

/**
 * Raises an alarm when a secret is used that has ended: it may have leaked, or a client was forgotten. At most one
 * audit entry for each secret and hour. The live secret of the token is left alone, or whoever finds an old one could end it.
 */
export class EndedSecretWatch {
  readonly #backlog: AuditBacklog;
  readonly #usage: UsageRecorder;
  readonly #clock: Clock;
  readonly #notedAt = new Map<string, number>();

  constructor(backlog: AuditBacklog, usage: UsageRecorder, clock: Clock) {
    this.#backlog = backlog;
    this.#usage = usage;
    this.#clock = clock;
  }

  note({ secretId, lastFour, token, status }: RefusedSecret, origin: CallOrigin): void {
    const why = ENDED[status];
    const at = this.#clock.now();
    const { id, accountId, name } = token;
    this.#usage.noteRefused(token);
    if (why === undefined) return;
    this.#usage.noteEnded(token);
    if (!this.#isDue(secretId, at)) return;
    this.#backlog.add({
      accountId,
      at,
      record: {
        actor: { system: 'somebody unknown', ...origin },
        action: 'useEndedSecret',
        target: { kind: 'token', id, name, resource: tokenResource(token) },
        verb: 'used an ended secret of the token',
        description: `The secret that ends with \`${lastFour}\` was refused: it ${why}`,
        result: 'denied',
      },
    });
  }

  #isDue(secretId: string, at: number): boolean {
    const notedAt = this.#notedAt.get(secretId);
    if (notedAt !== undefined && at - notedAt < QUIET_MS) return false;
    this.#notedAt.delete(secretId);
    this.#notedAt.set(secretId, at);
    if (this.#notedAt.size > MAX_REMEMBERED) {
      for (const oldest of this.#notedAt.keys()) {
        this.#notedAt.delete(oldest);
        break;
      }
    }
    return true;
  }
}
