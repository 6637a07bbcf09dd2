import type { RoleAttributes } from '@keyward/policy';

/** Members who are given roles together. Times are milliseconds since 1970. */
export interface Team {
  readonly id: string;
  readonly accountId: string;
  /** Never changes. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** In the order in which they were given. Each member has them beside whatever else they have. */
  readonly customRoleIds: readonly string[];
  /** When each role was given, by its id. */
  readonly rolesGivenAt: Readonly<Record<string, number>>;
  /** What the placeholders of these roles stand for. */
  readonly roleAttributes: RoleAttributes;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Grows by one with every change, also of who belongs to it. */
  readonly version: number;
}

/** The resource specifier of a team. */
export function teamResource({ key }: Pick<Team, 'key'>): string {
  return `team/${key}`;
}
