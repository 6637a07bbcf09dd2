import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import type { BaseRole } from '@keyward/policy';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { answerFaults } from '../../../test/launchdarkly/answer-faults.ts';
import { IssuedSecrets } from '../../../test/secret-scan.ts';
import type { AppConfig } from '../src/app.ts';
import {
  buildApp,
  type Config,
  createFirstOwner,
  createLogger,
  issueSetupCode,
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
  /** The code that sets the service up, as long as nobody has. */
  issueSetupCode(): Promise<string | undefined>;
  /** Makes a token as the owner and answers its wire form, with the secret. */
  createToken(body: Record<string, unknown>): Promise<WireToken>;
  /** Makes a member with a base role and a personal token, below the API, which has no invitations yet. */
  addMember(
    role: BaseRole,
    tokenRole: TokenRole,
  ): Promise<{ readonly member: Member; readonly secret: string }>;
  /** Writes what the service gathered in memory, as its timers do. */
  flush(): Promise<void>;
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

/**
 * The whole service on a fresh store in a temporary directory, ended with the test. At its end no secret that it
 * issued may be anywhere but in the one answer that issued it: not in its log, its files or its metrics, nor in
 * another answer.
 */
export async function startTestService(
  t: TestContext,
  options: {
    readonly setUp?: boolean;
    readonly config?: Partial<Config> & Pick<AppConfig, 'fellows'>;
    /** Where a build of the console lies. */
    readonly pages?: string;
    readonly guide?: string;
  } = {},
): Promise<TestService> {
  const parent = mkdtempSync(join(tmpdir(), 'keyward-test-'));
  const directory = join(parent, 'data');
  const clock = new FrozenClock();
  const config = { ...readConfig({}, { data: directory }), logLevel: 'trace', ...options.config } as const;
  const deployment = await openDeployment(config, clock, { create: true });
  const logLines: string[] = [];
  const logger = createLogger(config.logLevel, { write: (line) => void logLines.push(line) });
  const pages = { consoleDirectory: options.pages, guideDirectory: options.guide };
  const appConfig = { ...config, ...pages, pepper: deployment.pepper };
  const app = await buildApp(appConfig, deployment.store, clock, logger);
  const issued = new IssuedSecrets();
  issued.add(deployment.pepper.key.export().toString('base64'), 'the pepper');
  const leaks: string[] = [];
  const faults: string[] = [];
  t.after(async () => {
    const metrics = await app.inject('/metrics').catch(() => undefined);
    leaks.push(...issued.findIn({ ...filesOf(directory), metrics: metrics?.body ?? '' }));
    await app.close();
    await deployment.close();
    leaks.push(...issued.findIn({ log: logLines.join('') }));
    rmSync(parent, { recursive: true, force: true });
    assert.deepEqual(leaks, [], 'a secret is where none belongs');
    assert.deepEqual(faults, [], "an answer is not what LaunchDarkly's clients can read");
  });

  function beside<T>(work: (database: DatabaseSync) => T): T {
    const database = new DatabaseSync(join(directory, 'keyward.db'));
    try {
      return work(database);
    } finally {
      database.close();
      // What was done behind the service's back is in no change log.
      app.deployment?.principals.forgetAll();
    }
  }

  const { ownerSecret, accountId } = options.setUp === false ? NOBODY : await setUp(deployment);
  issued.addAllOf(ownerSecret);
  const call = async ({ as = ownerSecret, headers, ...rest }: CallOptions) => {
    const credentials = as !== null && { authorization: as };
    const response = await app.inject({ ...rest, headers: { ...credentials, ...headers } });
    const answer = `${JSON.stringify(response.headers)} ${response.body}`;
    leaks.push(...issued.findIn({ [`the answer to ${rest.method ?? 'GET'} ${rest.url}`]: answer }));
    faults.push(...answerFaults(rest.method ?? 'GET', String(rest.url), response.statusCode, response.body));
    const carriesSecret = response.statusCode === 201 || String(rest.url).split('?')[0]?.endsWith('/reset');
    if (carriesSecret) issued.addAllOf(answer);
    return response;
  };
  return {
    app,
    deployment,
    clock,
    directory,
    ownerSecret,
    accountId,
    logLines,
    call,
    async issueSetupCode() {
      const code = await issueSetupCode(deployment);
      issued.addAllOf(code ?? '');
      return code;
    },
    async createToken(body) {
      const response = await call({ method: 'POST', url: '/api/v2/tokens', payload: body });
      if (response.statusCode !== 201) throw new Error(`creating a token answered ${response.body}`);
      return response.json();
    },
    async addMember(role, tokenRole) {
      const added = await addMember(deployment, accountId, role, tokenRole);
      issued.addAllOf(added.secret);
      return added;
    },
    async flush() {
      await app.deployment?.usage.flush();
      await app.deployment?.refusals.flush();
    },
    query: (sql, ...parameters) => beside((database) => database.prepare(sql).all(...parameters)),
    write: (sql, ...parameters) => beside((database) => void database.prepare(sql).run(...parameters)),
  };
}

/** The content of every file of a data directory but the pepper, which is the key to none. */
function filesOf(directory: string): Record<string, Buffer> {
  const names = readdirSync(directory).filter((name) => !['pepper', 'pepper.previous'].includes(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name))]));
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
    customRoleIds: [],
    roleAttributes: {},
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
