/** A placeholder of roles with its values, as they are typed: between commas or lines. */
export interface AttributeRow {
  readonly id: number;
  readonly name: string;
  readonly values: string;
}

export type Attributes = Readonly<Record<string, readonly string[]>>;

export function rowsOf(attributes: Attributes): readonly AttributeRow[] {
  return Object.entries(attributes).map(([name, values], id) => ({ id, name, values: values.join(', ') }));
}

export function attributesIn(rows: readonly AttributeRow[]): Record<string, string[]> {
  return Object.fromEntries(rows.map(({ name, values }) => [name.trim(), valuesIn(values)]));
}

/** What is wrong with the rows, in words. */
export function mistakeInRows(rows: readonly AttributeRow[]): string | undefined {
  const names = rows.map(({ name }) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (names.includes('')) return 'Give each attribute a name.';
  if (twice !== undefined) return `“${twice}” stands here twice.`;
  const empty = rows.find(({ values }) => valuesIn(values).length === 0);
  return empty && `Give “${empty.name.trim()}” at least one value.`;
}

function valuesIn(text: string): string[] {
  const values = text.split(/[,\n]/).map((value) => value.trim());
  return [...new Set(values)].filter((value) => value !== '');
}
