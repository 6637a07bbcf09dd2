import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readPepperText } from '../../packages/server/src/tokens/pepper-text.ts';
import { startPostgresCluster } from '../../test/postgres-cluster.ts';

const PROGRAM = 'packages/cli/src/main.ts';

/** A throw-away PostgreSQL server with an owner in it, on which any number of nodes can be started. No limits of rates are on. */
export async function keywardOnPostgres() {
  const cluster = await startPostgresCluster();
  const children = new Set<ChildProcess>();
  const databaseUrl = await cluster.createDatabase();
  const pepperText = randomBytes(32).toString('base64');
  const env = {
    ...process.env,
    KEYWARD_DATABASE_URL: databaseUrl,
    KEYWARD_PEPPER: pepperText,
    KEYWARD_RATE_LIMIT: '0',
    KEYWARD_ROUTE_RATE_LIMIT: '0',
    KEYWARD_GUESS_LIMIT: '0',
    KEYWARD_LOG_LEVEL: 'warn',
  };
  const init = [PROGRAM, 'init', '--email', 'owner@example.com', '-q'];
  const ownerSecret = execFileSync(process.execPath, init, { env, encoding: 'utf8' }).trim();

  async function end(child: ChildProcess): Promise<void> {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    children.delete(child);
  }
  return {
    databaseUrl,
    pepperText,
    pepper: readPepperText(pepperText),
    ownerSecret,
    /** @returns where it serves, and what ends it */
    async startNode(...flags: readonly string[]): Promise<{ readonly port: number; stop(): Promise<void> }> {
      const words = [PROGRAM, 'serve', '--port', '0', ...flags];
      const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
      children.add(child);
      return { port: await servedPort(child), stop: () => end(child) };
    },
    async stop(): Promise<void> {
      for (const child of children) await end(child);
      await cluster.stop();
    },
  };
}

function servedPort(child: ChildProcess): Promise<number> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
      const [, port] = /^keyward: serving \S+ on http:\/\/\S+:(\d+)$/m.exec(said) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.on('close', () => reject(new Error(said)));
  });
}
