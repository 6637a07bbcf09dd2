import type { ResourceEntry, SegmentTest } from '../compile-policy.ts';
import { patternOf } from './glob-automaton.ts';

const WORDS: Readonly<Record<string, string>> = {
  acct: 'account',
  env: 'environment',
  proj: 'project',
  aiconfig: 'AI config',
};

/** What an entry stands for, as people say it: "flags `ops_*` in environment `production` of any project". */
export function describeEntry({ chain, tests }: ResourceEntry): string {
  if (chain === '') return 'everything';
  return describeSegments(chain, tests);
}

/** All resources of a chain: "all flags in any environment of any project". */
export function describeChain(chain: string): string {
  return describeSegments(chain, []);
}

function describeSegments(chain: string, tests: readonly SegmentTest[]): string {
  const segments = chain.split(':');
  const last = segments.length - 1;
  const phrases = segments.map((segment, index) => {
    const [type = '', star] = segment.split('/');
    const test = tests.find((each) => each.segment === index);
    const head = star === undefined ? `the ${wordFor(type)}` : describeName(type, test, index === last);
    return head + describeSelectors(test);
  });
  const [resource = '', ...above] = phrases.reverse();
  return above.reduce(
    (text, phrase, index) => `${text} ${index === above.length - 1 ? 'of' : 'in'} ${phrase}`,
    resource,
  );
}

function describeName(type: string, test: SegmentTest | undefined, isResource: boolean): string {
  const word = wordFor(type);
  if (!test?.name) return isResource ? `all ${plural(word)}` : `any ${word}`;
  const pattern = `\`${patternOf(test.name)}\``;
  return test.name.middle === undefined ? `${word} ${pattern}` : `${plural(word)} ${pattern}`;
}

function describeSelectors(test: SegmentTest | undefined): string {
  if (!test) return '';
  const parts = [
    ...(test.tags.length > 0 ? [`tagged ${listed(test.tags.map((tag) => `\`${patternOf(tag)}\``))}`] : []),
    ...test.flags.map(({ name, value }) => `with \`${name}\` ${value ? 'on' : 'off'}`),
    ...test.views.map((view) => `in view \`${view}\``),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function wordFor(type: string): string {
  return (Object.hasOwn(WORDS, type) ? WORDS[type] : undefined) ?? type.replaceAll('-', ' ');
}

function plural(word: string): string {
  if (word.endsWith('s')) return word;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** The texts as a list in a sentence. */
export function listed(texts: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} ${word} ${last}`;
}
