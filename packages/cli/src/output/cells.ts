/** What a cell of a table holds; nothing where there is nothing to say. */
export type Cell = string | number | boolean | undefined;

/** A column of a table or of CSV. */
export interface Column<Item> {
  readonly title: string;
  of(item: Item): Cell;
}

/** How things of one kind are shown. */
export interface Shape<Item> {
  readonly columns: readonly Column<Item>[];
  /** What stands for one of them in a pipe. */
  id(item: Item): string;
}

export function cellText(cell: Cell): string {
  return cell === undefined ? '' : String(cell);
}

/** A time in UTC, to the minute; empty for 0, which means never. */
export function moment(at: number | undefined): string {
  return at ? `${new Date(at).toISOString().slice(0, 16)}Z` : '';
}
