import { type HeldRoles, NO_ROLES } from '../roles/held-roles.ts';
import {
  type GrantRow,
  type HeldRoleRow,
  heldGrantFromRow,
  heldRoleFromRow,
  heldTeamsFromRows,
  type TeamRoleRow,
} from './held-roles-repository.ts';
import { type TokenWithMemberRow, tokenWithMemberFromRow } from './token-row.ts';
import type { SecretOwner } from './token-store.ts';

/** How a database writes the placeholder of the digest and makes JSON of rows. */
interface StatementDialect {
  readonly digest: string;
  readonly object: string;
  readonly array: string;
}

export const SQLITE_STATEMENT: StatementDialect = {
  digest: '?',
  object: 'json_object',
  array: 'json_group_array',
};
export const POSTGRES_STATEMENT: StatementDialect = {
  digest: '$1',
  object: 'json_build_object',
  array: 'json_agg',
};

const ROLE =
  "'id', r.id, 'key', r.key, 'version', r.version, 'policy', r.policy, 'base_permissions', r.base_permissions";
const TEAM =
  "'team_id', e.id, 'team_key', e.key, 'team_name', e.name, 'team_version', e.version, 'team_attributes', e.role_attributes";

/**
 * The one statement of a verification: the secret, its token, its member, and all roles that its rights are made of, each kind of them as
 * JSON in a column. One statement sees one moment, and the way to the database is gone once.
 */
export function findSecretOwnerStatement(dialect: StatementDialect): string {
  return secretOwnerStatement(dialect.digest, `, ${heldColumns(dialect)}`);
}

/** The same without roles: the least that any verification reads. */
export function secretOwnerStatement(digest: string, more = ''): string {
  return `
  select s.id as secret_id, s.digest as secret_digest, s.ends_at as secret_ends_at, t.*,
    m.email as member_email, m.first_name as member_first_name, m.last_name as member_last_name,
    m.role as member_role, m.custom_role_ids as member_custom_role_ids,
    m.role_attributes as member_role_attributes, m.created_at as member_created_at,
    m.accepted_at as member_accepted_at, m.removed_at as member_removed_at, m.version as member_version,
    m.last_seen_at as member_last_seen_at, m.last_seen_token_id as member_last_seen_token_id,
    a.rules_version${more}
  from token_secrets s
  join tokens t on t.id = s.token_id
  join members m on m.id = t.member_id
  join accounts a on a.id = t.account_id
  where s.digest = ${digest}`;
}

/**
 * Only a personal token has the roles of its member. Whether there is a row at all is asked first, since gathering none costs several times that.
 */
function heldColumns({ object, array }: StatementDialect): string {
  const json = (columns: string, order: string) =>
    `cast(${array}(${object}(${columns}) order by ${order}) as text)`;
  const rolesOf = (kind: 'token' | 'member', holder: string) => `
      select ${json(ROLE, 'h.position')} from role_holders h join roles r on r.id = h.role_id
      where h.holder_kind = '${kind}' and h.holder_id = ${holder}`;
  return `
    case when t.custom_role_ids is not null then (${rolesOf('token', 't.id')}) end as scope_roles,
    case when t.kind = 'personal' and m.custom_role_ids <> '[]' then (${rolesOf('member', 'm.id')}) end as direct_roles,
    case when t.kind = 'personal' and exists (select 1 from team_members b where b.member_id = m.id) then (
      select ${json(`${TEAM}, ${ROLE}`, 'e.key, h.position')} from team_members b join teams e on e.id = b.team_id
      left join role_holders h on h.holder_kind = 'team' and h.holder_id = e.id
      left join roles r on r.id = h.role_id
      where b.member_id = m.id) end as team_roles,
    case when t.kind = 'personal' and exists (select 1 from team_grants g where g.member_id = m.id) then (
      select ${json("'team_id', e.id, 'team_key', e.key, 'actions', g.actions", 'e.key, g.position')}
      from team_grants g join teams e on e.id = g.team_id
      where g.member_id = m.id) end as team_grants`;
}

export type SecretOwnerRow = TokenWithMemberRow & {
  readonly secret_id: string;
  readonly secret_digest: Uint8Array;
  readonly secret_ends_at: number | null;
  readonly rules_version: number;
  /** Rows as JSON; null: none. */
  readonly scope_roles: string | null;
  readonly direct_roles: string | null;
  readonly team_roles: string | null;
  readonly team_grants: string | null;
};

export function secretOwnerFromRow(row: SecretOwnerRow): SecretOwner {
  return {
    ...tokenWithMemberFromRow(row),
    secretId: row.secret_id,
    secretDigest: row.secret_digest,
    secretEndsAt: row.secret_ends_at,
    rulesVersion: row.rules_version,
    held: heldFromRow(row),
  };
}

/** Most tokens have no roles: in memory all of these share one object. */
function heldFromRow({ scope_roles, direct_roles, team_roles, team_grants }: SecretOwnerRow): HeldRoles {
  if ((scope_roles ?? direct_roles ?? team_roles ?? team_grants) === null) return NO_ROLES;
  return {
    scope: rows<HeldRoleRow>(scope_roles).map(heldRoleFromRow),
    direct: rows<HeldRoleRow>(direct_roles).map(heldRoleFromRow),
    teams: heldTeamsFromRows(rows<TeamRoleRow>(team_roles)),
    grants: rows<GrantRow>(team_grants).map(heldGrantFromRow),
  };
}

const NO_ROWS: readonly never[] = [];

function rows<Row>(json: string | null): readonly Row[] {
  return json === null ? NO_ROWS : (JSON.parse(json) as Row[]);
}
