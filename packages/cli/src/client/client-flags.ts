import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCode } from '../exit-code.ts';
import { watchOutput } from '../print.ts';

export const OUTPUT_FORMATS = ['table', 'json', 'ndjson', 'csv', 'yaml'] as const;

export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** How the answer is printed. */
export interface OutputFlags {
  readonly profile?: string;
  readonly output?: OutputFormat;
  /** True, or the names of the fields that are wanted. */
  readonly json?: true | readonly string[];
  readonly quiet?: boolean;
  readonly header?: boolean;
}

/** What every verb that asks a service takes. */
export interface ClientFlags extends OutputFlags {
  readonly url?: string;
  readonly timeout: number;
  readonly input?: boolean;
  readonly verbose?: boolean;
}

/** Of a verb that changes something. */
export interface ChangeFlags extends ClientFlags {
  readonly dryRun?: boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 30;

/** Makes a verb one that asks a service. */
export function asClientVerb(command: Command): Command {
  return asPrintingVerb(command)
    .option('--url <address>', 'where Keyward is (KEYWARD_URL; default http://127.0.0.1:8080)')
    .option('--timeout <seconds>', 'how long one call may take', seconds, DEFAULT_TIMEOUT_SECONDS)
    .option('--no-input', 'ask nothing, also on a terminal')
    .option('-v, --verbose', 'tell of each call on stderr: path, status, time and id, never a secret');
}

/** Makes a verb one that changes something there. */
export function asChangingVerb(command: Command): Command {
  return asClientVerb(command).option(
    '--dry-run',
    'print the call that would change something, and change nothing',
  );
}

/** Makes a verb one that prints data. */
export function asPrintingVerb(command: Command): Command {
  return command
    .option('--profile <name>', 'the profile whose settings count (KEYWARD_PROFILE)')
    .addOption(
      new Option('-o, --output <format>', 'how to print: a table on a terminal, else JSON').choices(
        OUTPUT_FORMATS,
      ),
    )
    .option(
      '--json [fields]',
      'print JSON, with these fields alone where some are named with commas',
      fieldNames,
    )
    .option('-q, --quiet', 'print ids alone, and say nothing on stderr')
    .option('--no-header', 'leave the head of a table or CSV out')
    .option('--no-color', 'print without colours, as with NO_COLOR')
    .hook('preAction', (_, verb) => {
      if (verb.opts().color === false) printPlain();
      watchOutput();
      endOnInterrupt();
    });
}

function printPlain(): void {
  delete process.env.FORCE_COLOR;
  process.env.NO_COLOR = '1';
}

/** Ctrl-C ends with a word; what was sent may have happened. */
function endOnInterrupt(): void {
  process.once('SIGINT', () => {
    process.stderr.write('keyward: interrupted\n');
    process.exit(exitCode.cancelled);
  });
}

function seconds(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('Write a number of seconds, 1 to 99999.');
  return Number(text);
}

function fieldNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new InvalidArgumentError('Write names with commas between, as in `_id,name`.');
  return names;
}

/** For a flag that may be given several times. */
export function addWord(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
