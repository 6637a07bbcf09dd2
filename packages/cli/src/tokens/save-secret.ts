import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { OutputFlags } from '../client/client-flags.ts';
import { Refusal } from '../client/refusal.ts';
import { note, outputFormat, printItem } from '../output/print-items.ts';
import { type Token, tokenPage } from './token-shape.ts';

export interface SecretFlags extends OutputFlags {
  readonly saveTo?: string;
  readonly force?: boolean;
}

/** Makes a token, or a new secret of one, and hands the secret out, this once. */
export async function issueSecret(make: () => Promise<Token>, flags: SecretFlags): Promise<void> {
  const { saveTo } = flags;
  if (saveTo === undefined) {
    printSecret(await make(), flags);
    return;
  }
  const draft = openDraft(saveTo, flags.force === true);
  try {
    const token = await make();
    writeSync(draft.file, `KEYWARD_ACCESS_TOKEN=${token.token}\n`);
    renameSync(draft.path, saveTo);
    warn(token, flags);
    note(`the secret is in \`${saveTo}\`, and is not shown again`, flags);
    printItem({ ...token, token: token.token.slice(-4) }, tokenPage, flags);
  } finally {
    closeSync(draft.file);
    rmSync(draft.path, { force: true });
  }
}

/** For people and when quiet the bare secret; for programs the whole token with it. */
function printSecret(token: Token, flags: OutputFlags): void {
  warn(token, flags);
  if (flags.quiet !== true && outputFormat(flags) !== 'table') {
    printItem(token, tokenPage, flags);
    return;
  }
  note(`\`${token._id}\`: this is its secret. It is not shown again:`, flags);
  process.stdout.write(`${token.token}\n`);
}

function warn({ warnings = [] }: Token, flags: OutputFlags): void {
  for (const { message } of warnings) note(`warning: ${message}`, flags);
}

/** Opened before the secret is made: one that cannot be written down would be lost. @throws Refusal */
function openDraft(saveTo: string, isForced: boolean): { readonly path: string; readonly file: number } {
  if (!isForced && existsSync(saveTo)) {
    throw new Refusal(
      'file_unusable',
      `\`${saveTo}\` exists already, and nothing was made`,
      'take another name, or `--force`',
    );
  }
  const path = `${saveTo}.${process.pid}.tmp`;
  try {
    return { path, file: openSync(path, 'wx', 0o600) };
  } catch {
    throw new Refusal(
      'file_unusable',
      `\`${saveTo}\` cannot be written, and nothing was made`,
      'see to its folder',
    );
  }
}
