import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { ChangedEntity } from '../storage/store.ts';
import type { SecretUse } from '../storage/token-store.ts';

/** What one process has measured. */
export type Measurements = MetricObjectWithValues<MetricValue<string>>[];

/** What a worker says to the process that supervises it. Of each it hears the answer under the same number. */
export type FromWorker =
  /** It listens from now on, and has read nothing yet. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'serving'; readonly address: string }
  | { readonly kind: 'changed'; readonly number: number; readonly entities: readonly ChangedEntity[] }
  /** It found what another worker may have changed. */
  | { readonly kind: 'settle'; readonly number: number }
  | { readonly kind: 'heard'; readonly number: number }
  | { readonly kind: 'metrics'; readonly number: number }
  | { readonly kind: 'measured'; readonly number: number; readonly measurements: Measurements }
  | { readonly kind: 'whenUsed'; readonly number: number; readonly tokenId: string }
  | { readonly kind: 'used'; readonly number: number; readonly use: SecretUse | undefined };

/** What a worker is told, in the order in which it was said. */
export type ToWorker =
  /** Another worker changed this: it must be out of memory before the answer `heard`. */
  | { readonly kind: 'forget'; readonly number: number; readonly entities: readonly ChangedEntity[] }
  /** All that others changed before was said: memory may be believed for `GRANT_MS` from then on, by the clock of the machine. */
  | { readonly kind: 'grant'; readonly number: number; readonly atMs: number }
  | { readonly kind: 'told'; readonly number: number }
  | { readonly kind: 'measure'; readonly number: number }
  | { readonly kind: 'metrics'; readonly number: number; readonly text: string }
  | { readonly kind: 'whenUsed'; readonly number: number; readonly tokenId: string }
  | { readonly kind: 'used'; readonly number: number; readonly use: SecretUse | undefined }
  | { readonly kind: 'stop' };

/** So long a worker answers from memory after a grant, and so long a change waits for one that does not answer. */
export const GRANT_MS = 1_000;
