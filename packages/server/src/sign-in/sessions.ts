import type { Store } from '../storage/store.ts';
import { StorageUnavailable } from '../storage/store.ts';
import { type Pepper, peppersOf } from '../tokens/secret-digest.ts';
import { redactSecrets } from '../tokens/token-format.ts';
import type { Auth, AuthParts } from './better-auth.ts';
import { type CookieNames, writeCookie } from './cookies.ts';
import { deriveKey } from './derive-key.ts';

/** Who signs in, as far as the connection tells. */
export interface Client {
  readonly address: string;
  readonly agent: string;
}

const AGENT_LIMIT = 256;

/** Sessions as cookies: what a browser holds to be recognised. Loads Better Auth when it is first needed. */
export class Sessions {
  readonly cookies: CookieNames;
  /** The first signs, all are believed: that of the pepper, and during a rotation that of the other one. */
  readonly #parts: readonly AuthParts[];
  readonly #auths: Promise<Auth>[] = [];

  constructor(store: Store, pepper: Pepper, cookies: CookieNames, warn: AuthParts['warn']) {
    this.cookies = cookies;
    this.#parts = peppersOf(pepper).map((each) => ({
      database: store.signInDatabase,
      signingKey: deriveKey(each, 'session cookie').toString('base64'),
      cookies,
      warn,
    }));
  }

  /**
   * Opens a session and answers the `Set-Cookie` header that carries it, and how to undo that. Not to be called
   * inside a change.
   *
   * @throws StorageUnavailable
   */
  async open(
    userId: string,
    { address, agent }: Client,
    nowMs: number,
  ): Promise<{ readonly id: string; readonly cookie: string; discard(): Promise<void> }> {
    const body = { userId, address, agent: redactSecrets(agent).slice(0, AGENT_LIMIT), nowMs };
    const { headers, response } = await this.#ask((auth) =>
      auth.api.openSession({ body, headers: new Headers(), returnHeaders: true }),
    );
    return {
      id: response.id,
      cookie: headers.get('set-cookie') ?? '',
      discard: async () => {
        const deleted = this.#ask(async (auth) => {
          const { internalAdapter } = await auth.$context;
          await internalAdapter.deleteSession(response.token);
        });
        // Nobody has the cookie; what failed before is what the caller must hear of.
        await deleted.catch(() => undefined);
      },
    };
  }

  /**
   * The session of a cookie that this deployment signed, by a look-up in the database. Whether it has ended by our
   * clock, and whether its member lives, is still to be asked.
   *
   * @throws StorageUnavailable: our own fault is never an ended session
   */
  async find(cookieValue: string): Promise<string | undefined> {
    const headers = new Headers({ cookie: `${this.cookies.session}=${cookieValue}` });
    for (const index of this.#parts.keys()) {
      const found = await this.#ask((auth) => auth.api.getSession({ headers }), index);
      if (found !== null) return found.session.id;
    }
    return undefined;
  }

  /** The `Set-Cookie` header that takes the session cookie away. */
  get clearingCookie(): string {
    return writeCookie(this.cookies.session, '', 0, this.cookies.isSecure);
  }

  async #ask<T>(question: (auth: Auth) => Promise<T>, index = 0): Promise<T> {
    try {
      const auth = this.#auths[index] ?? this.#load(index);
      this.#auths[index] = auth;
      auth.catch(() => {
        delete this.#auths[index];
      });
      return await question(await auth);
    } catch (error) {
      throw new StorageUnavailable('sessions cannot be read or written', { cause: error });
    }
  }

  async #load(index: number): Promise<Auth> {
    const parts = this.#parts[index];
    if (parts === undefined) throw new Error('there is no such pepper');
    const { createAuth } = await import('./better-auth.ts');
    return createAuth(parts);
  }
}
