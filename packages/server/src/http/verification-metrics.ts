import { Counter, Gauge, Histogram } from 'prom-client';
import { ServiceClock } from '../clock.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { NumberedChange } from '../storage/change-log-store.ts';
import type { Metrics } from './metrics.ts';

const LAG_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * How verification from memory fares: what is kept, how often it serves, and how far behind changes it is.
 *
 * @returns to be told of changes when they are out of memory
 */
export function measureVerification(
  { registry }: Metrics,
  { principals, lease, clock, revocationLog }: Deployment,
): (changes: readonly NumberedChange[]) => void {
  const registers = [registry];
  const gauge = (
    described: { readonly name: string; readonly help: string; readonly aggregator?: 'max' | 'min' },
    read: () => number,
  ) =>
    new Gauge({
      ...described,
      registers,
      collect() {
        this.set(read());
      },
    });

  gauge(
    { name: 'keyward_principal_cache_entries', help: 'Secrets kept in memory' },
    () => principals.size.entries,
  );
  gauge(
    { name: 'keyward_principal_cache_bytes', help: 'About how much memory they take' },
    () => principals.size.bytes,
  );
  gauge(
    { name: 'keyward_unknown_secrets', help: 'Secrets that nobody has, kept for a second' },
    () => principals.size.unknown,
  );
  gauge(
    {
      name: 'keyward_clock_offset_seconds',
      help: 'How far the clock of the machine is behind the time',
      aggregator: 'max',
    },
    () => (clock instanceof ServiceClock ? clock.machineLagMs / 1000 : 0),
  );
  new Counter({
    name: 'keyward_principal_cache_lookups_total',
    help: 'Verifications by whether memory knew the secret',
    labelNames: ['result'],
    registers,
    collect() {
      const { hits, misses, unknown } = principals.counts;
      this.reset();
      this.inc({ result: 'hit' }, hits);
      this.inc({ result: 'miss' }, misses);
      this.inc({ result: 'unknown' }, unknown);
    },
  });
  new Counter({
    name: 'keyward_principal_cache_evictions_total',
    help: 'Secrets taken out of memory to make room',
    registers,
    collect() {
      this.reset();
      this.inc(principals.counts.evictions);
    },
  });
  gauge(
    {
      name: 'keyward_lease_age_seconds',
      help: 'Since when this node may not know of changes',
      aggregator: 'max',
    },
    () => (revocationLog === undefined ? 0 : lease.ageMs() / 1000),
  );
  gauge(
    {
      name: 'keyward_change_number',
      help: 'The newest change that this node knows',
      aggregator: 'min',
    },
    () => revocationLog?.watermark?.number ?? 0,
  );
  const lag = new Histogram({
    name: 'keyward_revocation_lag_seconds',
    help: 'From a change, on any node, to its end in the memory of this one',
    buckets: LAG_BUCKETS_SECONDS,
    registers,
  });
  return (changes) => {
    const nowMs = clock.now();
    for (const { at } of changes) lag.observe(Math.max(0, nowMs - at) / 1000);
  };
}
