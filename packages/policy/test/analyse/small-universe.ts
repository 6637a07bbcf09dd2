import type { Universe, WordRules } from '../../src/analyse/word-rules.ts';
import { makeCatalogue } from '../../src/catalogue.ts';
import type { AccessRequest } from '../../src/index.ts';

const viewedAlong = makeCatalogue(
  [],
  [{ name: 'k', viewAction: 'a', actions: { a: 'read', b: 'admin' } }],
  'keyward',
);

/** Types with each trait that the analysis treats: view guards also one in another, tags, flags, views, no name. */
export const smallCatalogue = makeCatalogue(
  [...viewedAlong.types.values()],
  [
    { name: 'n', nameless: true, actions: { a: 'write' } },
    { name: 'p', tags: true, flags: ['f'], viewAction: 'b', actions: { a: 'write', b: 'read' } },
    { name: 'c', parents: ['p'], tags: true, views: true, actions: { a: 'write' } },
    { name: 'g', parents: ['p'], viewAction: 'a', views: true, actions: { a: 'read' } },
    { name: 'd', parents: ['g'], actions: { b: 'write' } },
  ],
  'account',
);

/** A universe small enough to try every request, and what the policies about it are made of. */
export interface SmallUniverse {
  readonly universe: Universe;
  /** Chains that policies speak of. */
  readonly chains: readonly string[];
  /** How much of `selectors` policies use. */
  readonly selectors: { readonly tags: boolean; readonly flags: boolean; readonly views: boolean };
  readonly requests: readonly SmallRequest[];
  readonly words: Readonly<Record<'name' | 'tag' | 'action', readonly string[]>>;
}

export interface SmallRequest extends AccessRequest {
  readonly resource: string;
  readonly chain: string;
  readonly names: readonly string[];
}

const word = (first: string, rest: string, maxLength: number): WordRules => ({
  first,
  rest,
  maxLength,
  anyCharacter: false,
});

export const VIEWS = ['v', 'w'];
const UNMENTIONED = ['unknown-type/*', 'p/*:unknown-type/*', 'p/*:g/*:unknown-type/*', 'k/*', 'n'];
const none = { tags: false, flags: false, views: false };

export const smallUniverses: readonly SmallUniverse[] = [
  ...[word('ab', 'ab', 3), word('a', 'a-', 3), word('a', 'ab_', 3), word('ab', 'ab-', 2)].map((name) =>
    make({ name, tag: word('a', 'a', 1), action: word('ab', 'ab', 1) }, ['k/*', 'p/*', 'n'], none),
  ),
  make(
    { name: word('a', 'a', 1), tag: word('a', 'a', 1), action: word('ab', 'ab', 3) },
    ['k/*', 'p/*'],
    none,
  ),
  make({ name: word('a', 'a', 1), tag: word('ab', 'ab', 2), action: word('ab', 'ab', 1) }, ['p/*'], {
    ...none,
    tags: true,
  }),
  make(
    { name: word('a', 'a', 1), tag: word('a', 'a-', 2), action: word('ab', 'ab', 1) },
    ['p/*', 'p/*:p/*'],
    {
      ...none,
      tags: true,
    },
  ),
  make(
    { name: word('ab', 'ab', 1), tag: word('a', 'a', 2), action: word('ab', 'ab', 1) },
    ['p/*', 'p/*:c/*', 'p/*:p/*'],
    { tags: true, flags: false, views: false },
  ),
  make(
    { name: word('ab', 'ab', 2), tag: word('a', 'a', 1), action: word('ab', 'ab', 1) },
    ['p/*', 'p/*:c/*', 'p/*:g/*', 'p/*:g/*:d/*'],
    none,
  ),
  make(
    { name: word('a', 'a', 1), tag: word('a', 'a', 1), action: word('ab', 'ab', 1) },
    ['p/*', 'p/*:c/*', 'p/*:g/*', 'p/*:g/*:d/*'],
    { tags: false, flags: true, views: true },
  ),
];

function make(
  universe: Universe,
  chains: readonly string[],
  selectors: SmallUniverse['selectors'],
): SmallUniverse {
  const words = {
    name: allWords(universe.name),
    tag: allWords(universe.tag),
    action: allWords(universe.action),
  };
  const tagSets = selectors.tags ? subsets(words.tag) : [[]];
  const viewSets = selectors.views ? subsets(VIEWS) : [[]];
  const flagValues = selectors.flags ? [true, false, undefined] : [undefined];
  const asked = Math.max(...chains.map((chain) => chain.split(':').length));
  const requests: SmallRequest[] = [];
  for (const chain of new Set([...chains, ...UNMENTIONED, ...smallCatalogue.chains.keys()])) {
    const isMentioned = chains.includes(chain);
    const types = new Set(chain.split(':').map((segment) => segment.replace('/*', '')));
    const tagsOf = (type: string) => (types.has(type) && ['p', 'c'].includes(type) ? tagSets : [[]]);
    const choices = chain.split(':').map((segment, index) => {
      if (!segment.endsWith('*')) return [''];
      return index < asked ? words.name : words.name.slice(0, 1);
    });
    for (const names of product(choices)) {
      const segments = chain.split(':').map((each, index) => each.replace('*', () => names[index] ?? ''));
      for (const action of words.action)
        for (const p of tagsOf('p'))
          for (const c of isMentioned ? tagsOf('c') : [[]])
            for (const f of flagValues)
              for (const views of viewSets) {
                requests.push({
                  chain,
                  names,
                  resource: segments.join(':'),
                  action,
                  tags: { p, c },
                  ...(f !== undefined && { properties: { p: { f } } }),
                  views,
                });
              }
    }
  }
  return { universe, chains, selectors, requests, words };
}

function allWords({ first, rest, maxLength }: WordRules): string[] {
  let longest = [...first];
  const words = [...longest];
  for (let length = 2; length <= maxLength; length++) {
    longest = longest.flatMap((start) => Array.from(rest, (character) => start + character));
    words.push(...longest);
  }
  return words;
}

function subsets(words: readonly string[]): string[][] {
  const [first, ...others] = words;
  if (first === undefined) return [[]];
  return subsets(others).flatMap((set) => [set, [first, ...set]]);
}

function product([first, ...others]: readonly (readonly string[])[]): string[][] {
  if (!first) return [[]];
  const rest = product(others);
  return first.flatMap((each) => rest.map((some) => [each, ...some]));
}
