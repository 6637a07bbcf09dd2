import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { ConfigRefused } from '../config-refused.ts';
import type { JournalFile } from '../journal/revocation-journal.ts';

const READ_BYTES = 1_048_576;
const NEWLINE = 0x0a;

/**
 * Opens the file of the revocation journal, and makes it when there is none.
 *
 * @throws ConfigRefused when it cannot be written
 */
export function openJournalFile(path: string): JournalFile {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw refusal(
      path,
      `cannot be written (${codeOf(error)}); make its directory, let this user write there, or choose another file`,
    );
  }
  let readTo = 0;
  return {
    async *newLines() {
      for await (const { line, end } of linesFrom(path, readTo)) {
        readTo = end;
        yield line;
      }
    },
    async append(lines) {
      const file = await open(path, 'a+', 0o600);
      try {
        const { size } = await file.stat();
        const isWhole = size === 0 || (await byteAt(file, size - 1)) === NEWLINE;
        // A line that was cut short, when the machine stopped or the disk was full, must not swallow the next one.
        if (lines.length > 0) await file.appendFile(`${isWhole ? '' : '\n'}${lines.join('\n')}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Every whole line of a journal. @throws ConfigRefused when it cannot be read */
export async function* readJournalLines(path: string): AsyncIterable<string> {
  try {
    for await (const { line } of linesFrom(path, 0)) yield line;
  } catch (error) {
    throw refusal(path, `cannot be read (${codeOf(error)})`);
  }
}

async function* linesFrom(path: string, start: number) {
  const file = await open(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let position = start; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, position);
      if (bytesRead === 0) return;
      const from = position - rest.length;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      let begin = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, begin)) {
        yield { line: bytes.subarray(begin, end).toString(), end: from + end + 1 };
        begin = end + 1;
      }
      rest = bytes.subarray(begin);
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}

async function byteAt(file: Awaited<ReturnType<typeof open>>, position: number): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  return buffer[0];
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}

function refusal(path: string, reason: string): ConfigRefused {
  return new ConfigRefused(`\`KEYWARD_REVOCATION_JOURNAL\`: \`${path}\` ${reason}`);
}
