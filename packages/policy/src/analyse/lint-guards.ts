import { type Catalogue, lookUpChain } from '../catalogue.ts';
import { parseResourceSpecifier } from '../parse-resource-specifier.ts';
import { chainOf, printResourceSpecifier } from '../resource-specifier.ts';
import type { Statement } from '../statement.ts';
import { allOf, type Formula, negate } from './formula.ts';
import type { Lint, LintFix } from './lint-finding.ts';
import type { PolicySpace, Room } from './policy-space.ts';
import type { StatementForms } from './statement-forms.ts';

/** Allows that have no effect, in whole or in part, because what is above the resource may not be viewed. */
export function lintGuards(
  forms: readonly StatementForms[],
  space: PolicySpace,
  catalogue: Catalogue,
  isPiece: boolean,
): Lint[] {
  return forms.flatMap((form) => {
    const { wide, statement, index } = form;
    if (statement.effect === 'deny' || !wide.parts) return [];
    const allows = (room: Room) => allOf([room.when(wide), room.whenNone(forms, 'deny')]);
    const hidden = space.find((room) =>
      room.guards.length === 0 ? false : allOf([allows(room), negate(whenViewable(room, forms))]),
    );
    if (typeof hidden === 'string') return [];
    const seen = space.find((room) => allOf([allows(room), whenViewable(room, forms)]));
    if (seen === 'unknown') return [];
    const guards = lookUpChain(catalogue, chainOfResource(hidden.resource)).guards;
    const { action, chain } = guards.at(-1) ?? { action: '', chain: '' };
    const extent = seen === 'none' ? 'statement' : 'part of statement';
    const message = `${extent} ${index + 1} has no effect without \`${action}\` on \`${chain}\`, e.g. \`${hidden.action}\` on \`${hidden.resource}\`${isPiece ? ', unless another role allows that' : ''}`;
    const fix = viewFix(statement, catalogue);
    const severity = isPiece ? 'hint' : 'warning';
    return [{ code: 'not-viewable', severity, statement: index, message, ...(fix && { fix }) } as const];
  });
}

function whenViewable(room: Room, forms: readonly StatementForms[]): Formula {
  return allOf(
    room.guards.map((guard) =>
      allOf([room.whenSome(forms, 'allow', guard), room.whenNone(forms, 'deny', guard)]),
    ),
  );
}

function chainOfResource(resource: string): string {
  return resource.replace(/\/[^:]*/g, '/*');
}

/** Allows to view whatever guards the entries of the statement. */
function viewFix({ resources = [] }: Statement, catalogue: Catalogue): LintFix | undefined {
  const views = new Map<string, Set<string>>();
  for (const entry of resources) {
    const parsed = parseResourceSpecifier(entry);
    if (!parsed.ok) return undefined;
    const { segments } = parsed.specifier;
    for (const guard of lookUpChain(catalogue, chainOf(parsed.specifier)).guards) {
      const above = segments.slice(0, guard.segment + 1);
      const seen = views.get(guard.action) ?? new Set<string>();
      views.set(guard.action, seen.add(printResourceSpecifier({ segments: above })));
    }
  }
  if (views.size === 0) return undefined;
  const edits = Array.from(views, ([action, above]) => {
    const replacement: Statement = { effect: 'allow', resources: [...above], actions: [action] };
    return { statement: null, replacement };
  });
  return {
    label: `allow ${[...views.keys()].map((action) => `\`${action}\``).join(' and ')} there too`,
    edits,
  };
}
