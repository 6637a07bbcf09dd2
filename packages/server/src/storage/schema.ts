import type { ColumnType, Generated } from 'kysely';

/** Tables as both databases have them: times in milliseconds, JSON as text, no booleans. */
export interface Schema {
  accounts: AccountTable;
  members: MemberTable;
  tokens: TokenTable;
  token_secrets: TokenSecretTable;
  token_list: TokenListTable;
  token_tags: TokenTagTable;
  token_totals: TokenTotalTable;
  member_totals: MemberTotalTable;
  ended_uses: EndedUseTable;
  token_usage: TokenUsageTable;
  account_usage: AccountUsageTable;
  usage_batches: UsageBatchTable;
  token_days: TokenDaysView;
  secret_forms: SecretFormTable;
  audit_entries: AuditEntryTable;
  resource_types: ResourceTypeTable;
  gateway_routes: GatewayRouteTable;
  change_log: ChangeLogTable;
  sequence: SequenceTable;
  roles: RoleTable;
  role_holders: RoleHolderTable;
  teams: TeamTable;
  team_members: TeamMemberTable;
  team_grants: TeamGrantTable;
  one_time_codes: OneTimeCodeTable;
  device_requests: DeviceRequestTable;
  idempotent_calls: IdempotentCallTable;
  epochs: EpochTable;
  auth_user: AuthUserTable;
  auth_session: AuthSessionTable;
  auth_account: AuthAccountTable;
}

/** Written once, never changed. */
type Fixed<T> = ColumnType<T, T, never>;

export interface AccountTable {
  id: Fixed<string>;
  key: Fixed<string>;
  organization: string;
  /** The settings that are not the default, as JSON. */
  settings: string;
  /** Grows with every change of the settings, the resource types or the gateway routes. */
  rules_version: number;
  created_at: Fixed<number>;
}

export interface MemberTable {
  id: Fixed<string>;
  account_id: Fixed<string>;
  email: string;
  /** The address as it is compared: NFKC, lower case. Unique among living members of the deployment. */
  email_key: string;
  first_name: string;
  last_name: string;
  /** The name, else the address, as it is searched and sorted. */
  display_key: string;
  role: string;
  created_at: Fixed<number>;
  /** When the invitation was accepted; null: it is pending. */
  accepted_at: number | null;
  removed_at: number | null;
  version: number;
  last_seen_at: number | null;
  last_seen_token_id: string | null;
  /** As JSON, in the order in which they were given. */
  custom_role_ids: string;
  role_attributes: string;
}

export interface TokenTable {
  id: Fixed<string>;
  account_id: Fixed<string>;
  kind: Fixed<string>;
  member_id: Fixed<string>;
  name: string;
  description: string;
  /** The base role, when that is the scope. */
  role: string | null;
  /** The ids of custom roles as JSON, when they are the scope. */
  custom_role_ids: string | null;
  /** The policy of the token's own as JSON, when that is the scope. */
  inline_role: string | null;
  default_api_version: Fixed<number>;
  created_at: Fixed<number>;
  modified_at: number;
  expires_at: number | null;
  disabled_at: number | null;
  deleted_at: number | null;
  /** Who deleted it, as JSON. */
  deleted_by: string | null;
  version: number;
  last_four: string;
  /** CIDR ranges and addresses as JSON. */
  allowed_ips: string;
  tags: string;
  last_used_at: number | null;
  last_used_address: string | null;
  last_used_agent: string | null;
  /** How often it was called in the days of `token_usage` that count. */
  requests: Generated<number>;
}

export interface TokenSecretTable {
  id: Fixed<string>;
  account_id: Fixed<string>;
  token_id: Fixed<string>;
  digest: Uint8Array;
  pepper_id: string;
  prefix: Fixed<string>;
  last_four: Fixed<string>;
  created_at: Fixed<number>;
  superseded_at: number | null;
  ends_at: number | null;
  last_used_at: number | null;
}

/** What lists of tokens read, kept by triggers: one row for each token that was not deleted. */
export interface TokenListTable {
  row: Fixed<number>;
  account_id: Fixed<string>;
  token_id: Fixed<string>;
  kind: Fixed<string>;
  /** 0: enabled, 1: disabled, 2: its holder is gone. */
  state: Fixed<number>;
  created_at: Fixed<number>;
  modified_at: Fixed<number>;
  /** A token without expiry has the greatest number there is. */
  expires_at: Fixed<number>;
  /** 0: never. */
  used_at: Fixed<number>;
  role: Fixed<string | null>;
  member_id: Fixed<string>;
  /** The name, A to Z as small letters. */
  name_key: Fixed<string>;
  tags: Fixed<string>;
}

export interface TokenTagTable {
  account_id: Fixed<string>;
  tag: Fixed<string>;
  token_id: Fixed<string>;
}

/** How many tokens are in the list. */
export interface TokenTotalTable {
  account_id: Fixed<string>;
  kind: Fixed<string>;
  total: Fixed<number>;
}

/** How many members were not removed; on SQLite alone. */
export interface MemberTotalTable {
  account_id: Fixed<string>;
  total: Fixed<number>;
}

/** When a secret of a token was last used after it had ended. */
export interface EndedUseTable {
  token_id: Fixed<string>;
  account_id: Fixed<string>;
  at: number;
}

/** What became of the calls with a token: one row for each that was ever called. */
export interface TokenUsageTable {
  token_id: Fixed<string>;
  account_id: Fixed<string>;
  /** As JSON: `[day, allowed, denied, refused]` for each day with a call, the newest first, 30 at most. */
  days: string;
  /** The oldest of them that `tokens.requests` counts; null: none. */
  oldest_day: number | null;
}

