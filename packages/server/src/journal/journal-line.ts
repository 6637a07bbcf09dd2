import type { EntityState } from '../storage/journal-store.ts';

/** A line after which the lines of an epoch stand. */
export interface EpochLine {
  readonly epoch: string;
  /** Of the epoch. */
  readonly number: number;
  readonly at: number;
  /** The change after which the first line stands: every later one is in here. */
  readonly from: number;
}

/** What became of an entity. `after` is the number in the line before: so a line that was taken out is missed. */
export type StateLine = EntityState & { readonly after: number };

export type JournalLine = EpochLine | StateLine;

const KINDS: readonly string[] = [
  'token',
  'member',
  'role',
  'team',
  'account',
] satisfies EntityState['kind'][];

/** One line of a journal; undefined when it is none, such as one that was cut short. */
export function parseJournalLine(line: string): JournalLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isJournalLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isEpochLine(line: JournalLine): line is EpochLine {
  return 'epoch' in line;
}

function isJournalLine(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Partial<Record<string, unknown>>;
  if (typeof fields.number !== 'number' || typeof fields.at !== 'number') return false;
  if (typeof fields.epoch === 'string') return typeof fields.from === 'number';
  return (
    KINDS.includes(String(fields.kind)) && typeof fields.id === 'string' && typeof fields.after === 'number'
  );
}
