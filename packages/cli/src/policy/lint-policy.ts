import {
  type Catalogue,
  type Lint,
  lint,
  type Policy,
  type PolicyProblem,
  validatePolicy,
} from '@keyward/policy';
import { Command } from 'commander';
import { type EndWith, exitCode } from '../exit-code.ts';
import { printJson, printLine, tell } from '../print.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readJson } from './read-json.ts';
import { nameOf, refuseSecondStdin } from './read-text.ts';

interface LintFlags {
  readonly types?: string;
  readonly json?: boolean;
}

type Finding = PolicyProblem | Lint;

export function lintCommand(endWith: EndWith): Command {
  return new Command('lint')
    .description(
      'Say what is wrong with a policy and what is likely not meant; exit 1 when there is an error',
    )
    .argument('<file>', 'a JSON list of statements')
    .option('--types <file>', 'resource types of an account, a JSON list of declarations')
    .option('--json', 'print the findings as JSON')
    .action((file: string, flags: LintFlags, command: Command) => lintFile(file, flags, command, endWith));
}

async function lintFile(
  file: string,
  { types, json = false }: LintFlags,
  command: Command,
  endWith: EndWith,
): Promise<void> {
  refuseSecondStdin(command, [file, types]);
  const catalogue = await readCatalogue(types);
  const findings = findingsIn(await readJson(file), catalogue);
  if (json) printJson(findings);
  else for (const finding of findings) printLine(describe(finding, nameOf(file)));
  if (findings.length === 0) tell(`\`${nameOf(file)}\`: nothing to mend`);
  if (findings.some(({ severity }) => severity === 'error')) endWith(exitCode.failed);
}

/** A policy with an error means nothing that could be looked into further. */
export function findingsIn(content: unknown, catalogue: Catalogue): readonly Finding[] {
  const problems = validatePolicy(content, catalogue);
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  const isRepeated = ({ code, statement }: Lint) =>
    problems.some((problem) => problem.code === code && problem.statement === statement);
  return [...problems, ...lint(content as Policy, catalogue).filter((each) => !isRepeated(each))];
}

function describe({ statement, severity, code, message }: Finding, file: string): string {
  const place = typeof statement === 'number' ? `${file}:statement ${statement + 1}` : file;
  return `${place}: ${severity} ${code}: ${message}`;
}
