import type { Store } from '../storage/store.ts';
import { StorageUnavailable } from '../storage/store.ts';
import type { Pepper } from '../tokens/secret-digest.ts';
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
  readonly #parts: AuthParts;
  #auth: Promise<Auth> | undefined;

  constructor(store: Store, pepper: Pepper, cookies: CookieNames, warn: AuthParts['warn']) {
    this.cookies = cookies;
    this.#parts = {
      database: store.signInDatabase,
      signingKey: deriveKey(pepper, 'session cookie').toString('base64'),
      cookies,
      warn,
    };
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
    const found = await this.#ask((auth) => auth.api.getSession({ headers }));
    return found?.session.id;
  }

  /** The `Set-Cookie` header that takes the session cookie away. */
  get clearingCookie(): string {
    return writeCookie(this.cookies.session, '', 0, this.cookies.isSecure);
  }

  async #ask<T>(question: (auth: Auth) => Promise<T>): Promise<T> {
    try {
      this.#auth ??= import('./better-auth.ts').then(({ createAuth }) => createAuth(this.#parts));
      return await question(await this.#auth);
    } catch (error) {
      throw new StorageUnavailable('sessions cannot be read or written', { cause: error });
    }
  }
}