/** What became of the calls with all tokens of a kind on one day. */
export interface AccountUsageTable {
  account_id: Fixed<string>;
  kind: Fixed<string>;
  day: Fixed<number>;
  allowed: number;
  denied: number;
  refused: number;
}

/** The latest batch that each recorder wrote. */
export interface UsageBatchTable {
  recorder_id: Fixed<string>;
  number: number;
  at: number;
  /** The last one that was added up for its account too; nodes of an earlier version do not write it. */
  summed_number: number | null;
}

/** A view: what became of calls with each token, on each day. */
export interface TokenDaysView {
  token_id: Fixed<string>;
  day: Fixed<number>;
  allowed: Fixed<number>;
  denied: Fixed<number>;
  refused: Fixed<number>;
}

export interface SecretFormTable {
  pepper_id: string;
  prefix: string;
}

export interface AuditEntryTable {
  number: Fixed<number>;
  id: Fixed<string>;
  account_id: Fixed<string>;
  /** The place in the chain of the account, from 1 on. */
  position: Fixed<number>;
  at: Fixed<number>;
  action: Fixed<string>;
  resource: Fixed<string>;
  /** The types of the resource: `member/*:token/*`. */
  type_chain: Fixed<string>;
  name: Fixed<string>;
  description: Fixed<string>;
  /** The record as JSON. */
  record: Fixed<string>;
  /** The patch and the versions as JSON. */
  details: Fixed<string | null>;
  /** Over the hash before it and every other column: `audit/audit-chain.ts`. */
  hash: Fixed<Uint8Array>;
}

export interface GatewayRouteTable {
  account_id: Fixed<string>;
  key: Fixed<string>;
  method: string;
  path: string;
  resource: string;
  action: string;
}

export interface ResourceTypeTable {
  account_id: Fixed<string>;
  name: Fixed<string>;
  /** The declaration as JSON. */
  declaration: string;
}

export interface RoleTable {
  id: Fixed<string>;
  account_id: Fixed<string>;
  key: Fixed<string>;
  name: string;
  description: string;
  policy: string;
  base_permissions: string;
  resource_category: string | null;
  created_at: Fixed<number>;
  modified_at: number;
  version: number;
}

/** The way back from a role to the tokens, members and teams that hold it. */
export interface RoleHolderTable {
  holder_kind: Fixed<string>;
  holder_id: Fixed<string>;
  role_id: Fixed<string>;
  account_id: Fixed<string>;
  position: Fixed<number>;
}

export interface TeamTable {
  id: Fixed<string>;
  account_id: Fixed<string>;
  key: Fixed<string>;
  name: string;
  description: string;
  custom_role_ids: string;
  role_attributes: string;
  /** When each role was given, by its id, as JSON. */
  roles_given_at: string;
  created_at: Fixed<number>;
  modified_at: number;
  version: number;
}

export interface TeamMemberTable {
  team_id: Fixed<string>;
  member_id: Fixed<string>;
  account_id: Fixed<string>;
}

/** What a member may do to a team, without any role. */
export interface TeamGrantTable {
  team_id: Fixed<string>;
  member_id: Fixed<string>;
  /** The name of a set of actions, or a list of them, as JSON. */
  actions: Fixed<string>;
  account_id: Fixed<string>;
  position: Fixed<number>;
}

export interface ChangeLogTable {
  number: Fixed<number>;
  account_id: Fixed<string | null>;
  entity_kind: Fixed<string>;
  entity_id: Fixed<string>;
  at: Fixed<number>;
}

export interface SequenceTable {
  name: Fixed<string>;
  value: number;
}

export interface EpochTable {
  id: Fixed<string>;
  number: Fixed<number>;
  started_at: Fixed<number>;
  from_number: Fixed<number>;
  backup_at: Fixed<number | null>;
  /** As JSON. */
  doubts: string | null;
  accepted_at: number | null;
}

/** Times in Better Auth's tables: ISO text on SQLite, dates on PostgreSQL. */
export type StoredTime = string | Date;
type TimeColumn = ColumnType<StoredTime, string, string>;

export interface AuthUserTable {
  id: Fixed<string>;
  name: string;
  /** The `email_key` of the member. */
  email: string;
  created_at: TimeColumn;
  updated_at: TimeColumn;
  member_id: Fixed<string>;
}

export interface AuthSessionTable {
  id: Fixed<string>;
  user_id: Fixed<string>;
  ip_address: string | null;
  user_agent: string | null;
  /** When the member signed in. */
  created_at: TimeColumn;
  /** When the session was last used. */
  updated_at: TimeColumn;
}

export interface AuthAccountTable {
  id: Fixed<string>;
  user_id: Fixed<string>;
  provider_id: Fixed<string>;
  provider_account_id: Fixed<string>;
  password: string | null;
  created_at: TimeColumn;
  updated_at: TimeColumn;
}

export interface OneTimeCodeTable {
  kind: Fixed<string>;
  subject_id: Fixed<string>;
  digest: Uint8Array;
  expires_at: number;
}

export interface DeviceRequestTable {
  id: Fixed<string>;
  device_code_digest: Fixed<Uint8Array>;
  user_code_digest: Fixed<Uint8Array>;
  program: Fixed<string>;
  device_name: Fixed<string>;
  address: Fixed<string>;
  role: string;
  life_seconds: Fixed<number>;
  created_at: Fixed<number>;
  expires_at: Fixed<number>;
  status: string;
  /** In which it was decided. */
  session_id: string | null;
}

export interface IdempotentCallTable {
  account_id: Fixed<string>;
  caller: Fixed<string>;
  operation: Fixed<string>;
  key: Fixed<string>;
  body_digest: Fixed<Uint8Array>;
  target_id: Fixed<string | null>;
  /** The answer as JSON, when it held no secret. */
  answer: string | null;
  at: Fixed<number>;
}
