import type { ResourceEntry } from '../compile-policy.ts';
import { printResourceSpecifier, type SpecifierSegment } from '../resource-specifier.ts';
import { patternOf } from './glob-automaton.ts';

/** The text of an entry, placeholders replaced. */
export function printEntry({ chain, tests }: ResourceEntry): string {
  if (chain === '') return '*';
  const segments = chain.split(':').map((segment, index): SpecifierSegment => {
    const [type = '', star] = segment.split('/');
    const test = tests.find((each) => each.segment === index);
    return {
      type,
      name: test?.name ? patternOf(test.name) : star,
      tags: test?.tags.map(patternOf) ?? [],
      flags: test?.flags ?? [],
      views: test?.views ?? [],
    };
  });
  return printResourceSpecifier({ segments });
}
