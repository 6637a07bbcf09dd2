import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { Refusal } from '../client/refusal.ts';

/** A file for a secret that is yet to be made. */
export interface SecretFile {
  /** Nothing was made: leaves no trace. */
  discard(): void;
  /** Puts the text into it, all or nothing. @throws Refusal that says where the secret is, since it was made */
  keep(text: string, id: string): void;
}

/** Opened before the secret is made: one that cannot be written down would be lost. @throws Refusal */
export function openSecretFile(path: string, isForced: boolean): SecretFile {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory())
    throw new Refusal(
      'file_unusable',
      `\`${path}\` is a directory, and nothing was made`,
      'name a file in it',
    );
  if (there !== undefined && !isForced) {
    throw new Refusal(
      'file_unusable',
      `\`${path}\` exists already, and nothing was made`,
      'take another name, or `--force`',
    );
  }
  const draft = `${path}.${process.pid}.tmp`;
  const file = openDraft(draft, path);
  return {
    discard() {
      closeSync(file);
      rmSync(draft, { force: true });
    },
    keep(text, id) {
      write(file, text, { draft, id });
      try {
        if (isForced) renameSync(draft, path);
        else moveToNew(draft, path);
      } catch {
        throw new Refusal(
          'file_unusable',
          `\`${id}\` was made, but its secret could not be put into \`${path}\`: it is in \`${draft}\``,
          'move that file yourself; the secret is not shown again',
        );
      }
    },
  };
}

function openDraft(draft: string, path: string): number {
  try {
    return openSync(draft, 'wx', 0o600);
  } catch {
    throw new Refusal(
      'file_unusable',
      `\`${path}\` cannot be written, and nothing was made`,
      'see to its folder',
    );
  }
}

function write(
  file: number,
  text: string,
  { draft, id }: { readonly draft: string; readonly id: string },
): void {
  try {
    writeFileSync(file, text);
    fsyncSync(file);
    closeSync(file);
  } catch {
    throw new Refusal(
      'file_unusable',
      `\`${id}\` was made, but its secret may not be whole in \`${draft}\``,
      'look into that file; if the secret is not in it, reset or delete the token',
    );
  }
}

/** Unlike a rename, a link takes the place of no file that somebody made meanwhile. */
function moveToNew(draft: string, path: string): void {
  linkSync(draft, path);
  unlinkSync(draft);
}
