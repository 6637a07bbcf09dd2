import type { Command } from 'commander';
import { onOneLine } from '../print.ts';
import { keepNames, keptNames } from './kept-names.ts';

/** The first argument of these verbs is a token, whose name is worth asking for. */
const NAMES_TOKEN = /^(?:token|token\.\.\.)$/;
const PATIENCE_SECONDS = 1;
const MOST_NAMES = 50;

/** Prints what the last word may become, one on a line. Whatever goes wrong, it prints less: a shell is no place for errors. */
export async function printCandidates(words: readonly string[]): Promise<void> {
  const { commandFor } = await import('../program.ts');
  // PowerShell drops an empty word, so its script sends two quotes.
  const beginning = words.at(-1) === '""' ? '' : (words.at(-1) ?? '');
  const before = words.slice(0, -1);
  const command = commandAt(await commandFor(before, () => undefined), before);
  const found = beginning.startsWith('-') ? flagsOf(command) : [...verbsOf(command), ...valuesOf(command)];
  const names = beginning.startsWith('-') ? [] : await tokenNames(command, beginning);
  const fitting = [...found, ...names].filter((candidate) => candidate.startsWith(beginning));
  process.stdout.write(fitting.map((candidate) => `${onOneLine(candidate)}\n`).join(''));
}

/** The verb that the words before lead to. */
function commandAt(program: Command, words: readonly string[]): Command {
  return words.reduce<Command>(
    (command, word) => command.commands.find((each) => each.name() === word) ?? command,
    program,
  );
}

function verbsOf({ commands }: Command): readonly string[] {
  return commands.map((command) => command.name()).sort();
}

function flagsOf({ options }: Command): readonly string[] {
  return [...options.flatMap(({ long }) => (long ? [long] : [])), '--help'].sort();
}

function valuesOf({ registeredArguments: [first] }: Command): readonly string[] {
  return first?.argChoices ?? [];
}

async function tokenNames(
  { registeredArguments: [first] }: Command,
  beginning: string,
): Promise<readonly string[]> {
  if (first === undefined || !NAMES_TOKEN.test(first.name())) return [];
  try {
    const { resolveTarget } = await import('../profile/resolve-target.ts');
    const target = resolveTarget({});
    const question = { profile: target.profile, url: target.url, beginning };
    // Whose names they are is known of the token that the profile keeps alone.
    const kept = target.isKept ? keptNames(question, Date.now()) : undefined;
    if (kept !== undefined) return kept;
    const { connectTo } = await import('../client/connect.ts');
    const { tokens } = await connectTo(target, { timeout: PATIENCE_SECONDS });
    const query = beginning === '' ? {} : { q: beginning };
    const { items } = await tokens
      .list({ ...query, limit: MOST_NAMES, sort: 'name', cursor: '' })
      .firstPage();
    const names = items.map(({ name }) => name).filter((name) => name !== '');
    if (target.isKept) keepNames(question, names, Date.now());
    return names;
  } catch {
    return [];
  }
}
