import { Counter, Gauge, Registry } from 'prom-client';
import type { Measurements } from './worker-message.ts';

/** What only the supervisor of the workers knows. */
export class CrewMetrics {
  readonly #registry = new Registry();
  readonly #replaced: Counter;

  constructor(countWorkers: () => number) {
    new Gauge({
      name: 'keyward_workers',
      help: 'Processes that share the port',
      registers: [this.#registry],
      collect() {
        this.set(countWorkers());
      },
    });
    this.#replaced = new Counter({
      name: 'keyward_workers_replaced_total',
      help: 'Workers that ended and were started again',
      registers: [this.#registry],
    });
  }

  noteReplaced(): void {
    this.#replaced.inc();
  }

  read(): Promise<Measurements> {
    return this.#registry.getMetricsAsJSON();
  }
}
