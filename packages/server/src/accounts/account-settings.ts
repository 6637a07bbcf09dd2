/** What an account decides for itself. A setting that was never changed has its default. */
export interface AccountSettings {
  /** The longest life that a token may be given; null: any. */
  readonly maximumTokenLifetimeDays: number | null;
  /** The life of a token that is created without an expiry; null: without end. */
  readonly defaultTokenLifetimeDays: number | null;
  /** Whether a token may be without an expiry. */
  readonly neverExpiringTokens: boolean;
  /** For how long a token may be neither used nor changed before it is disabled; null: for ever. */
  readonly disableIdleTokensAfterDays: number | null;
  /** The longest time for which a reset may keep an old secret alive. */
  readonly maximumOverlapHours: number;
  /** How many live service tokens there may be. */
  readonly serviceTokenLimit: number;
  /** Whether every signed-in member may make and manage personal tokens of their own, whatever the role. */
  readonly selfServiceTokens: boolean;
  /** Whether tokens may call the management API. Sessions, caller identity and the doors go on. */
  readonly restApi: boolean;
  /** Whether service tokens may be made and used. */
  readonly serviceTokens: boolean;
  /** Whether custom roles may be made and given. */
  readonly customRoles: boolean;
}

export const DEFAULT_SETTINGS: AccountSettings = {
  maximumTokenLifetimeDays: null,
  defaultTokenLifetimeDays: null,
  neverExpiringTokens: true,
  disableIdleTokensAfterDays: null,
  maximumOverlapHours: 30 * 24,
  serviceTokenLimit: 200,
  selfServiceTokens: true,
  restApi: true,
  serviceTokens: true,
  customRoles: true,
};
