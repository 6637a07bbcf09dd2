import type { BaseRole } from '@keyward/policy';

/** A person of an account. Times are milliseconds since 1970. */
export interface Member {
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: BaseRole;
  readonly createdAt: number;
  readonly removedAt: number | null;
  /** Grows by one with every change. */
  readonly version: number;
}

/** The resource specifier of a member. */
export function memberResource(member: Pick<Member, 'id'>): string {
  return `member/${member.id}`;
}
