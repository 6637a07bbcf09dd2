import { closeSync, fsyncSync, linkSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a file for this user alone. It is there whole or not at all, whenever the process or the machine stops. */
export function writeNewFile(path: string, text: string): void {
  const unfinished = writeBeside(path, text);
  linkSync(unfinished, path);
  unlinkSync(unfinished);
  syncDirectory(dirname(path));
}

/** Puts a file in the place of another. One of the two is there whole, whenever the process or the machine stops. */
export function replaceFile(path: string, text: string): void {
  renameSync(writeBeside(path, text), path);
  syncDirectory(dirname(path));
}

function writeBeside(path: string, text: string): string {
  const unfinished = `${path}.new`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return unfinished;
}

/** A name in a directory is on the disk only once the directory is. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
