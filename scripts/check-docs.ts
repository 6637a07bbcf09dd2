/**
 * `npm run check`: the documents name what exists, and what exists is documented. Reads sources as text where the
 * program keeps no list, so that nothing has to run. Prints one line for each problem.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CLIENT_SETTINGS, FAILURE_CODES, SETTINGS } from '@keyward/server';
import { Command } from 'commander';
import { asChangingVerb } from '../packages/cli/src/client/client-flags.ts';
import { asListingVerb } from '../packages/cli/src/client/list-flags.ts';
import { exitCode } from '../packages/cli/src/exit-code.ts';
import { commandFor } from '../packages/cli/src/program.ts';
import { VERBS } from '../packages/cli/src/verbs.ts';
import { headingAnchor } from '../packages/guide/src/build/heading-anchor.ts';
import { keywardTypes } from '../packages/policy/src/keyward-types.ts';
import { STATUS_OF } from '../packages/server/src/http/error-map.ts';

interface Operation {
  readonly operationId: string;
  readonly 'x-keyward-access': { readonly needs: readonly { readonly action: string }[] };
}

const FOREIGN_PATHS = /(?:^|[\s"'`(=])(?:\/(?:work|home|root|Users|tmp|private)\/|[A-Z]:\\)|registry\.[a-z]/;

/** Verbs whose flags are settings of the service. */
const SERVER_VERBS = ['serve', 'init'];

const documents = new Map(
  globSync(['*.md', 'docs/**/*.md'])
    .sort()
    .map((path) => [path, readFileSync(path, 'utf8')]),
);
const problems: string[] = [];

checkSettings();
await checkCommandLine();
checkErrorCodes();
checkOperations();
checkActions();
checkMetrics();
checkScripts();
for (const [path, text] of documents) {
  checkFiles(path, text);
  checkLinks(path, text);
  for (const [index, line] of text.split('\n').entries()) {
    if (FOREIGN_PATHS.test(line)) report(`${path}:${index + 1}`, 'names a path or host of a machine');
  }
}

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function checkSettings(): void {
  const text = document('docs/settings.md');
  const rows = namesIn(text, /^\| `(KEYWARD_\w+)` \|/gm);
  requireSame(new Set(SETTINGS), rows, 'docs/settings.md', 'row for the setting');
  requireAll(new Set(CLIENT_SETTINGS), namesIn(text, /`(KEYWARD_\w+)`/g), 'docs/settings.md', 'setting');
  refuseUnknown(new Set([...SETTINGS, ...CLIENT_SETTINGS]), /\b(KEYWARD_[A-Z_]*[A-Z])\b/g, 'setting');
}

