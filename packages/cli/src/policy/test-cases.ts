import type { CaseResult, DecisionCase } from '@keyward/policy';
import { Command } from 'commander';
import { type EndWith, exitCode } from '../exit-code.ts';
import { printJson, printLine } from '../print.ts';
import { InputRefused } from './input-refused.ts';
import { judgeCase } from './judge-case.ts';
import { readCases } from './read-cases.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readJson } from './read-json.ts';
import { nameOf, refuseSecondStdin } from './read-text.ts';

interface TestFlags {
  readonly types?: string;
  readonly json?: boolean;
}

interface Judged extends CaseResult, Pick<DecisionCase, 'id' | 'expect'> {
  readonly file: string;
}

export function testCommand(endWith: EndWith): Command {
  return new Command('test')
    .description('Run decision cases; exit 8 when one is answered otherwise than it expects')
    .argument('<file...>', 'a JSON list of cases')
    .option('--types <file>', 'resource types of an account, a JSON list of declarations')
    .option('--json', 'print every result as JSON')
    .action((files: string[], flags: TestFlags, command: Command) => test(files, flags, command, endWith));
}

async function test(
  files: readonly string[],
  { types, json = false }: TestFlags,
  command: Command,
  endWith: EndWith,
): Promise<void> {
  refuseSecondStdin(command, [...files, types]);
  const catalogue = await readCatalogue(types);
  const cases = await readAll(files);
  const judged = cases.map(({ file, each }): Judged => {
    const { passed, answer, sentences } = judgeCase(each, catalogue);
    return { file, id: each.id, expect: each.expect, answer, passed, sentences };
  });
  const failures = judged.filter(({ passed }) => !passed);
  const passed = judged.length - failures.length;
  if (json) printJson({ passed, failed: failures.length, cases: judged });
  else for (const failure of failures) printLine(describe(failure));
  process.stderr.write(`${passed} passed, ${failures.length} failed\n`);
  if (failures.length > 0) endWith(exitCode.testMismatch);
}

/** Reads every file before any case is run, so that all mistakes in them are named at once. */
async function readAll(files: readonly string[]) {
  const cases: { readonly file: string; readonly each: DecisionCase }[] = [];
  const faults: string[] = [];
  for (const name of files) {
    try {
      for (const each of readCases(await readJson(name), name)) cases.push({ file: nameOf(name), each });
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputRefused(faults);
  return cases;
}

function describe({ file, id, expect, answer, sentences }: Judged): string {
  const whole = sentences.map((sentence) => (/[.?]$/.test(sentence) ? sentence : `${sentence}.`));
  const why = whole.length === 0 ? '' : `: ${whole.join(' ')}`;
  return `${file}: ${id}: expected ${expect}, answered ${answer}${why}`;
}
