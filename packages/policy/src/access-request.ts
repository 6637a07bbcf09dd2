import type { Resource } from './resource.ts';

/** The question: may this action be done to this resource? */
export interface AccessRequest {
  readonly action: string;
  /** A resource as text or already read. Text that is no resource is never allowed. */
  readonly resource: string | Resource;
  /** Tags by type of segment: `{ env: ['production'] }`. Absent means no tags. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** Flags by type of segment: `{ env: { critical: true } }`. A flag left out matches neither value. */
  readonly properties?: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  /** Keys of the views that the resource is in. */
  readonly views?: readonly string[];
}
