/** A placeholder of roles with its values, as they are typed: between commas or lines. */
export interface AttributeRow {
  readonly id: number;
  readonly name: string;
  readonly values: string;
  /** What the row began with; undefined for one that was added. */
  readonly stored?: StoredAttribute | undefined;
}

interface StoredAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

export type Attributes = Readonly<Record<string, readonly string[]>>;

export function rowsOf(attributes: Attributes): readonly AttributeRow[] {
  return Object.entries(attributes).map(([name, values], id) => ({
    id,
    name,
    values: textOf(values),
    stored: { name, values },
  }));
}

export function attributesIn(rows: readonly AttributeRow[]): Record<string, string[]> {
  return Object.fromEntries(rows.map((row) => [nameIn(row), valuesIn(row)]));
}

/** What is wrong with the rows, in words. */
export function mistakeInRows(rows: readonly AttributeRow[]): string | undefined {
  const names = rows.map(nameIn);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (names.includes('')) return 'Give each attribute a name.';
  if (twice !== undefined) return `“${twice}” stands here twice.`;
  const empty = rows.find((row) => valuesIn(row).length === 0 && row.stored?.values.length !== 0);
  return empty && `Give “${nameIn(empty)}” at least one value.`;
}

function nameIn({ name, stored }: AttributeRow): string {
  return name === stored?.name ? name : name.trim();
}

/** Text that nobody changed stands for the values that it was made of: they may hold commas and spaces. */
function valuesIn({ values, stored }: AttributeRow): string[] {
  if (stored !== undefined && values === textOf(stored.values)) return [...stored.values];
  const typed = values.split(/[,\n]/).map((value) => value.trim());
  return [...new Set(typed)].filter((value) => value !== '');
}

function textOf(values: readonly string[]): string {
  return values.join(', ');
}
