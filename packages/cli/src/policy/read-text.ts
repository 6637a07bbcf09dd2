import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { InputRefused } from './input-refused.ts';

/** Bounds the memory when the name is that of something without an end. */
const MAX_BYTES = 16 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a directory; name a file in it',
  EACCES: 'may not be read by this user',
};

/** The text of a file, or of stdin where the name is `-`. @throws InputRefused */
export async function readText(name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of name === '-' ? process.stdin : createReadStream(name)) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new RangeError();
      chunks.push(chunk);
    }
  } catch (error) {
    throw new InputRefused([`\`${nameOf(name)}\` ${reasonOf(error)}`]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new InputRefused([`\`${nameOf(name)}\` is no UTF-8 text; save it as UTF-8`]);
  }
}

/** How messages name a file. */
export function nameOf(name: string): string {
  return name === '-' ? 'stdin' : name;
}

/** Stdin can be read once: a second `-` would be an empty file. */
export function refuseSecondStdin(command: Command, names: readonly (string | undefined)[]): void {
  if (names.filter((name) => name === '-').length < 2) return;
  command.error('error: `-` is given twice, and stdin can be read once; put one of them into a file');
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return `is larger than ${MAX_BYTES} bytes; split it`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? 'cannot be read';
}
