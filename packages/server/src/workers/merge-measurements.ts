import { AggregatorRegistry } from 'prom-client';
import type { Measurements } from './worker-message.ts';

/** One text of what several processes measured: by the `aggregator` of each metric, a sum unless it says otherwise. */
export function mergeMeasurements(measured: readonly Measurements[]): Promise<string> {
  return AggregatorRegistry.aggregate([...measured]).metrics();
}
