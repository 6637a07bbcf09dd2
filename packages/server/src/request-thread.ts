/** Work that would hold up verification, done on a thread of its own: one question, one answer. */
import { parentPort, Worker } from 'node:worker_threads';

/** A thread past this ends alone, and the process goes on. */
const HEAP_LIMIT_MEBIBYTES = 512;
/** An answer dies young: V8 would let this room grow many times as large before it looks. */
const YOUNG_LIMIT_MEBIBYTES = 12;

interface Numbered<T> {
  readonly id: number;
  readonly value: T;
}

type Reply<Answer> = { readonly id: number } & ({ readonly answer: Answer } | { readonly error: Error });

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** The asking side. The thread begins with the first question, and again with the next should it ever have ended. */
export class RequestThread<Question, Answer> {
  readonly #module: URL;
  readonly #workerData: unknown;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #worker: Worker | undefined;
  #nextId = 0;

  constructor(module: URL, workerData?: unknown) {
    this.#module = module;
    this.#workerData = workerData;
  }

  /** Rejects with what the thread threw, or when the thread ended before it answered. */
  ask(value: Question): Promise<Answer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const worker = this.#running();
      worker.ref();
      worker.postMessage({ id, value } satisfies Numbered<Question>);
    });
  }

  /** How many questions are not answered yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#module, {
      workerData: this.#workerData,
      resourceLimits: {
        maxOldGenerationSizeMb: HEAP_LIMIT_MEBIBYTES,
        maxYoungGenerationSizeMb: YOUNG_LIMIT_MEBIBYTES,
      },
    });
    worker.on('message', (reply: Reply<Answer>) => this.#settle(reply));
    worker.on('error', (error) => this.#failAll(error));
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#failAll(new Error('the thread has ended'));
    });
    this.#worker = worker;
    return worker;
  }

  #settle(reply: Reply<Answer>): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('answer' in reply) waiting?.resolve(reply.answer);
    else waiting?.reject(reply.error);
  }

  #failAll(error: unknown): void {
    for (const waiting of this.#waiting.values())
      waiting.reject(new Error('the thread failed', { cause: error }));
    this.#waiting.clear();
  }
}

/** The answering side: called once by the module that the thread runs. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
): void {
  const reply = async ({ id, value }: Numbered<Question>): Promise<Reply<Answer>> => {
    try {
      return { id, answer: await answer(value) };
    } catch (error) {
      return { id, error: error instanceof Error ? error : new Error(String(error)) };
    }
  };
  parentPort?.on('message', async (question: Numbered<Question>) =>
    parentPort?.postMessage(await reply(question)),
  );
}
