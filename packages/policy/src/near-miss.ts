import type { AccessCheck } from './access-check.ts';
import { type Lack, lacksOf } from './candidate.ts';
import type { CompiledStatement, ResourceEntry, ResourcePart } from './compile-policy.ts';
import type { Failing, NearMiss } from './explanation.ts';
import { parseResourceSpecifier } from './parse-resource-specifier.ts';
import { isAbout, resourceApplies } from './plan.ts';
import { chainOf } from './resource-specifier.ts';
import type { CompiledRole } from './rights.ts';
import { nameStatement, someOf } from './sentence.ts';
import { applyingStatements, type Verdict } from './verdict.ts';

export const MAX_NEAR_MISSES = 10;

/** The more a kind tells, the earlier it stands. */
const ORDER: readonly Failing[] = [
  'denied',
  'view_right',
  'action',
  'tag',
  'flag',
  'view',
  'attribute',
  'name',
  'excluded',
  'level',
];

/**
 * The allowing statements that fail in one thing only. What comes from a base role is left out: nobody edits it, and
 * what it leaves out is not missing by one detail.
 */
export function findNearMisses(verdicts: readonly Verdict[]): readonly NearMiss[] {
  const found = verdicts
    .filter(({ decision }) => !decision.allowed)
    .flatMap((verdict) => {
      const ofRoles = verdict.part.roles.flatMap((role) => nearMissesOfRole(role, verdict.check));
      return [...ofRoles, ...withoutView(verdict, verdicts)];
    });
  return found
    .toSorted((a, b) => ORDER.indexOf(a.failing) - ORDER.indexOf(b.failing))
    .slice(0, MAX_NEAR_MISSES);
}

function nearMissesOfRole(role: CompiledRole, check: AccessCheck): NearMiss[] {
  const applying = new Set(applyingStatements(role, check));
  const beaten = missByDeny(
    role,
    [...applying].filter(({ effect }) => effect === 'deny'),
  );
  return role.policy.statements
    .filter(({ effect, index }) => effect === 'allow' && index < role.ownStatements)
    .flatMap((statement) => {
      const miss = applying.has(statement) ? beaten : missOf(statement, check);
      if (!miss) return [];
      const { failing, needed, reason } = miss;
      const sentence = `${nameStatement(role, statement.index)} ${reason}.`;
      return [{ part: role.part, role: role.key, statement: statement.index, failing, needed, sentence }];
    });
}

interface Miss {
  readonly failing: Failing;
  readonly needed: readonly string[];
  /** The rest of a sentence that begins with the statement. */
  readonly reason: string;
}

function missByDeny(role: CompiledRole, denies: readonly CompiledStatement[]): Miss {
  const needed = denies.map(({ index }) => nameStatement(role, index));
  return {
    failing: 'denied',
    needed,
    reason: `would allow it, but ${someOf(needed)} ${needed.length > 1 ? 'deny' : 'denies'} it`,
  };
}

function missOf(statement: CompiledStatement, check: AccessCheck): Miss | undefined {
  const { parts, source } = statement;
  if (!parts) return undefined;
  if (isAbout(statement, check.chain, check.action)) return missOfResource(parts.resources, check);
  if (!resourceApplies(parts.resources, check.chain, check.facts)) return undefined;
  const needed = source.actions ?? source.notActions ?? [];
  const which = source.actions?.length ? 'allows only' : 'allows all but';
  const listed = someOf(needed.map((action) => `\`${action}\``));
  return {
    failing: 'action',
    needed: [check.action],
    reason: `is about \`${check.resource}\`, but ${which} ${listed}`,
  };
}

function missOfResource(
  { negated, entries, unresolved }: ResourcePart,
  check: AccessCheck,
): Miss | undefined {
  if (negated) {
    const matching = entries.filter(
      (entry) => entry.chain === '' || lacksOfEntry(entry, check)?.length === 0,
    );
    const needed = matching.map(({ text }) => text);
    const listed = someOf(needed.map((text) => `\`${text}\``));
    return { failing: 'excluded', needed, reason: `allows \`${check.action}\`, but not on ${listed}` };
  }
  return missOfEntries(entries, check) ?? missOfPlaceholder(unresolved, check) ?? missOfLevel(entries, check);
}

