import { parse } from 'csv-parse/sync';
import { answerQuestions } from '../request-thread.ts';
import type { EmailList, EmailListQuestion, EmailRow } from './email-list-reader.ts';

/** Past this a quotation mark was never closed, or the file is none. */
const LONGEST_ROW = 65_536;

/** Excel writes semicolons where a comma is part of a number. */
const DELIMITERS = [',', ';', '\t'];

answerQuestions(({ text, rowLimit }: EmailListQuestion): EmailList => {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter: DELIMITERS,
      relax_column_count: true,
      info: true,
      max_record_size: LONGEST_ROW,
      to: rowLimit + 1,
    });
    const rows = withoutEnd((parsed as ParsedRow[]).map(firstColumn));
    return rows.length > rowLimit ? 'too_long' : rows;
  } catch {
    return 'unreadable';
  }
});

interface ParsedRow {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

function firstColumn({ info, record }: ParsedRow): EmailRow {
  return { line: info.lines, text: record[0]?.trim() ?? '' };
}

/** Empty lines at the end are how editors leave a file. */
function withoutEnd(rows: readonly EmailRow[]): readonly EmailRow[] {
  return rows.slice(0, rows.findLastIndex(({ text }) => text !== '') + 1);
}
