import type { PermissionGrant } from './permission-grant.ts';
import { membersOnlyIn, type TeamState } from './team-state.ts';

/** Names in one sentence of the audit log; of a file there may be thousands. */
const NAMED = 10;

/** What an edit changed, in words for the audit log. */
export function describeEdit(before: TeamState, after: TeamState): string {
  const { team: from } = before;
  const { team: to } = after;
  return [
    ...(from.name === to.name ? [] : [`Changed the name from \`${from.name}\` to \`${to.name}\``]),
    ...(from.description === to.description ? [] : ['Changed the description']),
    ...listed('Gave the roles', keysOnlyIn(after, before)),
    ...listed('Took the roles', keysOnlyIn(before, after)),
    ...listed('Added the members', membersOnlyIn(after, before)),
    ...listed('Removed the members', membersOnlyIn(before, after)),
    ...listed('Granted', grantsOnlyIn(after, before)),
    ...listed('Took back', grantsOnlyIn(before, after)),
    ...listed('Changed the role attributes', changedAttributes(before, after)),
  ].join('; ');
}

function listed(verb: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMED).map((name) => `\`${name}\``);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return [`${verb} ${shown.join(', ')}${more}`];
}

function keysOnlyIn(one: TeamState, other: TeamState): readonly string[] {
  const ids = new Set(other.roles.map(({ id }) => id));
  return one.roles.filter(({ id }) => !ids.has(id)).map(({ key }) => key);
}

function grantsOnlyIn(one: TeamState, other: TeamState): readonly string[] {
  const names = new Set(other.grants.map(nameOfGrant));
  return one.grants.map(nameOfGrant).filter((name) => !names.has(name));
}

function nameOfGrant({ memberId, granted }: PermissionGrant): string {
  return `${[granted].flat().join(', ')} to ${memberId}`;
}

function changedAttributes({ team: from }: TeamState, { team: to }: TeamState): readonly string[] {
  const keys = new Set([...Object.keys(from.roleAttributes), ...Object.keys(to.roleAttributes)]);
  return [...keys].filter(
    (key) => JSON.stringify(from.roleAttributes[key]) !== JSON.stringify(to.roleAttributes[key]),
  );
}