async function checkCommandLine(): Promise<void> {
  const names = VERBS.map(({ name }) => name);
  const shared = flagsOf(asListingVerb(asChangingVerb(new Command())));
  requireRows(shared, 'Flags of client verbs', 'docs/cli.md');
  const everyFlag = new Set(['--help', '--version', ...shared]);
  const verbs = new Set<string>();
  for (const { verb, command } of verbsBelow(await commandFor(names, () => undefined))) {
    verbs.add(verb);
    const flags = flagsOf(command);
    for (const flag of flags) everyFlag.add(flag);
    const own = new Set([...flags].filter((flag) => !flags.has('--output') || !shared.has(flag)));
    requireRows(own, `keyward ${verb}`, 'docs/cli.md');
    if (SERVER_VERBS.includes(verb)) requireRows(own, `keyward ${verb}`, 'docs/settings.md');
  }
  const codes = namesIn(document('docs/cli.md'), /^\| (\d+) \|/gm);
  requireSame(new Set(Object.values(exitCode).map(String)), codes, 'docs/cli.md', 'row for the exit code');
  const groups = [...verbs].flatMap((verb) => verb.match(/^[\w-]+(?= )/) ?? []);
  refuseUnknown(verbs, /(?:`|npx |^)keyward ([a-z][\w-]*)/gm, 'verb of keyward');
  for (const group of new Set(groups))
    refuseUnknown(verbs, new RegExp(`(?:\`|npx |^)keyward (${group} [a-z][\\w-]*)`, 'gm'), 'verb of keyward');
  refuseUnknown(everyFlag, /(?:`|(?:`|npx |^)keyward [^`\n]*?)(--[a-z][\w-]*)/gm, 'flag');
}

/** Every verb of the program and of its groups, by the words that lead to it. */
function verbsBelow(command: Command, before = ''): { readonly verb: string; readonly command: Command }[] {
  return command.commands.flatMap((each) => {
    const verb = `${before}${each.name()}`;
    return [{ verb, command: each }, ...verbsBelow(each, `${verb} `)];
  });
}

function flagsOf({ options }: Command): Set<string> {
  return flagsIn(options.map(({ flags }) => flags));
}

/** The table of a section has a row for each flag, and for no other. */
function requireRows(flags: ReadonlySet<string>, title: string, path: string): void {
  const [, section] = document(path).split(`\n## ${title}\n`);
  if (section === undefined) report(path, `has no section \`${title}\``);
  const [table = ''] = section?.split('\n## ') ?? [];
  const rows = flagsIn(namesIn(table, /^\| (`--?[^|]+) \|/gm));
  requireSame(flags, rows, path, `row in \`${title}\` for the flag`);
}

function flagsIn(texts: Iterable<string>): Set<string> {
  return new Set([...texts].flatMap((text) => text.match(/--?[a-z][\w-]*/g) ?? []));
}

function checkErrorCodes(): void {
  const sections = [...document('docs/errors.md').matchAll(/^## (\w+)\n\n(\d+)\. /gm)];
  const documented = new Set(sections.map(([, code, status]) => `${code} ${status}`));
  const known = new Set(FAILURE_CODES.map((code) => `${code} ${STATUS_OF[code]}`));
  requireSame(known, documented, 'docs/errors.md', 'section that begins with its status for');
}

function checkOperations(): void {
  const spec: { paths: Record<string, Record<string, Operation>> } = JSON.parse(
    readFileSync('spec/openapi.json', 'utf8'),
  );
  const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`,
    ),
  );
  const rows = [...document('docs/api.md').matchAll(/^\| `([A-Z]+ \/\S+)` \| `(\w+)` \|/gm)];
  const documented = new Set(rows.map(([, call, operationId]) => `${call} ${operationId}`));
  requireSame(new Set(operations), documented, 'docs/api.md', 'row for the operation');

  const rules = new Map(
    Object.values(spec.paths)
      .flatMap((methods) => Object.values(methods))
      .map((operation) => [operation.operationId, operation['x-keyward-access'].needs]),
  );
  for (const [, name = '', needs = ''] of document('docs/api.md').matchAll(
    /^\| `[A-Z]+ \/\S+` \| `(\w+)` \|.*\|(.*)\|$/gm,
  )) {
    for (const { action } of rules.get(name) ?? []) {
      const others = [...needs.matchAll(/as `(\w+)`/g)].flatMap(([, other = '']) => rules.get(other) ?? []);
      const isNamed = needs.includes(`\`${action}\``) || others.some((other) => other.action === action);
      if (!isNamed) report('docs/api.md', `\`${name}\` needs \`${action}\`, which its row does not say`);
    }
  }

  const source = readFileSync('packages/server/src/http/routes/operation.ts', 'utf8');
  const probes = new Set([...namesIn(source, /app\.get\('([^']+)'/g)].map((path) => `GET ${path}`));
  const probeRows = namesIn(document('docs/operations.md'), /^\| `(GET \/\w+)` \|/gm);
  requireSame(probes, probeRows, 'docs/operations.md', 'row for the probe');

  const calls = [...probes, ...operations.map((operation) => operation.replace(/ \w+$/, ''))];
  refuseUnknown(new Set(calls), /`((?:GET|HEAD|POST|PUT|PATCH|DELETE) \/[^\s`]*)`/g, 'operation');
  const paths = new Set(calls.map((call) => call.replace(/^\w+ /, '')));
  refuseUnknown(paths, /`(\/(?:api|healthz|readyz|metrics)[^\s`]*)`/g, 'path');
}

/** A row for each action of Keyward's own types below the heading of its type, with its level. */
function checkActions(): void {
  const [, ...sections] = document('docs/roles-and-policies.md').split('\n### ');
  const rows = sections.flatMap((section) => {
    const [type = ''] = section.split('\n');
    return [...section.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(
      ([, name, level]) => `${type} ${name} ${level}`,
    );
  });
  const known = keywardTypes.flatMap(({ name: type, actions }) =>
    Object.entries(actions).map(([name, level]) => `${type} ${name} ${level}`),
  );
  requireSame(new Set(known), new Set(rows), 'docs/roles-and-policies.md', 'row for the action');
}

function checkMetrics(): void {
  const sources = globSync('packages/server/src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
  const metrics = namesIn(sources.join('\n'), /name: '(keyward_\w+)'/g);
  const rows = namesIn(document('docs/operations.md'), /^\| `(keyward_\w+)` \|/gm);
  requireSame(metrics, rows, 'docs/operations.md', 'row for the metric');
  refuseUnknown(metrics, /\b(keyward_[a-z_]+)\b/g, 'metric');
}

function checkScripts(): void {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
  const text = document('CONTRIBUTING.md');
  const names = new Set(Object.keys(scripts).filter((name) => !/^(?:pre|post)/.test(name)));
  const rows = namesIn(text, /^\| `npm (?:run )?([\w-]+)` \|/gm);
  requireSame(names, rows, 'CONTRIBUTING.md', 'row for the npm script');
  const unbuilt = [...names].filter((name) => {
    const [, file] = /^node (\S+\.ts)$/.exec(scripts[name] ?? '') ?? [];
    return file !== undefined && !existsSync(file);
  });
  const marks = namesIn(text, /^\| `npm run ([\w-]+)` \|.*\(not built yet\)/gm);
  requireSame(new Set(unbuilt), marks, 'CONTRIBUTING.md', 'mark "(not built yet)" at');
  refuseUnknown(new Set([...names, 'ci']), /(?:^|`)npm (?:run )?(?:--\w+ )?([a-z][\w-]*)/gm, 'npm script');
}

/** `npm test -- word` chooses files by a part of their path; a word that chooses none proves nothing. */
function checkFiles(path: string, text: string): void {
  const tests = globSync(['packages/*/test/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.test.ts']);
  const words = [...namesIn(text, /`npm test -- ([^`]+)`/g)].flatMap((list) => list.split(' '));
  for (const word of words.filter((part) => !tests.some((file) => file.includes(part))))
    report(path, `no test file has \`${word}\` in its path`);
  for (const file of namesIn(text, /`([\w-]+\/[\w./-]+\.(?:ts|json|mjs))`/g)) {
    const places = [file, join('packages/server/src', file)];
    if (!file.includes('NNNN') && !places.some(existsSync)) report(path, `there is no file \`${file}\``);
  }
}

function checkLinks(path: string, text: string): void {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? path : join(dirname(path), file);
    if (!existsSync(linked)) report(path, `the link \`${target}\` leads nowhere`);
    else if (anchor !== undefined && !anchorsOf(readFileSync(linked, 'utf8')).includes(anchor))
      report(path, `the link \`${target}\` names no heading`);
  }
}

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => headingAnchor(heading));
}

function document(path: string): string {
  const text = documents.get(path);
  if (text === undefined) report(path, 'does not exist');
  return text ?? '';
}

function namesIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, name = '']) => name));
}

/** Every known name is found, and every name found is known. */
function requireSame(
  known: ReadonlySet<string>,
  found: ReadonlySet<string>,
  path: string,
  what: string,
): void {
  requireAll(known, found, path, what);
  for (const name of found) if (!known.has(name)) report(path, `has a ${what} \`${name}\`, which is not so`);
}

function requireAll(
  known: ReadonlySet<string>,
  found: ReadonlySet<string>,
  path: string,
  what: string,
): void {
  for (const name of known) if (!found.has(name)) report(path, `has no ${what} \`${name}\``);
}

function refuseUnknown(known: ReadonlySet<string>, pattern: RegExp, what: string): void {
  for (const [path, text] of documents) {
    for (const name of namesIn(text, pattern))
      if (!known.has(name)) report(path, `there is no ${what} \`${name}\``);
  }
}

function report(place: string, problem: string): void {
  problems.push(`${place}: ${problem}`);
}
