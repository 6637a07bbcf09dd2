import assert from 'node:assert/strict';
import { type ApiAnswer, callApi, statusOfSecret } from './call-api.ts';

interface KnownToken {
  readonly id: string;
  readonly secret: string;
}

/** Service tokens have a limit in each account; the load stays well below it. */
const SERVICE_TOKENS = 100;

/**
 * Concurrent creates, resets and deletes against a server that may die at any moment, and a ledger of what it acknowledged:
 * a 201 or 200 that arrived whole, a 204. What was not acknowledged may have happened or not, but never by half.
 */
export class WriteLoad {
  readonly live = new Map<string, KnownToken>();
  readonly deleted = new Map<string, KnownToken>();
  /** Deletes and creates (by name) without an answer. */
  readonly doubtfulDeletes = new Map<string, KnownToken>();
  readonly doubtfulCreates = new Set<string>();
  /** Resets without an answer, with the secret before: nobody has the new one, if there is one. */
  readonly doubtfulResets = new Map<string, KnownToken>();
  /** Secrets that a reset ended at once. */
  readonly superseded: KnownToken[] = [];
  /** What the latest run touched. */
  readonly recent = new Set<string>();
  acknowledged = 0;
  unanswered = 0;
  refused = 0;
  readonly #ownerSecret: string;
  readonly #random: () => number;
  /** What the latest run had acknowledged, and who waits for how many: a promise that its end resolves too. */
  #acknowledgedInRun = 0;
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  #number = 0;
  #serviceTokens = 0;

  constructor(ownerSecret: string, random: () => number) {
    this.#ownerSecret = ownerSecret;
    this.#random = random;
  }

  /** Loads the server until it no longer answers, or until `isOver`. A 503 is a refusal and ends nothing. */
  async run(url: string, workers: number, isOver: () => boolean = () => false): Promise<void> {
    this.recent.clear();
    this.#acknowledgedInRun = 0;
    await Promise.all(Array.from({ length: workers }, () => this.#work(url, isOver)));
    this.#wake(Number.POSITIVE_INFINITY);
  }

  /** Resolves when the running load has had `count` changes acknowledged, or at its end. */
  reaches(count: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }

  #acknowledge(): void {
    this.acknowledged++;
    this.#wake(++this.#acknowledgedInRun);
  }

  #wake(reached: number): void {
    for (const { count, resolve } of this.#waiting) if (count <= reached) resolve();
    this.#waiting = this.#waiting.filter(({ count }) => count > reached);
  }

  async #work(url: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const choice = this.#random();
      const step = choice < 0.5 ? this.#create : choice < 0.75 ? this.#reset : this.#delete;
      const isAnswered = await step.call(this, url);
      if (!isAnswered) return;
    }
  }

  async #create(url: string): Promise<boolean> {
    const name = `load ${++this.#number}`;
    const serviceToken = this.#random() < 0.2 && ++this.#serviceTokens < SERVICE_TOKENS;
    const body = { name, role: 'reader', serviceToken };
    this.doubtfulCreates.add(name);
    const answer = await this.#call(url, '/api/v2/tokens', 'POST', body);
    if (answer?.status !== 201) return this.#isRefusal(answer);
    this.doubtfulCreates.delete(name);
    const token = { id: String(answer.body?._id), secret: String(answer.body?.token) };
    this.live.set(token.id, token);
    this.recent.add(token.id);
    this.#acknowledge();
    return true;
  }

  async #reset(url: string): Promise<boolean> {
    const token = this.#take();
    if (token === undefined) return true;
    this.doubtfulResets.set(token.id, token);
    const answer = await this.#call(url, `/api/v2/tokens/${token.id}/reset`, 'POST', {});
    if (answer?.status !== 200) return this.#isRefusal(answer);
    this.doubtfulResets.delete(token.id);
    this.superseded.push(token);
    this.live.set(token.id, { id: token.id, secret: String(answer.body?.token) });
    this.#acknowledge();
    return true;
  }

  /** A token that no other worker is at, for a while only this one's. */
  #take(): KnownToken | undefined {
    const candidates = [...this.live.values()];
    const token = candidates[Math.floor(this.#random() * candidates.length)];
    if (token === undefined) return undefined;
    this.live.delete(token.id);
    this.recent.add(token.id);
    return token;
  }

  async #delete(url: string): Promise<boolean> {
    const token = this.#take();
    if (token === undefined) return true;
    this.doubtfulDeletes.set(token.id, token);
    const answer = await this.#call(url, `/api/v2/tokens/${token.id}`, 'DELETE');
    if (answer?.status !== 204) return this.#isRefusal(answer);
    this.doubtfulDeletes.delete(token.id);
    this.deleted.set(token.id, token);
    this.#acknowledge();
    return true;
  }

  async #call(url: string, path: string, method: string, body?: unknown): Promise<ApiAnswer | undefined> {
    try {
      return await callApi(url, path, { secret: this.#ownerSecret, method, body });
    } catch {
      this.unanswered++;
      return undefined;
    }
  }

  #isRefusal(answer: ApiAnswer | undefined): boolean {
    if (answer === undefined) return false;
    assert.equal(answer.status, 503, answer.text);
    this.refused++;
    return true;
  }

  /** Finds out what became of the deletes and resets without an answer: done or not done, seen alike through both doors. */
  async settle(url: string): Promise<void> {
    for (const token of this.doubtfulDeletes.values()) {
      const state = await this.#stateOf(url, token);
      assert.ok(['200 200', '401 404'].includes(state), `a delete by half: ${state}`);
      (state === '200 200' ? this.live : this.deleted).set(token.id, token);
    }
    this.doubtfulDeletes.clear();
    for (const token of this.doubtfulResets.values()) {
      const state = await this.#stateOf(url, token);
      const read = await callApi(url, `/api/v2/tokens/${token.id}`, { secret: this.#ownerSecret });
      const isOld = read.body?.token === token.secret.slice(-4);
      assert.equal(state, isOld ? '200 200' : '401 200', 'a reset by half');
      if (isOld) this.live.set(token.id, token);
      else this.superseded.push(token);
    }
    this.doubtfulResets.clear();
  }

  /** Every acknowledged secret works and every acknowledged delete holds, of those that `isWanted` chooses. */
  async verify(url: string, isWanted: (id: string) => boolean = () => true): Promise<void> {
    const expected: (readonly [KnownToken, string])[] = [];
    for (const [tokens, state] of [
      [this.live, '200 200'],
      [this.deleted, '401 404'],
    ] as const) {
      for (const token of tokens.values()) if (isWanted(token.id)) expected.push([token, state]);
    }
    for (const token of this.superseded) {
      if (!isWanted(token.id)) continue;
      const isDeleted = this.deleted.has(token.id);
      expected.push([token, isDeleted ? '401 404' : '401 200']);
    }
    const next = expected.values();
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (const [token, state] of next) {
          assert.equal(await this.#stateOf(url, token), state, `token ${token.id}`);
        }
      }),
    );
  }

  async #stateOf(url: string, { id, secret }: KnownToken): Promise<string> {
    const read = await callApi(url, `/api/v2/tokens/${id}`, { secret: this.#ownerSecret });
    return `${await statusOfSecret(url, secret)} ${read.status}`;
  }
}
