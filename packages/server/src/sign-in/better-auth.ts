/**
 * Better Auth as Keyward uses it: sessions in our database and their signed cookie. Nothing else imports it, and this
 * file is loaded with the first sign-in or session cookie: it takes a third of a second and tens of megabytes.
 * None of its own endpoints is mounted. Passwords and users are written by `storage/credentials-repository.ts`, in
 * one transaction with the members they belong to.
 */
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { newObjectId } from '../object-id.ts';
import type { Store } from '../storage/store.ts';
import type { CookieNames } from './cookies.ts';
import { ABSOLUTE_LIFE_MS } from './session-life.ts';

export interface AuthParts {
  readonly database: Store['signInDatabase'];
  /** Signs the session cookie. The token in the database alone is worth nothing. */
  readonly signingKey: string;
  readonly cookies: CookieNames;
  readonly warn: (message: string) => void;
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(parts: AuthParts) {
  return betterAuth({ ...authOptions(parts), plugins: [sessionOpener] });
}

export function authOptions({ database, signingKey, cookies, warn }: AuthParts) {
  return {
    database: { db: database.db as never, type: database.type, transaction: false },
    ...TABLES,
    // Given as a list because a list keeps the environment of the process from naming another secret.
    secrets: [{ version: 1, value: signingKey }],
    baseURL: 'http://keyward.invalid',
    telemetry: { enabled: false },
    // Only the message: what Better Auth hands along may hold rows.
    logger: { level: 'warn', disableColors: true, log: (_level, message) => warn(`better-auth: ${message}`) },
    emailAndPassword: { enabled: false },
    rateLimit: { enabled: false },
    session: {
      ...TABLES.session,
      expiresIn: ABSOLUTE_LIFE_MS / 1000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    advanced: {
      database: {
        generateId: () => newObjectId(),
        // It reads lists of names, which our connections to PostgreSQL leave as text; the migrations are proved by a test.
        ...(database.type === 'postgres' && { validateSchema: false }),
      },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: cookies.session,
          attributes: { secure: cookies.isSecure, httpOnly: true, sameSite: 'strict', path: '/' },
        },
      },
    },
  } satisfies BetterAuthOptions;
}

/** Our names for its tables and columns. */
const TABLES = {
  user: {
    modelName: 'auth_user',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    additionalFields: {
      memberId: {
        type: 'string',
        fieldName: 'member_id',
        required: true,
        unique: true,
        input: false,
        references: { model: 'members', field: 'id' },
      },
    },
  },
  session: {
    modelName: 'auth_session',
    fields: {
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      userId: 'user_id',
    },
  },
  account: {
    modelName: 'auth_account',
    fields: {
      accountId: 'provider_account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'auth_verification',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    storeIdentifier: 'hashed',
  },
} as const;

interface SessionRequest {
  readonly userId: string;
  readonly address: string;
  readonly agent: string;
  readonly nowMs: number;
}

/**
 * Opens a session for a user whom we have recognised, by our clock: `createdAt` and `updatedAt` are what
 * `session-life.ts` judges by. Better Auth's own end by the wall clock stands behind it.
 */
const sessionOpener = {
  id: 'keyward',
  endpoints: {
    openSession: createAuthEndpoint(
      '/keyward/open-session',
      {
        method: 'POST',
        metadata: { SERVER_ONLY: true, $Infer: { body: {} as SessionRequest } },
      },
      async (context) => {
        const { userId, address, agent, nowMs } = context.body;
        const { internalAdapter } = context.context;
        const now = new Date(nowMs);
        const times = { createdAt: now, updatedAt: now };
        const client = { ipAddress: address, userAgent: agent };
        const session = await internalAdapter.createSession(userId, false, { ...client, ...times }, true);
        const user = await internalAdapter.findUserById(userId);
        if (user === null) throw new Error('the user of the new session is gone');
        await setSessionCookie(context, { session, user });
        return { id: session.id, token: session.token };
      },
    ),
  },
} as const;
