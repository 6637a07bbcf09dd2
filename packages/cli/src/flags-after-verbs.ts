import type { Command } from 'commander';

/** Flags that are followed by a value, of those that people write before a verb. */
const TAKE_VALUE = ['--profile', '-o', '--output', '--url', '--timeout', '--data', '--database-url'];

/** These speak of what stands before them. */
const OF_THE_PLACE = ['-V', '--version', '--'];

/** Groups that mean one of their verbs where they are followed by none: `keyward audit --since 24h`. */
const MEANT: Readonly<Record<string, string>> = { audit: 'list' };

/**
 * The words with flags that stand before or between verbs put right behind the verbs: `keyward -q tokens list` is meant as
 * `keyward tokens list -q`, and no flag that waits for its value can take one of them for it. Only `--json` goes last, since its own
 * value may be left out. What follows the last verb stays as it is.
 */
export function flagsAfterVerbs(program: Command, words: readonly string[]): readonly string[] {
  const verbs: string[] = [];
  const early: string[] = [];
  let at = 0;
  let behindVerbs = 0;
  for (let command = program; command.commands.length > 0 && at < words.length; ) {
    const word = words[at] ?? '';
    if (OF_THE_PLACE.includes(word)) break;
    if (word.startsWith('-')) {
      const length = TAKE_VALUE.includes(word) ? 2 : 1;
      early.push(...words.slice(at, at + length));
      at += length;
      continue;
    }
    const next = command.commands.find((each) => each.name() === word);
    if (next === undefined) break;
    verbs.push(word);
    command = next;
    at++;
    behindVerbs = at;
  }
  const meant = MEANT[verbs.join(' ')];
  if (meant !== undefined && !isHelpOrVerb(words[behindVerbs])) verbs.push(meant);
  const rest = words.slice(at);
  const end = rest.includes('--') ? rest.indexOf('--') : rest.length;
  const goesLast = (word: string) => verbs.length === 0 || word === '--json';
  const [last, next] = [early.filter(goesLast), early.filter((word) => !goesLast(word))];
  return [...verbs, ...next, ...rest.slice(0, end), ...last, ...rest.slice(end)];
}

function isHelpOrVerb(word: string | undefined): boolean {
  return word !== undefined && (!word.startsWith('-') || word === '-h' || word === '--help');
}
