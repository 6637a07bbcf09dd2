import { type AttributeRow, type Attributes, attributesIn } from './role-attributes.ts';

interface NamedRole {
  readonly _id: string;
  readonly key: string;
}

/** What a form about the roles of a team began with. */
export interface RolesStart {
  /** Those that the viewer may see: none of the others is taken away. */
  readonly given: readonly NamedRole[];
  readonly attributes: Attributes;
}

export type RoleChange =
  | { readonly kind: 'addCustomRoles' | 'removeCustomRoles'; readonly values: string[] }
  | AttributeChange;

export type AttributeChange =
  | {
      readonly kind: 'addRoleAttribute' | 'updateRoleAttribute';
      readonly key: string;
      readonly values: string[];
    }
  | { readonly kind: 'removeRoleAttribute'; readonly key: string };

/** What was changed in the form and nothing else, so that what others saved meanwhile stays. */
export function roleChanges(
  { given, attributes }: RolesStart,
  chosen: readonly NamedRole[],
  rows: readonly AttributeRow[],
): RoleChange[] {
  const removed = rolesWithout(given, chosen);
  const added = rolesWithout(chosen, given);
  return [
    ...(removed.length === 0 ? [] : [{ kind: 'removeCustomRoles' as const, values: removed }]),
    ...attributeChanges(attributes, attributesIn(rows)),
    ...(added.length === 0 ? [] : [{ kind: 'addCustomRoles' as const, values: added }]),
  ];
}

/** Only what differs, name by name. */
export function attributeChanges(before: Attributes, wanted: Attributes): readonly AttributeChange[] {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(wanted, key));
  const changed = Object.entries(wanted).filter(
    ([key, values]) => !Object.hasOwn(before, key) || JSON.stringify(before[key]) !== JSON.stringify(values),
  );
  return [
    ...removed.map((key) => ({ kind: 'removeRoleAttribute' as const, key })),
    ...changed.map(([key, values]) => ({
      kind: Object.hasOwn(before, key) ? ('updateRoleAttribute' as const) : ('addRoleAttribute' as const),
      key,
      values: [...values],
    })),
  ];
}

/** The keys of the roles that are not among the others. */
function rolesWithout(roles: readonly NamedRole[], others: readonly NamedRole[]): string[] {
  return roles.filter(({ _id }) => !others.some((other) => other._id === _id)).map(({ key }) => key);
}
