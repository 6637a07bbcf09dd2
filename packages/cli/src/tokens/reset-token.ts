import type { Keyward } from '@keyward/sdk';
import { Command } from 'commander';
import { asChangingVerb, type ChangeFlags } from '../client/client-flags.ts';
import { confirmName } from '../client/confirm-name.ts';
import { connect } from '../client/connect.ts';
import { serviceNowMs } from '../client/service-now.ts';
import { spanMs } from '../client/time-words.ts';
import { confirmableName, findToken } from './find-token.ts';
import { execOption, issueSecret, type SecretFlags } from './save-secret.ts';
import type { Token } from './token-shape.ts';

interface ResetFlags extends ChangeFlags, SecretFlags {
  readonly keepOld?: number;
  readonly confirm?: string;
}

const HOUR_MS = 3_600_000;
const DEFAULT_OVERLAP_HOURS = 24;

export function resetTokenCommand(): Command {
  const command = new Command('reset')
    .description('Give a token a new secret and print it, this once')
    .argument('<token>', 'its id or name')
    .option('--keep-old <time>', 'how long the old secret works: `24h`, or `0` to end it now', spanMs)
    .option('--confirm <name>', 'the name of the token, which says that it is meant')
    .option('--save-to <file>', 'write the secret into a new file that only this user may read')
    .option('--force', 'replace the file of `--save-to`')
    .addOption(execOption());
  return asChangingVerb(command).action(resetToken);
}

async function resetToken(named: string, flags: ResetFlags): Promise<void> {
  const keyward = await connect(flags);
  const token = await findToken(keyward, named);
  const name = confirmableName(token);
  if (flags.dryRun !== true) await confirmName({ act: 'reset the token', name, given: flags.confirm }, flags);
  const nowMs = await serviceNowMs(keyward);
  const keepMs = flags.keepOld ?? (await usualOverlapMs(keyward, token, nowMs));
  const body = { confirmName: name, ...(keepMs > 0 && { expiry: nowMs + keepMs }) };
  await issueSecret(() => keyward.tokens.reset(token._id, body), flags);
}

/** A day, unless the account allows less or the token ends before. */
async function usualOverlapMs({ account }: Keyward, { expiry }: Token, nowMs: number): Promise<number> {
  const { maximumOverlapHours } = await account.getSettings();
  const allowedMs = Math.min(DEFAULT_OVERLAP_HOURS, maximumOverlapHours) * HOUR_MS;
  return expiry === undefined ? allowedMs : Math.min(allowedMs, expiry - nowMs);
}
