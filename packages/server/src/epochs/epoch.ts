/**
 * One life of the data: it begins with the data itself, or with the restore of a backup. Two copies of the data that live
 * on after a restore are told apart by it.
 */
export interface Epoch {
  readonly id: string;
  /** From 1 on: the greater one began later. */
  readonly number: number;
  /** Milliseconds since 1970; 0: with the data. */
  readonly startedAt: number;
  /** The number of the last change that was there when it began. */
  readonly fromNumber: number;
  /** When the backup was made that it began with; null: it is the first. */
  readonly backupAt: number | null;
  /** What may have more rights than it had when the data was lost; null: nobody knows. */
  readonly doubts: readonly Doubt[] | null;
  /** Null: nobody has accepted yet what may be live again, and nothing is served. */
  readonly acceptedAt: number | null;
}

/** Something whose rights had changed since the backup, in a way that cannot be made again. */
export interface Doubt {
  readonly accountId: string;
  readonly kind: 'account' | 'member' | 'role' | 'team' | 'token';
  readonly id: string;
}
