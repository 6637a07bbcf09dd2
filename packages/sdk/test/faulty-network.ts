import type { Fetch } from '../src/verifier/index.ts';

type StreamFault = 'pass' | 'hold' | 'drop' | 'repeat';

interface Held {
  readonly text: string;
  readonly controller: TransformStreamDefaultController<Uint8Array>;
}

/** A network between a verifier and the service that does to both what a test says. */
export class FaultyNetwork {
  /** What becomes of the events of streams. */
  stream: StreamFault = 'pass';
  /** Nothing arrives any more; streams that were open break. */
  #isDown = false;
  #isDownForStreams = false;
  /** The paths of all calls but streams. */
  readonly calls: string[] = [];
  /** Every event that the service sent, whether it arrived or not. */
  readonly sent: string[] = [];
  streams = 0;
  /** What happens to an answer before it arrives. */
  beforeAnswer: (path: string) => Promise<void> | undefined = () => undefined;
  readonly #held: Held[] = [];
  readonly #open = new Set<AbortController>();

  get isDown(): boolean {
    return this.#isDown;
  }

  get held(): number {
    return this.#held.length;
  }

  cut(what: 'all' | 'streams' = 'all'): void {
    this.#isDown = what === 'all';
    this.#isDownForStreams = true;
    for (const stream of this.#open) stream.abort();
  }

  mend(): void {
    this.#isDown = false;
    this.#isDownForStreams = false;
  }

  /** Lets the oldest events that were held up arrive. */
  release(count = this.#held.length): void {
    for (const { text, controller } of this.#held.splice(0, count)) {
      try {
        controller.enqueue(new TextEncoder().encode(text));
      } catch {
        // Whoever would have read it left meanwhile.
      }
    }
  }

  readonly fetch: Fetch = async (url, init) => {
    if (this.#isDown) throw new TypeError('fetch failed');
    const { pathname } = new URL(url);
    if (pathname.endsWith('/stream')) return this.#followed(url, init);
    this.calls.push(pathname);
    const response = await fetch(url, init);
    const text = await response.text();
    await this.beforeAnswer(pathname);
    if (this.#isDown) throw new TypeError('fetch failed');
    return new Response(response.status === 204 ? null : text, response);
  };

  async #followed(url: string, init: RequestInit): Promise<Response> {
    if (this.#isDownForStreams) throw new TypeError('fetch failed');
    const broken = new AbortController();
    const signals = init.signal ? [init.signal, broken.signal] : [broken.signal];
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    this.streams++;
    this.#open.add(broken);
    return new Response(response.body?.pipeThrough(this.#events()) ?? null, response);
  }

  #events(): TransformStream<Uint8Array, Uint8Array> {
    const [decoder, encoder] = [new TextDecoder(), new TextEncoder()];
    let rest = '';
    return new TransformStream({
      transform: (chunk, controller) => {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const text = `${block}\n\n`;
          this.sent.push(text);
          if (this.stream === 'hold') this.#held.push({ text, controller });
          else if (this.stream !== 'drop') controller.enqueue(encoder.encode(text));
          if (this.stream === 'repeat') controller.enqueue(encoder.encode(text));
        }
      },
    });
  }
}
