/** A placeholder of roles with its values, as they are typed: between commas, in quotes where a value holds one. */
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

/** Text that nobody changed stands for the values that it was made of. */
function valuesIn({ values, stored }: AttributeRow): string[] {
  if (stored !== undefined && values === textOf(stored.values)) return [...stored.values];
  const typed = Array.from(values.matchAll(TYPED), ([, quoted, plain = '']) => ({
    isMeant: quoted !== undefined || plain !== '',
    value: quoted?.replaceAll('""', '"') ?? plain,
  }));
  return [...new Set(typed.filter(({ isMeant }) => isMeant).map(({ value }) => value))];
}

/** What stands between two commas: in quotes, where a doubled quote stands for one, or plain. */
const TYPED = /\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(?:,|$)/g;
const NEEDS_QUOTES = /^$|,|^["\s]|\s$/;

/** As they are typed. */
export function textOf(values: readonly string[]): string {
  return values
    .map((value) => (NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(', ');
}
