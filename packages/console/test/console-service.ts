import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  buildApp,
  CONSOLE_DIRECTORY,
  createFirstOwner,
  createLogger,
  GUIDE_DIRECTORY,
  issueSetupCode,
  openDeployment,
  readConfig,
  systemClock,
} from '../../server/src/index.ts';
import { digestPassword } from '../../server/src/members/password-digest.ts';

export const PASSWORD = 'correct horse battery staple';
export const OWNER = 'ada@example.com';

type SqlValue = string | number | null;

export interface ConsoleService {
  readonly url: string;
  readonly app: Awaited<ReturnType<typeof buildApp>>;
  readonly ownerSecret: string;
  /** Every line that was logged. */
  readonly logLines: string[];
  readonly setupCode: string | undefined;
  /** Runs SQL beside the service. */
  query(sql: string, ...values: SqlValue[]): Record<string, unknown>[];
  /** Calls the API as the owner's first token does. */
  api(
    path: string,
    options?: { readonly method?: string; readonly body?: unknown; readonly as?: string },
  ): Promise<Response>;
  close(): Promise<void>;
}

/** The whole service with its pages, listening on a free port, on a fresh data directory. */
export async function startConsole({ setUp = true, host = '127.0.0.1' } = {}): Promise<ConsoleService> {
  const parent = mkdtempSync(join(tmpdir(), 'keyward-console-'));
  const directory = join(parent, 'data');
  const flags = { data: directory, host, insecureHttp: host !== '127.0.0.1' };
  const config = { ...readConfig({}, flags), logLevel: 'info' } as const;
  const deployment = await openDeployment(config, systemClock(), { create: true });
  const setupCode = setUp ? undefined : await issueSetupCode(deployment);
  const owner = setUp
    ? await createFirstOwner(
        deployment,
        {
          email: OWNER,
          firstName: 'Ada',
          lastName: 'Lovelace',
          organization: 'Acme',
          passwordDigest: await digestPassword(PASSWORD),
          neverExpires: true,
        },
        { system: 'keyward init' },
      )
    : undefined;
  const logLines: string[] = [];
  const logger = createLogger('info', { write: (line) => void logLines.push(line) });
  const app = await buildApp(
    {
      ...config,
      pepper: deployment.pepper,
      consoleDirectory: CONSOLE_DIRECTORY,
      guideDirectory: GUIDE_DIRECTORY,
    },
    deployment.store,
    deployment.clock,
    logger,
  );
  const url = await app.listen({ host, port: 0 });
  const ownerSecret: string = owner?.bearerToken ?? '';
  return {
    url,
    app,
    ownerSecret,
    logLines,
    setupCode,
    query(sql, ...values) {
      const database = new DatabaseSync(join(directory, 'keyward.db'), { timeout: 5_000 });
      try {
        return database.prepare(sql).all(...values);
      } finally {
        database.close();
      }
    },
    api: (path, { method = 'GET', body, as = ownerSecret } = {}) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: as,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await deployment.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
