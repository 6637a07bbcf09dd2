import type { RoleAttributes } from '../role-attributes.ts';
import type { Statement } from '../statement.ts';
import { listed } from './describe-resource.ts';
import { allOf, type Formula } from './formula.ts';
import { type Lint, removal } from './lint-finding.ts';
import type { Existence, PolicySpace, Room } from './policy-space.ts';
import { formsOf, type StatementForms } from './statement-forms.ts';

/**
 * The statements without which the policy would say the same, and the entries and actions of the others. Allows are
 * looked at beside all denies and denies beside all allows, from the last to the first, each without those of the
 * same effect found before. So of two equal ones one is reported, and following any of the reports is safe,
 * whichever others are followed. The forms after the first `ownCount` are not the policy's own and not looked at.
 */
export function lintDead(
  forms: readonly StatementForms[],
  ownCount: number,
  space: PolicySpace,
  attributes: RoleAttributes | undefined,
): Lint[] {
  const lints: Lint[] = [];
  for (const effect of ['allow', 'deny'] as const) {
    const opposite = forms.filter(({ statement }) => statement.effect !== effect);
    let kept = forms.filter(({ statement }) => statement.effect === effect);
    for (const form of kept.toReversed()) {
      if (form.index >= ownCount || !form.wide.parts || !form.narrow.parts) continue;
      const like = kept.filter((each) => each !== form);
      const others = [...opposite, ...like];
      if (isNeeded(form, others, space) === 'none') {
        lints.push(explainDead(form, others, ownCount, space));
        kept = like;
      } else {
        const reduced = lintParts(form, others, space, attributes);
        lints.push(...reduced.lints);
        kept = [...like, reduced.form];
      }
    }
  }
  return lints.reverse();
}

/** A request that would be decided otherwise without the statement. */
function isNeeded(form: StatementForms, others: readonly StatementForms[], space: PolicySpace): Existence {
  return space.find((room) => whenNeeded(room, form, others));
}

function whenNeeded(
  room: Room,
  { wide, statement }: StatementForms,
  others: readonly StatementForms[],
): Formula {
  const applies = room.when(wide);
  if (applies === false) return false;
  if (statement.effect === 'allow') {
    return allOf([applies, room.whenNone(others, 'deny'), room.whenNone(others, 'allow')]);
  }
  return allOf([applies, room.whenSome(others, 'allow'), room.whenNone(others, 'deny')]);
}

function explainDead(
  form: StatementForms,
  others: readonly StatementForms[],
  ownCount: number,
  space: PolicySpace,
): Lint {
  const { index, wide, statement } = form;
  const isAllow = statement.effect === 'allow';
  const common = { severity: 'warning', statement: index, fix: removal(index) } as const;
  const is = (formula: (room: Room) => Formula) => space.find(formula) !== 'none';
  if (!is((room) => room.when(wide))) {
    const message = `statement ${index + 1} applies to no request there can be: no name, tag or flag is as it asks`;
    return { code: 'never-matches', message, ...common };
  }
  const meets = (room: Room) =>
    allOf([room.when(wide), isAllow ? room.whenNone(others, 'deny') : room.whenSome(others, 'allow')]);
  if (!is(meets)) {
    return isAllow
      ? {
          code: 'allow-always-denied',
          message: `all that statement ${index + 1} allows is denied${by(coverers(form, others, space, 'deny'), ownCount)}`,
          ...common,
        }
      : {
          code: 'deny-without-effect',
          message: `statement ${index + 1} denies only what no statement allows`,
          ...common,
        };
  }
  const covering = by(coverers(form, others, space, statement.effect), ownCount);
  return isAllow
    ? {
        code: 'allow-redundant',
        message: `all that statement ${index + 1} allows is already allowed${covering}`,
        ...common,
      }
    : {
        code: 'deny-redundant',
        message: `all that statement ${index + 1} denies is already denied${covering}`,
        ...common,
      };
}

/** The statements without each of which this one would be needed; else one that makes it useless alone. */
function coverers(
  form: StatementForms,
  others: readonly StatementForms[],
  space: PolicySpace,
  effect: Statement['effect'],
): number[] {
  const meeting = others.filter(
    (other) =>
      other.statement.effect === effect &&
      space.find((room) => allOf([room.when(form.wide), room.when(other.wide)])) !== 'none',
  );
  const indispensable = meeting.filter((other) => {
    const without = others.filter((each) => each !== other);
    return isWitness(isNeeded(form, without, space));
  });
  const alone = meeting.filter((other) => {
    const rest = others.filter((each) => each === other || each.statement.effect !== effect);
    return indispensable.length === 0 && isNeeded(form, rest, space) === 'none';
  });
  return [...indispensable, ...alone.slice(0, 1)].map(({ index }) => index).sort((a, b) => a - b);
}

function isWitness(existence: Existence): boolean {
  return typeof existence === 'object';
}

function by(statements: readonly number[], ownCount: number): string {
  const own = statements.filter((index) => index < ownCount);
  if (statements.length === 0) return ' by several others together';
  if (own.length === 0) return ' by its base permissions';
  return ` by statement${own.length > 1 ? 's' : ''} ${listed(own.map((index) => String(index + 1)))}`;
}

const LISTS = [
  { field: 'resources', code: 'entry-redundant', what: 'the entry' },
  { field: 'actions', code: 'action-redundant', what: 'the action' },
] as const;

/** The statement without its useless entries and actions, and what was said of those. */
function lintParts(
  form: StatementForms,
  others: readonly StatementForms[],
  space: PolicySpace,
  attributes: RoleAttributes | undefined,
): { form: StatementForms; lints: Lint[] } {
  const { index } = form;
  const lints: Lint[] = [];
  let left = form;
  for (const { field, code, what } of LISTS) {
    for (const text of (form.statement[field] ?? []).toReversed()) {
      const list = left.statement[field] ?? [];
      const rest = list.toSpliced(list.lastIndexOf(text), 1);
      if (rest.length === 0) break;
      const piece = formsOf({ ...left.statement, [field]: [text] }, index, attributes);
      const remaining = formsOf({ ...left.statement, [field]: rest }, index, attributes);
      if (isNeeded(piece, [...others, remaining], space) !== 'none') continue;
      left = remaining;
      lints.push({
        code,
        severity: 'hint',
        statement: index,
        message: `${what} \`${text}\` of statement ${index + 1} adds nothing to the rest of the policy`,
        fix: {
          label: `remove \`${text}\` from statement ${index + 1}`,
          edits: [{ statement: index, replacement: remaining.statement }],
        },
      });
    }
  }
  return { form: left, lints };
}
