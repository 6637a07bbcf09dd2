import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../client/refusal.ts';

const OTHERS_MAY = 0o077;

/** The JSON object in a file; undefined when there is no file. @throws Refusal `file_unusable` */
export function readJsonFile(path: string): Readonly<Record<string, unknown>> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Refusal('file_unusable', `\`${path}\` cannot be read`, 'see to its owner and its mode');
  }
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return { ...content };
  } catch {
    // Falls through: what is in the file is not repeated, since it may hold a secret.
  }
  throw new Refusal('file_unusable', `\`${path}\` is no JSON object`, 'mend it, or remove it to begin anew');
}

/** Puts an object into a file that nobody else may read, at once: whatever interrupts it, the old content stays or the new is there. */
export function writePrivateFile(path: string, content: Readonly<Record<string, unknown>>): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, path);
  } catch {
    throw new Refusal('file_unusable', `\`${path}\` cannot be written`, 'see to its folder and its mode');
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whether others than the user may read or write a file. */
export function isOpenToOthers(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return process.platform !== 'win32' && (mode & OTHERS_MAY) !== 0;
}
