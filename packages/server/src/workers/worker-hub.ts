import type { ChangedEntity } from '../storage/store.ts';
import type { SecretUse } from '../storage/token-store.ts';
import type { MonotonicMs } from '../verification/lease.ts';
import { CrewMetrics } from './crew-metrics.ts';
import { mergeMeasurements } from './merge-measurements.ts';
import { type FromWorker, GRANT_MS, type ToWorker } from './worker-message.ts';

/** A worker that takes longer to answer what all are asked is left out. */
const ASK_MS = 1_000;

/** What the supervisor needs of a worker. What is sent arrives in this order, or not at all. */
export interface SupervisedWorker {
  readonly id: number;
  send(message: ToWorker): void;
}

interface Member {
  readonly worker: SupervisedWorker;
  /** When its last grant was sent; undefined: it never answered from memory. */
  grantedAtMs: number | undefined;
  /** Grants since it was last heard. */
  unheard: number;
  /** What waits for its answers, and ends when it does. */
  readonly waiting: Map<number, (answer?: FromWorker) => void>;
}

/**
 * Where the workers of a node hear of each other. Each may answer from memory for `GRANT_MS` after a grant. A change is told to all
 * others, and whoever made it hears `told` when each has forgotten, has ended, or can have no grant any more: grants
 * that it hears of later come after the change. So a worker that is stopped, or hangs, holds a change up for `GRANT_MS` at most, and
 * when it goes on it asks the database before it answers anything. What a worker has committed and not told yet is unknown here: should it be
 * stopped in between, the others learn of it from the change log, within the published bound.
 */
export class WorkerHub {
  readonly #machineMs: MonotonicMs;
  readonly #members = new Map<number, Member>();
  /** Changes that are being told. */
  readonly #spreading = new Set<Promise<unknown>>();
  readonly #metrics = new CrewMetrics(() => this.#members.size);
  #number = 0;

  constructor(machineMs: MonotonicMs) {
    this.#machineMs = machineMs;
  }

  /** To be called once the worker listens, before it has read anything. */
  add(worker: SupervisedWorker): void {
    this.#members.set(worker.id, { worker, grantedAtMs: undefined, unheard: 0, waiting: new Map() });
  }

  /** The process has ended: it answers nobody any more. */
  remove(id: number): void {
    const member = this.#members.get(id);
    this.#members.delete(id);
    for (const end of member?.waiting.values() ?? []) end();
  }

  /** A worker that ended has a successor. */
  noteReplaced(): void {
    this.#metrics.noteReplaced();
  }

  /** To be called several times within `GRANT_MS`. */
  grant(): void {
    for (const member of this.#members.values()) {
      member.grantedAtMs = this.#machineMs();
      member.unheard++;
      member.worker.send({ kind: 'grant', number: ++this.#number, atMs: member.grantedAtMs });
    }
  }

  /** Workers that left so many grants unanswered. Grants are counted, not time: the supervisor may have been stopped too. */
  silentFor(grants: number): readonly number[] {
    return [...this.#members.values()]
      .filter(({ unheard }) => unheard > grants)
      .map(({ worker }) => worker.id);
  }

  async receive(id: number, message: FromWorker): Promise<void> {
    const member = this.#members.get(id);
    if (member === undefined) return;
    member.unheard = 0;
    switch (message.kind) {
      case 'heard':
      case 'measured':
      case 'used':
        member.waiting.get(message.number)?.(message);
        break;
      case 'changed':
        await this.#spread(member, message.entities);
        member.worker.send({ kind: 'told', number: message.number });
        break;
      case 'settle':
        await Promise.all(this.#spreading);
        member.worker.send({ kind: 'told', number: message.number });
        break;
      case 'metrics': {
        const text = await this.#measureAll();
        member.worker.send({ kind: 'metrics', number: message.number, text });
        break;
      }
      case 'whenUsed': {
        const { number, tokenId } = message;
        member.worker.send({ kind: 'used', number, use: await this.#findLastUse(member, tokenId) });
        break;
      }
      case 'hello':
      case 'serving':
        break;
    }
  }

  async #spread(from: Member, entities: readonly ChangedEntity[]): Promise<void> {
    const others = [...this.#members.values()].filter((member) => member !== from);
    const spreading = Promise.all(
      others.map((member) => {
        const number = ++this.#number;
        const { grantedAtMs } = member;
        const forgotten =
          grantedAtMs === undefined ? undefined : this.#wait(member, number, grantedAtMs + GRANT_MS);
        member.worker.send({ kind: 'forget', number, entities });
        return forgotten;
      }),
    );
    this.#spreading.add(spreading);
    await spreading;
    this.#spreading.delete(spreading);
  }

  async #measureAll(): Promise<string> {
    const answers = await this.#askAll((number) => ({ kind: 'measure', number }));
    const measured = answers.flatMap((answer) => (answer?.kind === 'measured' ? [answer.measurements] : []));
    return mergeMeasurements([await this.#metrics.read(), ...measured]);
  }

  async #findLastUse(from: Member, tokenId: string): Promise<SecretUse | undefined> {
    const answers = await this.#askAll((number) => ({ kind: 'whenUsed', number, tokenId }), from);
    return answers
      .flatMap((answer) => (answer?.kind === 'used' && answer.use !== undefined ? [answer.use] : []))
      .toSorted((one, other) => other.at - one.at)[0];
  }

  #askAll(question: (number: number) => ToWorker, except?: Member) {
    const untilMs = this.#machineMs() + ASK_MS;
    const asked = [...this.#members.values()].filter((member) => member !== except);
    return Promise.all(
      asked.map((member) => {
        const number = ++this.#number;
        const answer = this.#wait(member, number, untilMs);
        member.worker.send(question(number));
        return answer;
      }),
    );
  }

  /** Ends with an answer, with the worker, or when the clock is past the time: timers may come too early. */
  #wait(member: Member, number: number, untilMs: number): Promise<FromWorker | undefined> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (answer?: FromWorker) => {
        clearTimeout(timer);
        member.waiting.delete(number);
        resolve(answer);
      };
      const look = () => {
        const leftMs = untilMs - this.#machineMs();
        if (leftMs < 0) end();
        else timer = setTimeout(look, leftMs + 1);
      };
      member.waiting.set(number, end);
      look();
    });
  }
}
