import { Command, CommanderError } from 'commander';
import { accountCommand } from './account/account-command.ts';
import { auditCommand } from './audit/audit-command.ts';
import { backupCommand } from './backup/backup-command.ts';
import { dbCommand } from './db/db-command.ts';
import { type EndWith, exitCode } from './exit-code.ts';
import { initCommand } from './init-command.ts';
import { membersCommand } from './members/members-command.ts';
import { pepperCommand } from './pepper/pepper-command.ts';
import { InputRefused } from './policy/input-refused.ts';
import { policyCommand } from './policy/policy-command.ts';
import { restoreCommand } from './restore/restore-command.ts';
import { serveCommand } from './serve-command.ts';

/**
 * Runs the command line.
 *
 * @param words the arguments after the program's name
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 8 a policy test with another answer than expected,
 *   9 an audit log that was tampered with
 */
export async function program(words: readonly string[]): Promise<number> {
  let end: number = exitCode.done;
  const endWith: EndWith = (code) => {
    end = code;
  };
  const command = new Command('keyward')
    .description('Access tokens as a service that you run yourself')
    .version('0.1.0')
    .exitOverride()
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: true })
    .addCommand(serveCommand())
    .addCommand(initCommand())
    .addCommand(accountCommand())
    .addCommand(membersCommand())
    .addCommand(auditCommand(endWith))
    .addCommand(pepperCommand())
    .addCommand(dbCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(policyCommand(endWith));
  for (const subcommand of command.commands) throwInsteadOfExit(subcommand);
  try {
    await command.parseAsync(words, { from: 'user' });
    return end;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrongUsage;
    if (error instanceof InputRefused) tellWhy(error);
    else await reportServerError(error);
    return exitCode.failed;
  }
}

function tellWhy({ message }: Error): void {
  process.stderr.write(`keyward: ${message}\n`);
}

/** Loaded only now, since its errors come with the whole service. */
async function reportServerError(error: unknown): Promise<void> {
  const { isForeseen } = await import('./foreseen.ts');
  const { reportUnexpected } = await import('./unexpected.ts');
  if (isForeseen(error)) tellWhy(error);
  else reportUnexpected(error);
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const subcommand of command.commands) throwInsteadOfExit(subcommand);
}
