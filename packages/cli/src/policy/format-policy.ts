import { Command, Option } from 'commander';
import { type EndWith, exitCode } from '../exit-code.ts';
import { tell } from '../print.ts';
import { printCanonically } from './canonical-policy.ts';
import { parseJson } from './read-json.ts';
import { nameOf, readText } from './read-text.ts';
import { replaceFile } from './replace-file.ts';

interface FormatFlags {
  readonly check?: boolean;
  readonly write?: boolean;
}

export function fmtCommand(endWith: EndWith): Command {
  return new Command('fmt')
    .description('Print a policy in its canonical form')
    .argument('<file>', 'a JSON list of statements')
    .option('--check', 'print nothing; exit 1 when the file is not in that form')
    .addOption(new Option('--write', 'put it into the file instead of printing it').conflicts('check'))
    .action((file: string, flags: FormatFlags, command: Command) => format(file, flags, command, endWith));
}

async function format(
  file: string,
  { check = false, write = false }: FormatFlags,
  command: Command,
  endWith: EndWith,
): Promise<void> {
  if (write && file === '-') {
    command.error('error: `--write` needs a file to write to; without it the policy is printed');
  }
  const text = await readText(file);
  const canonical = printCanonically(parseJson(text, file), nameOf(file));
  const isCanonical = canonical === text;
  if (check && !isCanonical) {
    tell(`\`${nameOf(file)}\` is not in canonical form; run \`keyward policy fmt --write\` on it`);
    endWith(exitCode.failed);
  }
  if (write && !isCanonical) replaceFile(file, canonical);
  if (!check && !write) process.stdout.write(canonical);
}
