import type { Catalogue } from '../catalogue.ts';
import type { SegmentTest } from '../compile-policy.ts';
import type { Statement } from '../statement.ts';
import { allOf, type Formula, negate } from './formula.ts';
import type { Lint } from './lint-finding.ts';
import type { PolicySpace, Room } from './policy-space.ts';
import type { StatementForms } from './statement-forms.ts';

const UPDATE_TAGS = 'updateTags';

/** Where a statement asks for a tag: the chain of what carries the tag, and the tests up to it. */
interface TaggedPlace {
  readonly chain: string;
  readonly tests: readonly SegmentTest[];
  readonly test: SegmentTest;
}

/** The chains whose tags decide something. */
export function taggedChains(forms: readonly StatementForms[], catalogue: Catalogue): string[] {
  return forms.flatMap((form) => placesOf(form, catalogue).map(({ chain }) => chain));
}

/** Statements that ask for a tag which the same policy allows to set, or to remove where it denies. */
export function lintTags(forms: readonly StatementForms[], space: PolicySpace, catalogue: Catalogue): Lint[] {
  return forms.flatMap((form): Lint[] => {
    const { statement, index } = form;
    for (const { chain, tests, test } of placesOf(form, catalogue)) {
      const found = space.find((room) => {
        if (!room.members.includes(chain)) return false;
        const tagged = allOf(test.tags.map((tag) => room.space.tag(test.type, tag)));
        const state = statement.effect === 'allow' ? negate(tagged) : tagged;
        return allOf([whenNamed(room, tests), whenRetaggable(room, forms), state]);
      });
      if (typeof found === 'string') continue;
      const verb = statement.effect === 'allow' ? 'set' : 'remove';
      const message = `statement ${index + 1} goes by a tag that \`${UPDATE_TAGS}\` on \`${found.resource}\` lets the same people ${verb}; deny \`${UPDATE_TAGS}\` on \`${chain}\``;
      const replacement: Statement = { effect: 'deny', resources: [chain], actions: [UPDATE_TAGS] };
      const fix = {
        label: `deny \`${UPDATE_TAGS}\` on \`${chain}\``,
        edits: [{ statement: null, replacement }],
      };
      return [{ code: 'tag-can-be-changed', severity: 'warning', statement: index, message, fix }];
    }
    return [];
  });
}

function placesOf({ wide }: StatementForms, catalogue: Catalogue): TaggedPlace[] {
  const entries = wide.parts?.resources.entries ?? [];
  return entries.flatMap(({ chain, tests }) =>
    tests.flatMap((test): TaggedPlace[] => {
      const above = chain
        .split(':')
        .slice(0, test.segment + 1)
        .join(':');
      const canRetag = test.tags.length > 0 && catalogue.chains.get(above)?.actions.has(UPDATE_TAGS);
      if (!canRetag) return [];
      return [{ chain: above, tests: tests.filter(({ segment }) => segment <= test.segment), test }];
    }),
  );
}

function whenNamed({ space }: Room, tests: readonly SegmentTest[]): Formula {
  return allOf(tests.flatMap(({ segment, name }) => (name ? [space.name(segment, name)] : [])));
}

function whenRetaggable(room: Room, forms: readonly StatementForms[]): Formula {
  const target = { chain: room.space.chain, action: UPDATE_TAGS };
  return allOf([room.whenSome(forms, 'allow', target), room.whenNone(forms, 'deny', target)]);
}
