import { checksOf } from './access-check.ts';
import type { AccessRequest } from './access-request.ts';
import { decideEffective } from './decide.ts';
import type { Decision, RightsPart } from './decision.ts';
import type { Explanation, StatementReference } from './explanation.ts';
import { findNearMisses } from './near-miss.ts';
import { quote } from './policy-problem.ts';
import { readResource } from './read-resource.ts';
import type { CompiledPart, CompiledRole, Rights } from './rights.ts';
import { describeStatement, isBarePolicy, nameStatement } from './sentence.ts';
import { findSmallestChange } from './smallest-change.ts';
import { applyingStatements, judge, type Verdict } from './verdict.ts';

/**
 * Why `decideEffective` answers as it does: what decided, what came near, and what little would change it.
 * Takes time linear in the statements. Never throws.
 */
export function explain(rights: Rights, request: AccessRequest): Explanation {
  const decision = decideEffective(rights, request);
  const resource = readResource(request);
  if (!resource) {
    const written = typeof request.resource === 'string' ? request.resource : '';
    const sentence = `Denied: ${quote(written)} is no resource; write one as in \`proj/web:env/production\`.`;
    const refusedBy = rights.parts.map(({ implicitDeny }) => implicitDeny.part);
    return { decision, sentence, statements: [], refusedBy, nearMisses: [] };
  }
  const verdicts = judge(rights, checksOf(rights.catalogue, request, resource));
  const refusals = verdicts.filter((verdict) => !verdict.decision.allowed);
  const statements = decidingStatements(verdicts);
  if (refusals.length === 0) {
    const sentence = sayAllowed(verdicts);
    return { decision, sentence, statements, refusedBy: [], nearMisses: [] };
  }
  const refusedBy = [...new Set(refusals.map(({ part }) => part.implicitDeny.part))];
  const nearMisses = findNearMisses(verdicts);
  const smallestChange = findSmallestChange(rights, request, verdicts, nearMisses);
  const sentence = sayDenied(rights, refusals, refusedBy);
  return { decision, sentence, statements, refusedBy, nearMisses, ...(smallestChange && { smallestChange }) };
}

/**
 * Those of the first verdict that refuses and of all before it. Of a deny there is one for each role that denies,
 * since what a role allows for another check may be what its deny takes from this one.
 */
function decidingStatements(verdicts: readonly Verdict[]): readonly StatementReference[] {
  const refused = verdicts.find(({ decision }) => !decision.allowed);
  const passed = refused ? verdicts.slice(0, verdicts.indexOf(refused)) : verdicts;
  return [
    ...passed.flatMap(({ decision }) => referTo(decision)),
    ...(refused ? denyingStatements(refused) : []),
  ];
}

function denyingStatements({ part, check, decision }: Verdict): readonly StatementReference[] {
  const others = part.roles.filter(({ key }) => key !== decision.role);
  const ofOthers = others.flatMap((role) => {
    const deny = applyingStatements(role, check).find(({ effect }) => effect === 'deny');
    return deny ? [{ part: role.part, role: role.key, statement: deny.index }] : [];
  });
  return [...referTo(decision), ...ofOthers];
}

function referTo({ part, role, statement }: Decision): readonly StatementReference[] {
  return role === null || statement === null ? [] : [{ part, role, statement }];
}

function sayAllowed(verdicts: readonly Verdict[]): string {
  const own = verdicts.filter(({ check }) => !check.isView);
  const reasons = own.map((verdict) => {
    const whose = own.length > 1 ? `, of ${nameSide(verdict.part, own.length)}` : '';
    return `${sayDeciding(verdict)}${whose}`;
  });
  return `Allowed by ${reasons.join(', and by ')}.`;
}

function sayDenied(rights: Rights, refusals: readonly Verdict[], refusedBy: readonly RightsPart[]): string {
  const reasons = refusedBy.flatMap((part) =>
    refusals
      .filter(({ decision }) => decision.part === part)
      .map((refusal) => sayRefusal(refusal, nameSide(refusal.part, rights.parts.length))),
  );
  return `Denied: ${reasons.join('; and ')}.`;
}

function sayRefusal(verdict: Verdict, side: string): string {
  const { check, decision } = verdict;
  const what = `\`${check.action}\` on \`${check.resource}\``;
  const consequence = check.isView ? ', and what one cannot view one cannot change' : '';
  return decision.outcome === 'explicit_deny'
    ? `${sayDeciding(verdict)} refuses ${what}${isBarePolicy(verdict.part) ? '' : ` to ${side}`}${consequence}`
    : `${side} has no statement that allows ${what}${consequence}`;
}

function nameSide(compiled: CompiledPart, parts: number): string {
  const { part } = compiled.implicitDeny;
  if (parts > 1) return part === 'scope' ? "the token's scope" : 'its holder';
  if (part === 'scope') return 'the token';
  return isBarePolicy(compiled) ? 'the policy' : 'the member';
}

/** The statement that decided; of a base role the role alone, as nobody wrote its statements. */
function sayDeciding({ part, decision }: Verdict): string {
  const role = part.roles.find(
    (each) => each.key === decision.role && hasStatement(each, decision.statement),
  );
  if (!role || decision.statement === null) return 'nothing';
  const name = nameStatement(role, decision.statement);
  const source = role.policy.statements[decision.statement]?.source;
  return source && decision.statement < role.ownStatements ? `${name} (${describeStatement(source)})` : name;
}

function hasStatement({ policy }: CompiledRole, statement: number | null): boolean {
  return statement !== null && statement < policy.statements.length;
}
