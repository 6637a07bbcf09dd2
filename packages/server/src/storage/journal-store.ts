/** What became of an entity: everything that tells which of its rights have ended. No name, no policy, no digest of a secret. */
export type EntityState = {
  /** Of the change after which it was so, or a later one. */
  readonly number: number;
  readonly at: number;
  readonly accountId: string;
  readonly id: string;
} & (
  | {
      readonly kind: 'token';
      readonly isEnded: boolean;
      readonly isDisabled: boolean;
      readonly expiresAt: number | null;
      /** Each secret that lives, with its end. Every other secret of the token has ended. */
      readonly secrets: Readonly<Record<string, number | null>>;
      /** Over what it may do, and from where. */
      readonly rights: string;
    }
  | {
      readonly kind: 'member';
      readonly isEnded: boolean;
      readonly rights: string;
      /** Over the digest of the password; null: there is none. */
      readonly password: string | null;
    }
  | { readonly kind: 'role'; readonly isEnded: boolean; readonly rights: string }
  | { readonly kind: 'team'; readonly isEnded: boolean; readonly rights: string }
  | { readonly kind: 'account'; readonly isEnded: boolean; readonly rights: string }
);

export type EntityKind = EntityState['kind'];

/** What is compared with the state of an entity in older data. */
export type EntityRights<Kind extends EntityKind = EntityKind> = Kind extends EntityKind
  ? Omit<Extract<EntityState, { kind: Kind }>, 'number' | 'at' | 'accountId' | 'id'>
  : never;

export interface ChangedStates {
  readonly states: readonly EntityState[];
  /** The number of the last change that was looked at. */
  readonly readTo: number;
  /** Whether there may be further ones. */
  readonly hasMore: boolean;
}

export interface JournalReads {
  /** 0: nothing has changed yet. */
  findNewestChange(): Promise<number>;
  /** What became of each entity that changed after the change with this number; a bounded number of them. */
  readStatesAfter(number: number, nowMs: number): Promise<ChangedStates>;
  /** Each of these entities as it is now, by its id; what was never there, or is no more, is missing. */
  readStates(
    kind: EntityKind,
    ids: readonly string[],
    nowMs: number,
  ): Promise<ReadonlyMap<string, EntityRights>>;
}
