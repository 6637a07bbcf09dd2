import { type BaseRole, type Policy, PRESET_ROLE_PREFIX, presetRoles } from '@keyward/policy';

export const RESOURCE_CATEGORIES = ['project', 'organization', 'any'] as const;

export type ResourceCategory = (typeof RESOURCE_CATEGORIES)[number];

/** A role that an account made, or a preset one. Times are milliseconds since 1970. */
export interface Role {
  readonly id: string;
  readonly accountId: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly policy: Policy;
  readonly basePermissions: BaseRole;
  /** What the role is about, for people; decides nothing. */
  readonly resourceCategory: ResourceCategory | null;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Grows by one with every change. */
  readonly version: number;
}

/** The resource specifier of a role. */
export function roleResource({ key }: Pick<Role, 'key'>): string {
  return `role/${key}`;
}

export function isPresetKey(key: string): boolean {
  return key.startsWith(PRESET_ROLE_PREFIX);
}

/** A preset role is stored by its key alone: what it says is that of the program that runs. */
export function withPreset(role: Role): Role {
  const preset = presetOf(role);
  return preset === undefined
    ? role
    : { ...role, name: preset.name, description: preset.description, policy: preset.policy };
}

export function withPresetPolicy<T extends Pick<Role, 'key' | 'policy'>>(role: T): T {
  const preset = presetOf(role);
  return preset === undefined ? role : { ...role, policy: preset.policy };
}

function presetOf({ key }: Pick<Role, 'key'>) {
  return isPresetKey(key) ? presetRoles.find((preset) => preset.key === key) : undefined;
}
