import type { Policy, RightsSource, Statement } from '../../src/index.ts';
import type { Random } from './random.ts';
import { type SmallUniverse, VIEWS } from './small-universe.ts';

/** Two sources of which the second is often close to the first. */
export function randomPair(
  random: Random,
  small: SmallUniverse,
): { outer: RightsSource; inner: RightsSource } {
  const outer = randomPolicy(random, small);
  const inner = random.chance(0.7) ? vary(random, small, outer) : randomPolicy(random, small);
  return { outer: wrap(random, small, outer), inner: wrap(random, small, inner) };
}

export function randomPolicy(random: Random, small: SmallUniverse): Policy {
  return Array.from({ length: 1 + random.below(4) }, () => randomStatement(random, small));
}

function wrap(random: Random, small: SmallUniverse, policy: Policy): RightsSource {
  const scope = { inlineRole: policy };
  if (random.chance(0.7)) return { scope };
  const roles = [policy, randomPolicy(random, small)].map((each, index) => ({
    key: `r${index}`,
    policy: each,
  }));
  if (random.chance(0.5)) return { scope: { customRoles: roles } };
  return {
    scope: { customRoles: roles.slice(1) },
    holder: { role: 'no_access', customRoles: roles.slice(0, 1) },
  };
}

function vary(random: Random, small: SmallUniverse, policy: Policy): Policy {
  const kept = policy.filter(() => random.chance(0.8));
  return kept.flatMap((statement): Statement[] => {
    if (random.chance(0.6)) return [statement];
    if (random.chance(0.3)) return [statement, randomStatement(random, small)];
    const other = randomStatement(random, small);
    return [
      random.chance(0.5) ? { ...other, ...actionsOf(statement) } : { ...statement, ...actionsOf(other) },
    ];
  });
}

function actionsOf({ actions = [], notActions = [] }: Statement) {
  return { actions, notActions };
}

function randomStatement(random: Random, small: SmallUniverse): Statement {
  const entries = Array.from({ length: 1 + random.below(2) }, () => randomEntry(random, small));
  const actions = Array.from({ length: 1 + random.below(2) }, () =>
    randomGlob(random, small.words.action, 0.4),
  );
  return {
    effect: random.chance(0.7) ? 'allow' : 'deny',
    ...(random.chance(0.8) ? { resources: entries } : { notResources: entries }),
    ...(random.chance(0.8) ? { actions } : { notActions: actions }),
  };
}

function randomEntry(random: Random, small: SmallUniverse): string {
  if (random.chance(0.05)) return '*';
  if (random.chance(0.02)) return 'p/*:/c';
  const { selectors, words } = small;
  const segments = random
    .pick(small.chains)
    .split(':')
    .map((segment) => {
      const type = segment.replace('/*', '');
      const name = segment.endsWith('*') ? `${type}/${randomGlob(random, words.name, 0.7)}` : type;
      const modifiers: string[] = [];
      if (selectors.tags && random.chance(0.6)) {
        for (let count = 1 + random.below(2); count > 0; count--)
          modifiers.push(randomGlob(random, words.tag, 0.6));
      }
      if (selectors.flags && type === 'p' && random.chance(0.4)) {
        modifiers.push(...random.some(['{f:true}', '{f:false}'], random.chance(0.1) ? 2 : 1));
      }
      if (selectors.views && random.chance(0.3)) modifiers.push(`view:${random.pick(VIEWS)}`);
      return modifiers.length > 0 ? `${name};${modifiers.join()}` : name;
    });
  return segments.join(':');
}

/** A word with some of it replaced by stars, or just `*`. */
function randomGlob(random: Random, words: readonly string[], stars: number): string {
  if (random.chance(0.15)) return '*';
  const word = random.pick(words);
  if (!random.chance(stars)) return word;
  const star = (text: string) => (random.chance(0.5) ? '*' : text);
  return `${random.chance(0.3) ? '*' : ''}${Array.from(word, star).join('')}${random.chance(0.4) ? '*' : ''}`.replace(
    /\*+/g,
    '*',
  );
}
