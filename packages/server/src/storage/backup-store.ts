/** A table, and how many of its rows are in a copy. */
export interface CopiedTable {
  readonly name: string;
  readonly rows: number;
}
