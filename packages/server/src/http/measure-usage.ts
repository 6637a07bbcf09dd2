import { Counter, Gauge } from 'prom-client';
import type { UsageRecorder } from '../verification/usage-recorder.ts';
import type { Metrics } from './metrics.ts';

/** Shows how far the writing of uses is behind, and what was lost because memory is bounded. */
export function measureUsage({ registry }: Metrics, usage: UsageRecorder): void {
  new Gauge({
    name: 'keyward_usage_flush_lag_seconds',
    help: 'Age of the oldest use of a token that is not written yet',
    aggregator: 'max',
    registers: [registry],
    collect() {
      this.set(usage.lagMs / 1_000);
    },
  });
  let shown = 0;
  new Counter({
    name: 'keyward_usage_forgotten_total',
    help: 'Secrets, members and tokens whose uses were forgotten because too many waited to be written',
    registers: [registry],
    collect() {
      this.inc(usage.forgotten - shown);
      shown = usage.forgotten;
    },
  });
}
