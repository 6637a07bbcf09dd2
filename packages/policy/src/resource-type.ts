export type AccessLevel = 'read' | 'write' | 'admin' | 'owner';

/** What somebody says of a type of resource to bring it into a catalogue. */
export interface TypeDeclaration {
  readonly name: string;
  /** The types it can stand under; none for a type at the top. */
  readonly parents?: readonly string[];
  /** Whether there is only one of it, written without a name, as `acct` is. */
  readonly nameless?: boolean;
  /** Whether its resources carry tags. */
  readonly tags?: boolean;
  /** The flags of its resources, such as `critical`. */
  readonly flags?: readonly string[];
  /** Whether its resources belong to views. */
  readonly views?: boolean;
  /** The action without which one does nothing to the resource or to anything below it. */
  readonly viewAction?: string;
  readonly actions: Readonly<Record<string, AccessLevel>>;
  /** The level of actions that are not listed. Default `write`. */
  readonly otherActions?: AccessLevel;
}

/** Who declared a type: Keyward itself, LaunchDarkly's list, or the account. */
export type TypeOrigin = 'keyward' | 'launchdarkly' | 'account';

export interface ResourceType extends Required<Omit<TypeDeclaration, 'viewAction'>> {
  readonly origin: TypeOrigin;
  readonly viewAction: string | undefined;
  /** Every place it can stand, as a specifier whose names are all `*`: `proj/*:env/*:flag/*`. */
  readonly chains: readonly string[];
}

/** Actions by level, each level a text of names between spaces. */
export function levels(names: Partial<Record<AccessLevel, string>>): Record<string, AccessLevel> {
  const actions: Record<string, AccessLevel> = {};
  for (const level of ['read', 'write', 'admin', 'owner'] as const) {
    for (const action of names[level]?.match(/\w+/g) ?? []) actions[action] = level;
  }
  return actions;
}
