import { BARE_POLICY_ROLE, type CompiledPart, type CompiledRole, INLINE_ROLE } from './rights.ts';
import type { Statement } from './statement.ts';

type NamedByKey = Pick<CompiledRole, 'part' | 'key' | 'base'>;

const MAX_LISTED = 3;

/** Some of the texts, for a sentence: `a`, `b` and 5 more. */
export function someOf(texts: readonly string[]): string {
  const listed = texts.slice(0, MAX_LISTED);
  const more = texts.length - listed.length;
  if (more > 0) return `${listed.join(', ')} and ${more} more`;
  const last = listed.pop();
  return listed.length === 0 ? (last ?? '') : `${listed.join(', ')} and ${last}`;
}

/** A role as a sentence names it. */
export function nameRole({ part, key, base }: NamedByKey): string {
  if (base !== undefined) return `the base role \`${base}\``;
  if (part === 'scope' && key === INLINE_ROLE) return 'the inline policy';
  return part === 'holder' && key === BARE_POLICY_ROLE ? 'the policy' : `role \`${key}\``;
}

/** Whether the rights are those of a policy alone, which has no member who could be given anything. */
export function isBarePolicy({ roles }: CompiledPart): boolean {
  return roles.length === 1 && roles.every(({ part, key }) => part === 'holder' && key === BARE_POLICY_ROLE);
}

/** A statement as a sentence names it, counted from one. What comes from a base role is named by that alone. */
export function nameStatement(role: NamedByKey & Pick<CompiledRole, 'ownStatements'>, index: number): string {
  if (role.base !== undefined) return nameRole(role);
  return index < role.ownStatements
    ? `statement ${index + 1} of ${nameRole(role)}`
    : `the base permissions of ${nameRole(role)}`;
}

/** A statement in words. */
export function describeStatement({
  effect,
  actions,
  notActions,
  resources,
  notResources,
}: Statement): string {
  const what = actions?.length ? some(actions) : `everything but ${some(notActions)}`;
  const where = resources?.length ? some(resources) : `everything but ${some(notResources)}`;
  return `${effect} ${what} on ${where}`;
}

function some(entries: readonly string[] = []): string {
  return someOf(entries.map((entry) => `\`${entry}\``));
}
