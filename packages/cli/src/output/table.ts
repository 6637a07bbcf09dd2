import { styleText } from 'node:util';
import { onOneLine } from '../print.ts';

const GAP = '  ';
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;

/** Rows under each other in columns, for people. */
export function tableText(head: readonly string[] | undefined, rows: readonly (readonly string[])[]): string {
  const plain = rows.map((row) => row.map(onOneLine));
  const all = head === undefined ? plain : [head, ...plain];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - widthOf(text)))
      .join(GAP)
      .trimEnd();
  const top = head === undefined ? [] : [styleText('bold', line(head), { stream: process.stdout })];
  return [...top, ...plain.map(line)].map((text) => `${text}\n`).join('');
}

/** How many columns of a terminal a text takes. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}
