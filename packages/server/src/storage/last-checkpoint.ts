import { type FileHandle, open } from 'node:fs/promises';
import { readCheckpoint, type SignedCheckpoint } from '../audit/checkpoint.ts';

const BLOCK_BYTES = 65_536;
const LINE_FEED = 10;

/** The newest checkpoint of an account in a file, read from its end, since the file grows for years; undefined: none, or no file. */
export async function findLastCheckpoint(
  path: string,
  accountId: string,
): Promise<SignedCheckpoint | undefined> {
  const file = await openIfThere(path);
  if (file === undefined) return undefined;
  try {
    for await (const line of linesBackwards(file)) {
      // Most lines are of other accounts: to read each as JSON would take ten times as long.
      if (!line.includes(accountId)) continue;
      const checkpoint = readCheckpoint(line);
      if (checkpoint?.account === accountId) return checkpoint;
    }
    return undefined;
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function* linesBackwards(file: FileHandle): AsyncIterable<string> {
  let rest = Buffer.alloc(0);
  for (let end = (await file.stat()).size; end > 0; ) {
    const start = Math.max(0, end - BLOCK_BYTES);
    const block = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(block, 0, block.length, start);
    rest = Buffer.concat([block.subarray(0, bytesRead), rest]);
    for (let at = rest.lastIndexOf(LINE_FEED); at >= 0; at = rest.lastIndexOf(LINE_FEED)) {
      yield rest.subarray(at + 1).toString();
      rest = rest.subarray(0, at);
    }
    end = start;
  }
  yield rest.toString();
}