function missOfEntries(entries: readonly ResourceEntry[], check: AccessCheck): Miss | undefined {
  for (const entry of entries) {
    const lacks = lacksOfEntry(entry, check) ?? [];
    const [first] = lacks;
    if (!first || lacks.some(({ selector }) => selector !== first.selector)) continue;
    const reason = `allows \`${check.action}\`, but on \`${entry.text}\`: ${reasonOf(first, lacks, check)}`;
    return { failing: first.selector, needed: lacks.map(({ needed }) => needed), reason };
  }
  return undefined;
}

function reasonOf(
  { selector }: Lack,
  lacks: readonly (Lack & { type: string; name: string })[],
  { resource }: AccessCheck,
): string {
  const needed = someOf(lacks.map((lack) => `\`${lack.needed}\``));
  const who = someOf([
    ...new Set(lacks.map(({ type, name }) => `\`${name === '' ? type : `${type}/${name}`}\``)),
  ]);
  switch (selector) {
    case 'name':
      return `${who} has another name than ${needed}`;
    case 'tag':
      return `${who} has no tag ${needed}`;
    case 'flag':
      return `${who} is not known to be ${needed}`;
    case 'view':
      return `\`${resource}\` is not in ${needed}`;
  }
}

/** What the request lacks for an entry about its chain. */
function lacksOfEntry(
  { chain, tests }: ResourceEntry,
  check: AccessCheck,
): (Lack & { type: string; name: string })[] | undefined {
  if (chain !== check.chain.chain) return undefined;
  return tests.flatMap((test) => {
    const { type, segment } = test;
    const isOfViews = segment === check.chain.viewSegment;
    const facts = isOfViews ? check.facts : { ...check.facts, views: [] };
    return lacksOf(test, facts).map((lack) => ({ ...lack, type, name: check.facts.names[segment] ?? '' }));
  });
}

function missOfPlaceholder(unresolved: readonly string[], check: AccessCheck): Miss | undefined {
  const needed = unresolved.filter((entry) => {
    const parsed = parseResourceSpecifier(entry);
    return parsed.ok && chainOf(parsed.specifier) === check.chain.chain;
  });
  if (needed.length === 0) return undefined;
  const listed = someOf(needed.map((entry) => `\`${entry}\``));
  const reason = `allows \`${check.action}\`, but a placeholder in ${listed} has no value`;
  return { failing: 'attribute', needed, reason };
}

function missOfLevel(entries: readonly ResourceEntry[], check: AccessCheck): Miss | undefined {
  const above = entries.find(
    ({ chain, tests }) =>
      chain !== '' &&
      check.chain.chain.startsWith(`${chain}:`) &&
      tests.every((test) => lacksOf(test, { ...check.facts, views: [] }).length === 0),
  );
  if (!above) return undefined;
  const reason = `is about \`${above.text}\` itself, not about what is below it`;
  return { failing: 'level', needed: [check.chain.chain], reason };
}

/** The statement that allows the action, where only the view is refused. */
function withoutView({ part, check }: Verdict, verdicts: readonly Verdict[]): NearMiss[] {
  const own = verdicts.find((verdict) => verdict.part === part && !verdict.check.isView);
  if (!check.isView || !own?.decision.allowed) return [];
  const { role: key, statement } = own.decision;
  const role = part.roles.find((each) => each.key === key);
  if (!role || key === null || statement === null) return [];
  const needed = [`${check.action} on ${check.resource}`];
  const who = nameStatement(role, statement);
  const sentence = `${who} allows \`${own.check.action}\`, but \`${check.action}\` on \`${check.resource}\` is not allowed.`;
  return [{ part: part.implicitDeny.part, role: key, statement, failing: 'view_right', needed, sentence }];
}
