import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { initKeyward, type KeywardProcess, startKeyward } from '../keyward-process.ts';
import { FaultyProxy } from './faulty-proxy.ts';

export interface ClusterOptions {
  readonly databasePort: number;
  /** The address of the database, without a proxy. */
  readonly databaseUrl: string;
  readonly nodes: number;
  readonly boundMs: number;
  readonly random: () => number;
}

/** What was promised after the database, or the way to it, is back. */
const RECOVERY_MS = 5_000;
/** Others share the machine on which tests run. */
const TEST_PATIENCE_MS = 20_000;

/** One process of the cluster: it may be killed and started again, and has the same way to the database then. */
export class ClusterNode {
  readonly index: number;
  readonly proxy: FaultyProxy;
  readonly #start: () => Promise<KeywardProcess>;
  #process: KeywardProcess;

  private constructor(
    index: number,
    proxy: FaultyProxy,
    start: () => Promise<KeywardProcess>,
    process: KeywardProcess,
  ) {
    this.index = index;
    this.proxy = proxy;
    this.#start = start;
    this.#process = process;
  }

  static async start(index: number, proxy: FaultyProxy, start: () => Promise<KeywardProcess>) {
    const node = new ClusterNode(index, proxy, start, await start());
    await node.becomesReady();
    return node;
  }

  get url(): string {
    return this.#process.url;
  }

  get port(): number {
    return this.#process.port;
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.#process.pid, name);
  }

  async kill(): Promise<void> {
    await this.#process.kill();
  }

  async startAgain(): Promise<void> {
    this.#process = await this.#start();
  }

  async isReady(): Promise<boolean> {
    const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
    await response?.text();
    return response?.status === 200;
  }

  /** @returns how long it took; a failure when it took longer than is promised */
  async becomesReady(): Promise<number> {
    const startedAt = performance.now();
    while (!(await this.isReady())) {
      const ms = performance.now() - startedAt;
      assert.ok(
        ms < TEST_PATIENCE_MS,
        `node ${this.index} is ready within ${RECOVERY_MS} ms without a restart`,
      );
      await pause(20);
    }
    return performance.now() - startedAt;
  }
}

/** Nodes of one deployment, each with a proxy of its own before the database. */
export async function startCluster(t: TestContext, options: ClusterOptions) {
  const { databasePort, databaseUrl, boundMs, random } = options;
  const pepper = randomBytes(32).toString('base64');
  const environment = {
    KEYWARD_DATABASE_URL: databaseUrl,
    KEYWARD_PEPPER: pepper,
    KEYWARD_MAX_STALENESS_MS: String(boundMs),
    KEYWARD_RATE_LIMIT: '0',
    KEYWARD_ROUTE_RATE_LIMIT: '0',
    KEYWARD_GUESS_LIMIT: '0',
    KEYWARD_LOG_LEVEL: 'warn',
  };
  const ownerSecret = await initKeyward(undefined, { environment });
  const startNode = async (index: number) => {
    const proxy = await FaultyProxy.listen(databasePort, random);
    t.after(() => proxy.close());
    const url = proxy.through(databaseUrl);
    return ClusterNode.start(index, proxy, () =>
      startKeyward(t, { environment: { ...environment, KEYWARD_DATABASE_URL: url } }),
    );
  };
  const nodes = await Promise.all(Array.from({ length: options.nodes }, (_, index) => startNode(index)));
  return { nodes, ownerSecret, pepper };
}
