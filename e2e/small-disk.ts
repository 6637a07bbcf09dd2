import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeywardProcess } from './keyward-process.ts';

/**
 * A launcher that runs a program in mount and user namespaces of its own, where a small file system in memory lies
 * over `directory`. Works for root and for everybody else; what happens in it is gone with its last process.
 *
 * @param script what the shell runs; `"$@"` is the program, `"$disk"` the directory
 */
export function onSmallDisk(directory: string, kibibytes: number, script: string): string[] {
  const mount = `disk=$1 && shift && mount -t tmpfs -o size=${kibibytes}k none "$disk" && ${script}`;
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh', directory];
}

/** Where the files of a process in other namespaces can be seen from here. */
export function seenFromOutside({ pid }: KeywardProcess, directory: string): string {
  return `/proc/${pid}/root${directory}`;
}

/** Fills the disk to its last byte. @returns a function that frees it again */
export function fillDisk(directory: string): () => void {
  const filler = join(directory, 'filler');
  for (const bytes of [65_536, 4_096, 1]) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(bytes, 'x'), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  return () => rmSync(filler);
}
