import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import type { BaseRole } from '@keyward/policy';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import {
  buildApp,
  type Config,
  createFirstOwner,
  createLogger,
  type OpenDeployment,
  openDeployment,
  readConfig,
} from '../src/index.ts';
import type { Member } from '../src/members/member.ts';
import { newObjectId } from '../src/object-id.ts';
import { insertToken } from '../src/tokens/create-token.ts';
import { withFreshSecret } from '../src/tokens/issue-secret.ts';
import type { TokenRole } from '../src/tokens/token-scope.ts';

/** A clock that stands still until a test moves it. */
export class FrozenClock {
  nowMs = Date.UTC(2026, 10, 22, 12);
  now(): number {
    return this.nowMs;
  }
  advance(milliseconds: number): void {
    this.nowMs += milliseconds;
  }
}

export interface TestService {
  readonly app: Awaited<ReturnType<typeof buildApp>>;
  readonly deployment: OpenDeployment;
  readonly clock: FrozenClock;
  readonly directory: string;
  /** The secret of the owner's first token; undefined when the service was not set up. */
  readonly ownerSecret: string;
  readonly accountId: string;
  /** Every line that was logged. */
  readonly logLines: string[];
  /** Calls the service, by default as the owner. */
  call(options: CallOptions): Promise<LightMyRequestResponse>;
  /** Makes a token as the owner and answers its wire form, with the secret. */
  createToken(body: Record<string, unknown>): Promise<WireToken>;
  /** Makes a member with a base role and a personal token, below the API, which has no invitations yet. */
  addMember(
    role: BaseRole,
    tokenRole: TokenRole,
  ): Promise<{ readonly member: Member; readonly secret: string }>;
  /** Runs SQL on a connection beside the service, for what no interface shows. */
  query(sql: string, ...parameters: (string | number)[]): Record<string, unknown>[];
  /** Changes rows the same way, for what no interface does yet. */
  write(sql: string, ...parameters: (string | number)[]): void;
}

export interface CallOptions extends InjectOptions {
  /** The access token to call with; null calls without one. */
  readonly as?: string | null;
}

export interface WireToken {
  readonly _id: string;
  readonly token: string;
  readonly [field: string]: unknown;
}

/** A temporary directory that is gone after the test. */
export function temporaryDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-test-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The whole service on a fresh store in a temporary directory, ended with the test. */
export async function startTestService(
  t: TestContext,
  options: { readonly setUp?: boolean; readonly config?: Partial<Config> } = {},
): Promise<TestService> {
  const directory = join(temporaryDirectory(t), 'data');
  const clock = new FrozenClock();
  const config = { ...readConfig({}, { data: directory }), logLevel: 'trace', ...options.config } as const;
  const deployment = await openDeployment(config, clock, { create: true });
  const logLines: string[] = [];
  const logger = createLogger(config.logLevel, { write: (line) => void logLines.push(line) });
  const app = await buildApp({ ...config, pepper: deployment.pepper }, deployment.store, clock, logger);
  t.after(async () => {
    await app.close();
    await deployment.close();
  });

  function beside<T>(work: (database: DatabaseSync) => T): T {
    const database = new DatabaseSync(join(directory, 'keyward.db'));
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  const { ownerSecret, accountId } = options.setUp === false ? NOBODY : await setUp(deployment);
  const call = ({ as = ownerSecret, headers, ...rest }: CallOptions) =>
    app.inject({ ...rest, headers: { ...(as !== null && { authorization: as }), ...headers } });
  return {
    app,
    deployment,
    clock,
    directory,
    ownerSecret,
    accountId,
    logLines,
    call,
    async createToken(body) {
      const response = await call({ method: 'POST', url: '/api/v2/tokens', payload: body });
      if (response.statusCode !== 201) throw new Error(`creating a token answered ${response.body}`);
      return response.json();
    },
    addMember: (role, tokenRole) => addMember(deployment, accountId, role, tokenRole),
    query: (sql, ...parameters) => beside((database) => database.prepare(sql).all(...parameters)),
    write: (sql, ...parameters) => beside((database) => void database.prepare(sql).run(...parameters)),
  };
}

const NOBODY = { ownerSecret: '', accountId: '' };

async function setUp(deployment: OpenDeployment) {
  const { bearerToken, account } = await createFirstOwner(
    deployment,
    {
      email: 'owner@example.com',
      firstName: 'Ada',
      lastName: 'Owner',
      organization: 'Example',
      passwordDigest: null,
      neverExpires: true,
    },
    { system: 'keyward init' },
  );
  return { ownerSecret: bearerToken, accountId: account.id };
}

async function addMember(
  deployment: OpenDeployment,
  accountId: string,
  role: BaseRole,
  tokenRole: TokenRole,
) {
  const nowMs = deployment.clock.now();
  const id = newObjectId();
  const member: Member = {
    id,
    accountId,
    email: `${id}@example.com`,
    firstName: 'Grace',
    lastName: role,
    role,
    createdAt: nowMs,
    acceptedAt: nowMs,
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
  };
  const wanted = {
    name: `${role}'s token`,
    description: '',
    kind: 'personal',
    scope: { role: tokenRole },
    defaultApiVersion: 20240415,
    expiresAt: null,
    allowedIps: [],
    tags: [],
  } as const;
  return withFreshSecret(deployment, 'personal', (secret) =>
    deployment.store.change(deployment.clock, async (changes) => {
      await changes.members.insertMember(member);
      const owner = { id: newObjectId(), accountId, memberId: id };
      await insertToken(changes, owner, wanted, secret, { system: 'keyward init' }, nowMs);
      return { member, secret: secret.bearerToken };
    }),
  );
}
