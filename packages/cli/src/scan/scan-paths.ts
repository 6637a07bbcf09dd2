import { createReadStream } from 'node:fs';
import type { OutputFlags } from '../client/client-flags.ts';
import { Refusal } from '../client/refusal.ts';
import { type EndWith, exitCode } from '../exit-code.ts';
import type { Shape } from '../output/cells.ts';
import { note, printItems } from '../output/print-items.ts';
import { printLine } from '../print.ts';
import { progressLine } from '../progress.ts';
import { filesBelow } from './files-below.ts';
import { type Sighting, scanStream } from './scan-stream.ts';

const sightingRow: Shape<Sighting> = {
  id: ({ file }) => file,
  columns: [
    { title: 'file', of: ({ file }) => file },
    { title: 'line', of: ({ line }) => line },
    { title: 'column', of: ({ column }) => column },
    { title: 'kind', of: ({ kind }) => kind },
    { title: 'secret', of: ({ masked }) => masked },
  ],
};

/** Prints where the secrets are that files hold, never a secret; ends with 1 when there is one. */
export async function scanPaths(
  paths: readonly string[],
  flags: OutputFlags,
  endWith: EndWith,
): Promise<void> {
  const found: Sighting[] = [];
  const progress = progressLine();
  let files = 0;
  for (const path of paths) {
    for (const file of path === '-' ? ['-'] : filesOf(path)) {
      for await (const sighting of scanFile(file)) found.push(sighting);
      progress.report('files', ++files);
    }
  }
  progress.end();
  if (flags.json === undefined && flags.output === undefined && flags.quiet !== true) {
    for (const { file, line, column, kind, masked } of found) {
      printLine(`${file}:${line}:${column}: secret of a ${describe(kind)}: ${masked}`);
    }
  } else printItems(found, sightingRow, flags);
  if (found.length === 0) return;
  note(
    'reset or delete each token: whoever read the file may have its secret. `keyward tokens verify` says whose it is',
    flags,
  );
  endWith(exitCode.failed);
}

/** @throws Refusal: what was not read may hold a secret, so that nothing found would be no proof */
async function* scanFile(file: string): AsyncGenerator<Sighting> {
  try {
    yield* scanStream(file === '-' ? 'stdin' : file, file === '-' ? process.stdin : createReadStream(file));
  } catch {
    throw unreadable(file);
  }
}

function filesOf(path: string): readonly string[] {
  try {
    return [...filesBelow(path)];
  } catch {
    throw unreadable(path);
  }
}

function unreadable(path: string): Refusal {
  return new Refusal('file_unusable', `\`${path}\` cannot be read`, 'see to the path and its mode');
}

function describe(kind: Sighting['kind']): string {
  if (kind === 'code') return 'one-time code';
  return kind === 'unknown' ? 'token of unknown kind, without a checksum' : `${kind} token`;
}
