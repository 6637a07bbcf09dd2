import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What version control and package managers keep, which nobody edits. */
const SKIPPED = ['.git', 'node_modules'];

/** The file of a path, or every file below it; links inside are not followed. */
export function* filesBelow(path: string): Generator<string> {
  if (statSync(path).isDirectory()) yield* filesIn(path);
  else yield path;
}

function* filesIn(directory: string): Generator<string> {
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    const status = lstatSync(path);
    if (status.isDirectory() && !SKIPPED.includes(name)) yield* filesIn(path);
    else if (status.isFile()) yield path;
  }
}
