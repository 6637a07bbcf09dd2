import type { CopiedTable } from '../backup-store.ts';

/** A value as every database can take it: no dates, no booleans. */
export type PortableValue = string | number | null | Uint8Array;
export type PortableRow = readonly PortableValue[];

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The tables of one database, all of one moment. */
export interface TableReads {
  /** Every table that holds rows of its own, but the list of migrations. */
  listTables(): Promise<readonly Table[]>;
  count(table: Table): Promise<number>;
  /** Every row, its values in the order of the columns, some at a time. */
  rows(table: Table): AsyncIterable<readonly PortableRow[]>;
}

/** An empty schema that is filled in one transaction. */
export interface TableWrites extends Pick<TableReads, 'listTables' | 'count'> {
  /** Which table has rows that name rows of which other. */
  listReferences(): Promise<readonly { readonly from: string; readonly to: string }[]>;
  /** Takes away what a new schema begins with. */
  clear(table: Table): Promise<void>;
  write(table: Table, rows: readonly PortableRow[]): Promise<void>;
}

/** Told how many rows of a table have been copied so far. */
export type CopyProgress = (table: string, rows: number) => void;

/**
 * What is kept by triggers, or shown as a view, and made anew from the rows that are copied; and what a backup says of itself.
 */
const NOT_COPIED = ['token_list', 'token_tags', 'token_totals', 'member_totals', 'backup_note'];

/**
 * Copies every row of every table, a bounded number at a time, and counts both sides at the end.
 *
 * @throws Error when the databases do not have the same tables, or the counts differ
 */
export async function copyTables(
  source: TableReads,
  target: TableWrites,
  progress: CopyProgress,
): Promise<readonly CopiedTable[]> {
  const tables = await tablesOfBoth(source, target);
  for (const table of tables.toReversed()) await target.clear(table);
  const copied: CopiedTable[] = [];
  for (const table of tables) {
    let rows = 0;
    for await (const part of source.rows(table)) {
      if (part.length > 0) await target.write(table, part);
      rows += part.length;
      progress(table.name, rows);
    }
    copied.push({ name: table.name, rows });
  }
  for (const table of tables) await requireSameCount(table, source, target);
  return copied;
}

/** Those that others name come first. */
async function tablesOfBoth(source: TableReads, target: TableWrites): Promise<readonly Table[]> {
  const own = (table: Table) => !NOT_COPIED.includes(table.name);
  const ours = (await source.listTables()).filter(own);
  const theirs = new Map((await target.listTables()).filter(own).map((table) => [table.name, table]));
  for (const { name, columns } of ours) {
    const other = theirs.get(name)?.columns ?? [];
    if (columns.toSorted().join() === other.toSorted().join()) continue;
    throw new Error(`the table ${name} is not the same on both sides`);
  }
  if (ours.length !== theirs.size) throw new Error('the other side has further tables');
  const references = await target.listReferences();
  const sorted: Table[] = [];
  const place = (table: Table) => {
    if (sorted.includes(table)) return;
    for (const { from, to } of references) {
      const named = ours.find(({ name }) => name === to);
      if (from === table.name && to !== from && named !== undefined) place(named);
    }
    sorted.push(table);
  };
  for (const table of ours) place(table);
  return sorted;
}

async function requireSameCount(table: Table, source: TableReads, target: TableWrites): Promise<void> {
  const [before, after] = [await source.count(table), await target.count(table)];
  if (before === after) return;
  throw new Error(`${table.name}: ${before} rows were to be copied, and ${after} arrived`);
}
