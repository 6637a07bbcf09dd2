/** Rights are one part or two: the scope of a token, the rights of its holder, or both at once. */
export type RightsPart = 'scope' | 'holder';

export type Outcome =
  | 'allow'
  /** A deny statement matched and nothing in another role allows. */
  | 'explicit_deny'
  /** No statement matched. */
  | 'implicit_deny';

export interface Decision {
  readonly allowed: boolean;
  readonly outcome: Outcome;
  /** The part that refused; of an allow, the first part. */
  readonly part: RightsPart;
  /** The role that decided, or null where none did. An inline role is called `inlineRole`. */
  readonly role: string | null;
  /**
   * The index in the role's policy of the statement that decided, or null where none did. Statements that come
   * from `basePermissions` are counted after the role's own.
   */
  readonly statement: number | null;
}
