import type {
  BaseRole,
  Containment,
  Lint,
  Policy,
  PolicyProblem,
  RightsDiff,
  RightsSource,
  SmallestChange,
  TypeDeclaration,
} from '@keyward/policy';

/** Whose policy it is: that of a role with what it starts from, or of a token. */
export type Subject =
  | { readonly kind: 'role'; readonly base: BaseRole }
  | { readonly kind: 'service' }
  | { readonly kind: 'personal' };

/** What is tried: an action on a resource, as they are typed. */
export interface Try {
  readonly action: string;
  readonly resource: string;
}

/** Everything that is asked of the engine about one policy. */
export interface Question {
  /** JSON. */
  readonly text: string;
  readonly subject: Subject;
  /** What the account declared itself. */
  readonly types: readonly TypeDeclaration[];
  /** What the viewer may do; undefined where that cannot be seen from here. */
  readonly own: RightsSource | undefined;
  /** The role as it is stored. */
  readonly before?: { readonly policy: Policy; readonly base: BaseRole } | undefined;
  readonly tries: readonly Try[];
}

export interface TryAnswer {
  readonly asked: Try;
  readonly outcome: 'allow' | 'explicit_deny' | 'implicit_deny' | 'unreadable';
  readonly sentence: string;
  /** Those of the policy that decided. */
  readonly statements: readonly number[];
  readonly nearMisses: readonly string[];
  readonly change?: SmallestChange | undefined;
}

export interface OwnComparison {
  /** Actions that the policy allows on some resource, of how many there are. */
  readonly reached: number;
  readonly total: number;
  /** Undefined where the viewer's own access is not known. */
  readonly containment: Containment | undefined;
}

/** What is known of the policy by now; parts that take longer come later. */
export interface Analysis {
  readonly problems?: readonly PolicyProblem[];
  readonly words?: readonly string[];
  readonly tries?: readonly TryAnswer[];
  readonly lints?: readonly Lint[];
  readonly comparison?: OwnComparison | undefined;
  readonly difference?: RightsDiff | undefined;
}
