import type { CaseResult, DecisionCase } from '@keyward/policy';
import { Command, Option } from 'commander';
import { type EndWith, exitCode } from '../exit-code.ts';
import { printJson, printLine, tell } from '../print.ts';
import { type ExplainFlags, explainFile } from './explain-request.ts';
import { InputRefused } from './input-refused.ts';
import { judgeCase } from './judge-case.ts';
import { readCases } from './read-cases.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readJson } from './read-json.ts';
import { nameOf, refuseSecondStdin } from './read-text.ts';
import { withFacts } from './request-facts.ts';

interface TestFlags extends Partial<ExplainFlags> {
  readonly expect?: 'allow' | 'deny';
}

interface Judged extends CaseResult, Pick<DecisionCase, 'id' | 'expect'> {
  readonly file: string;
}

export function testCommand(endWith: EndWith): Command {
  const command = new Command('test')
    .description(
      'Run decision cases, or with -a and -r one request by a policy; exit 8 when one is answered otherwise',
    )
    .argument('<file...>', 'a JSON list of cases; with -a and -r a JSON list of statements')
    .option('-a, --action <action>', 'the one request: what is to be done, such as updateOn')
    .option('-r, --resource <resource>', 'to what, such as proj/web:env/production')
    .addOption(
      new Option(
        '--expect <decision>',
        'how the one request is to be decided; `allow` when left out',
      ).choices(['allow', 'deny']),
    );
  return withFacts(command)
    .option('--types <file>', 'resource types of an account, a JSON list of declarations')
    .option('--json', 'print every result as JSON')
    .action((files: string[], flags: TestFlags) =>
      flags.action === undefined && flags.resource === undefined
        ? test(files, refuseFacts(flags, command), command, endWith)
        : testOne(files, flags, command, endWith),
    );
}

/** What one request is about is said of none when cases are run. */
function refuseFacts(flags: TestFlags, command: Command): TestFlags {
  const given = (['expect', 'tag', 'flag', 'view'] as const).find((name) => flags[name] !== undefined);
  if (given !== undefined) command.error(`error: \`--${given}\` goes with \`--action\` and \`--resource\``);
  return flags;
}

async function testOne(
  [file = '', ...others]: readonly string[],
  { expect = 'allow', action, resource, ...facts }: TestFlags,
  command: Command,
  endWith: EndWith,
): Promise<void> {
  if (action === undefined || resource === undefined)
    command.error('error: `--action` and `--resource` go together');
  if (others.length > 0) command.error('error: one request is decided by one policy; give one file');
  const isAllowed = await explainFile(file, { ...facts, action, resource }, command);
  if (isAllowed === (expect === 'allow')) return;
  tell(`expected ${expect}, answered ${isAllowed ? 'allow' : 'deny'}`);
  endWith(exitCode.testMismatch);
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
