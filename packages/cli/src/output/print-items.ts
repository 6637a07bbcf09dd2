import type { OutputFlags, OutputFormat } from '../client/client-flags.ts';
import { onOneLine } from '../print.ts';
import { readProfile } from '../profile/profiles.ts';
import { cellText, type Shape } from './cells.ts';
import { csvText } from './csv.ts';
import { jsonText } from './json.ts';
import { tableText } from './table.ts';
import { yamlText } from './yaml.ts';

/** What was asked for, else what the profile says, else a table for people and JSON for programs. */
export function outputFormat({ json, output, profile }: OutputFlags): OutputFormat {
  if (json !== undefined) return 'json';
  return output ?? readProfile(profile).output ?? (isTerminal() ? 'table' : 'json');
}

/** Prints a list: every item whole in JSON, NDJSON and YAML, its columns in a table and CSV, its id when quiet. */
export function printItems<Item extends object>(
  items: readonly Item[],
  shape: Shape<Item>,
  flags: OutputFlags,
): void {
  process.stdout.write(listText(items, shape, flags));
}

/** Prints one thing: in a table each of its columns on a line of its own. */
export function printItem<Item extends object>(item: Item, shape: Shape<Item>, flags: OutputFlags): void {
  process.stdout.write(itemText(item, shape, flags));
}

function listText<Item extends object>(
  items: readonly Item[],
  shape: Shape<Item>,
  flags: OutputFlags,
): string {
  if (flags.quiet === true) return items.map((item) => `${onOneLine(shape.id(item))}\n`).join('');
  const format = outputFormat(flags);
  const chosen = items.map((item) => pick(item, flags));
  if (format === 'json') return `${jsonText(chosen, 2)}\n`;
  if (format === 'ndjson') return chosen.map((item) => `${jsonText(item)}\n`).join('');
  if (format === 'yaml') return yamlText(chosen);
  const head = flags.header === false ? undefined : shape.columns.map(({ title }) => title);
  const rows = items.map((item) => shape.columns.map((column) => cellText(column.of(item))));
  // A file gets the names as they are; a terminal must not be steered by them.
  if (format === 'csv') return csvText(head, isTerminal() ? rows.map((row) => row.map(onOneLine)) : rows);
  const heading = head?.map((title) => title.toUpperCase());
  return tableText(heading, rows);
}

function itemText<Item extends object>(item: Item, shape: Shape<Item>, flags: OutputFlags): string {
  const format = outputFormat(flags);
  if (flags.quiet === true || format === 'csv' || format === 'ndjson') return listText([item], shape, flags);
  if (format === 'json') return `${jsonText(pick(item, flags), 2)}\n`;
  if (format === 'yaml') return yamlText(pick(item, flags));
  const rows = shape.columns.map((column) => [column.title, cellText(column.of(item))]);
  const told = rows.filter(([, text]) => text !== '');
  return tableText(undefined, told);
}

/** Text for people, on one line of stderr; nothing when quiet. */
export function note(message: string, { quiet }: OutputFlags): void {
  if (quiet !== true) process.stderr.write(`keyward: ${onOneLine(message)}\n`);
}

/** For tests of scripts: `FORCE_TTY` makes a pipe count as a terminal. */
function isTerminal(): boolean {
  return process.stdout.isTTY || Boolean(process.env.FORCE_TTY);
}

function pick(item: object, { json }: OutputFlags): object {
  if (json === undefined || json === true) return item;
  const fields = new Map(Object.entries(item));
  return Object.fromEntries(json.map((name) => [name, fields.get(name) ?? null]));
}
