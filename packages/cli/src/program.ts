import { Command, CommanderError } from 'commander';
import type { OutputFlags } from './client/client-flags.ts';
import { isDryRun, printDryRun } from './client/dry-run.ts';
import { earlyFailure, parserFailure } from './client/early-failure.ts';
import { holdsSecret } from './client/holds-secret.ts';
import { VERSION } from './client/program-fetch.ts';
import { isClientFailure, reportFailure } from './client/report-failure.ts';
import { type EndWith, exitCode } from './exit-code.ts';
import { flagsAfterVerbs } from './flags-after-verbs.ts';
import { InputRefused } from './policy/input-refused.ts';
import type { TargetFlags } from './profile/resolve-target.ts';
import { VERBS, type Verb } from './verbs.ts';

/** The help begins with what people come for. */
const EXAMPLES = `Examples:
  keyward tokens create "Nightly export" --service --role reader --expires 90d
  keyward tokens list --unused-for 90d

Every verb: /docs/cli of your service, as in http://127.0.0.1:8080/docs/cli
`;

const HELP = ['-h', '--help', 'help'];

/**
 * Runs the command line.
 *
 * @param words the arguments after the program's name
 * @returns the exit code, one of `exitCode`
 */
export async function program(words: readonly string[]): Promise<number> {
  let end: number = exitCode.done;
  let flags: OutputFlags & TargetFlags = {};
  if (await holdsSecret(words.join(' '))) return refuseSecret(words);
  const command = await commandFor(words, (code) => {
    end = code;
  });
  command.hook('preAction', (_, verb) => {
    flags = verb.opts();
  });
  try {
    await command.parseAsync(flagsAfterVerbs(command, words), { from: 'user' });
    return end;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrongUsage;
    if (isDryRun(error)) {
      printDryRun(error);
      return exitCode.done;
    }
    if (isClientFailure(error)) return reportFailure(error, flags);
    if (error instanceof InputRefused)
      process.stderr.write(earlyFailure(words, { code: 'file_unusable', message: error.message }));
    else await reportServerError(error);
    return exitCode.failed;
  }
}

/** The whole command line, in which the verbs are loaded that the words may mean; the others stand there by name. */
export async function commandFor(words: readonly string[], endWith: EndWith): Promise<Command> {
  const command = new Command('keyward')
    .description('Access tokens as a service that you run yourself')
    .version(VERSION)
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: true })
    .addHelpText('before', EXAMPLES);
  for (const verb of VERBS) command.addCommand(await commandOf(verb, words.includes(verb.name), endWith));
  const outputError = (text: string, write: (text: string) => void) => write(parserFailure(words, text));
  prepare(command, outputError);
  if (words.some((word) => HELP.includes(word))) (await import('./help-examples.ts')).addExamples(command);
  return command;
}

async function commandOf({ name, description, load }: Verb, isMeant: boolean, endWith: EndWith) {
  const command = isMeant ? await load(endWith) : new Command(name);
  return command.description(description);
}

/** What stands in a command is seen by every user of the machine, and remembered by the shell. */
function refuseSecret(words: readonly string[]): number {
  process.stderr.write(
    earlyFailure(words, {
      code: 'wrong_usage',
      message:
        'nothing was done: the command holds the secret of an access token, which other programs can see and the shell remembers',
      hint: 'give it on stdin, as to `keyward tokens verify`, and reset or delete that token',
    }),
  );
  return exitCode.wrongUsage;
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

/** Wrong usage throws in place of ending the process, and is told as the words ask for. */
function prepare(command: Command, outputError: (text: string, write: (text: string) => void) => void): void {
  command.exitOverride().configureOutput({ outputError });
  for (const subcommand of command.commands) prepare(subcommand, outputError);
}
