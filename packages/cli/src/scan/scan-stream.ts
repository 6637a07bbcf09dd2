import { type FoundSecret, findSecrets, LONGEST_SECRET } from './find-secrets.ts';

export interface Sighting extends Omit<FoundSecret, 'at'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The secrets in a stream of any length, each once, also where two chunks meet. */
export async function* scanStream(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Sighting> {
  let carried = '';
  let carriedAt = 0;
  let nextAt = 0;
  let line = 1;
  let lineAt = 0;
  let countedTo = 0;
  for await (const chunk of chunks) {
    // Secrets are ASCII: in UTF-16 each of their letters has a zero beside it.
    const text = carried + chunk.toString('latin1').replaceAll('\0', '');
    const countLines = (to: number) => {
      for (let at = text.indexOf('\n', countedTo - carriedAt); at !== -1 && at < to - carriedAt; ) {
        line++;
        lineAt = carriedAt + at + 1;
        at = text.indexOf('\n', at + 1);
      }
      countedTo = to;
    };
    for (const { at, kind, masked } of findSecrets(text)) {
      const position = carriedAt + at;
      if (position < nextAt) continue;
      nextAt = position + 1;
      countLines(position);
      yield { file, line, column: position - lineAt + 1, kind, masked };
    }
    const keepFrom = Math.max(text.length - LONGEST_SECRET, countedTo - carriedAt, 0);
    countLines(carriedAt + keepFrom);
    carried = text.slice(keepFrom);
    carriedAt += keepFrom;
  }
}
