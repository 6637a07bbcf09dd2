import { isEpochLine, parseJournalLine } from './journal-line.ts';

/** The greatest number of an epoch that goes on in one of the journals; 0: there is none. */
export async function newestEpochNumber(journals: readonly AsyncIterable<string>[]): Promise<number> {
  let newest = 0;
  for (const journal of journals) {
    for await (const text of journal) {
      const line = parseJournalLine(text);
      if (line !== undefined && isEpochLine(line)) newest = Math.max(newest, line.number);
    }
  }
  return newest;
}
