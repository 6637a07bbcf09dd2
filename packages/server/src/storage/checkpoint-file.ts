import { closeSync, openSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { CheckpointFile } from '../audit/checkpoint-writer.ts';
import { ConfigRefused } from '../config-refused.ts';

/**
 * Opens the file in which checkpoints of the audit log are kept, and makes it when there is none.
 *
 * @throws ConfigRefused when it cannot be written
 */
export function openCheckpointFile(path: string): CheckpointFile {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new ConfigRefused(
      `\`KEYWARD_AUDIT_CHECKPOINTS\`: \`${path}\` cannot be written (${code}); make its directory, let this user write there, or choose another file`,
    );
  }
  return {
    readLines: () => readCheckpointLines(path),
    async append(lines) {
      const file = await open(path, 'a+', 0o600);
      try {
        const start = (await endsInsideLine(file)) ? '\n' : '';
        await file.appendFile(`${start}${lines.join('\n')}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Each line with its end, which the last one lacks when it was cut short. */
export async function readCheckpointLines(path: string): Promise<readonly string[]> {
  return (await readFile(path, 'utf8')).split(/(?<=\n)/).filter((line) => line.trim() !== '');
}

/** A line that was cut short, when the machine stopped or the disk was full, must not swallow the next one. */
async function endsInsideLine(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}
