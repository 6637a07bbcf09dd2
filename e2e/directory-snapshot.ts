import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a directory with its mode and a hash of its content: two looks are equal when nothing changed. */
export function directorySnapshot(directory: string): Readonly<Record<string, string>> | undefined {
  if (!existsSync(directory)) return undefined;
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(directory, name);
      const status = statSync(path);
      const content = status.isFile() ? readFileSync(path) : '';
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
      return [name, `${(status.mode & 0o7777).toString(8)} ${status.size} ${hash}`];
    }),
  );
}
