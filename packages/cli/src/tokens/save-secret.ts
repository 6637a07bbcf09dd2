import { Option } from 'commander';
import type { OutputFlags } from '../client/client-flags.ts';
import { note, outputFormat, printItem } from '../output/print-items.ts';
import { openSecretFile } from './secret-file.ts';
import { type Token, tokenPage } from './token-shape.ts';

export interface SecretFlags extends OutputFlags {
  readonly saveTo?: string;
  readonly force?: boolean;
  readonly exec?: string;
}

export function execOption(): Option {
  return new Option('--exec <command>', 'run a command of the shell with the secret on its stdin').conflicts(
    'saveTo',
  );
}

/** Makes a token, or a new secret of one, and hands the secret out, this once. Whatever can be refused is refused before. */
export async function issueSecret(make: () => Promise<Token>, given: SecretFlags): Promise<void> {
  const flags = { ...given, output: outputFormat(given) };
  const { saveTo, exec } = flags;
  if (exec !== undefined) {
    // Loaded where it is needed: the help of these verbs starts without it.
    const { handToCommand, requireCommand } = await import('./hand-to-command.ts');
    requireCommand(exec);
    const token = await make();
    warn(token, flags);
    handToCommand(exec, token);
    printItem(withoutSecret(token), tokenPage, flags);
    return;
  }
  if (saveTo === undefined) {
    printSecret(await make(), flags);
    return;
  }
  const file = openSecretFile(saveTo, flags.force === true);
  const token = await make().catch((error: unknown) => {
    file.discard();
    throw error;
  });
  file.keep(`KEYWARD_ACCESS_TOKEN=${token.token}\n`, token._id);
  warn(token, flags);
  note(`the secret is in \`${saveTo}\`, and is not shown again`, flags);
  printItem(withoutSecret(token), tokenPage, flags);
}

function withoutSecret(token: Token): Token {
  return { ...token, token: token.token.slice(-4) };
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
