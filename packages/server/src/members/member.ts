import type { BaseRole, RoleAttributes } from '@keyward/policy';

/** A person of an account. Times are milliseconds since 1970. */
export interface Member {
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: BaseRole;
  /** In the order in which they were given; one or more of them replace the base role. */
  readonly customRoleIds: readonly string[];
  readonly roleAttributes: RoleAttributes;
  readonly createdAt: number;
  /** When the invitation was accepted; null: it is pending. */
  readonly acceptedAt: number | null;
  readonly removedAt: number | null;
  /** Grows by one with every change. */
  readonly version: number;
  /** True within a minute. */
  readonly lastSeenAt: number | null;
  /** The token that was used then; null: signed in. */
  readonly lastSeenTokenId: string | null;
}

/** The resource specifier of a member. */
export function memberResource(member: Pick<Member, 'id'>): string {
  return `member/${member.id}`;
}

export function hasAttributes({ roleAttributes }: Member): boolean {
  return Object.keys(roleAttributes).length > 0;
}
