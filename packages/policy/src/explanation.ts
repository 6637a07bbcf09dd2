import type { BaseRole } from './base-role.ts';
import type { Decision, RightsPart } from './decision.ts';
import type { Policy, Statement } from './statement.ts';

/** Why a request is decided as it is. Statements are counted from zero here and from one in sentences. */
export interface Explanation {
  /** What `decideEffective` answers. */
  readonly decision: Decision;
  readonly sentence: string;
  /** The statements that decided. Policies with only these give the same decision. */
  readonly statements: readonly StatementReference[];
  /** Each part that refuses by itself; none when the request is allowed. */
  readonly refusedBy: readonly RightsPart[];
  /** Statements that would have allowed the request but for one thing, the most telling first. */
  readonly nearMisses: readonly NearMiss[];
  /** Absent when the request is allowed, and when no statement that can be stored would allow it. */
  readonly smallestChange?: SmallestChange;
}

export interface StatementReference {
  readonly part: RightsPart;
  readonly role: string;
  readonly statement: number;
}

/** The one thing in which a statement fails. */
export type Failing =
  /** It allows the request, but another statement of its role denies it. */
  | 'denied'
  /** It allows the action, but nothing allows the view that this needs. */
  | 'view_right'
  | 'action'
  | 'name'
  | 'tag'
  | 'flag'
  | 'view'
  /** An entry of `notResources` leaves the resource out. */
  | 'excluded'
  /** A placeholder has no value. */
  | 'attribute'
  /** It is about a resource above this one. */
  | 'level';

export interface NearMiss extends StatementReference {
  readonly failing: Failing;
  /** What it would take: actions, selectors, the statement that denies or the view that is missing. */
  readonly needed: readonly string[];
  readonly sentence: string;
}

/** Few edits that together allow the request: as few as possible, and of those the narrowest. */
export interface SmallestChange {
  readonly edits: readonly Edit[];
  readonly sentence: string;
}

/** Edits of one change do not shift the numbers of statements in one another. */
export type Edit =
  | {
      readonly kind: 'add_statement';
      readonly part: RightsPart;
      readonly role: string;
      readonly statement: Statement;
    }
  | {
      readonly kind: 'remove_statement';
      readonly part: RightsPart;
      readonly role: string;
      readonly statement: number;
    }
  /** A further custom role of the scope; for a holder a role through a team, which replaces nothing. */
  | { readonly kind: 'add_role'; readonly part: RightsPart; readonly policy: Policy }
  /** Another base role for a scope that is a base role. */
  | { readonly kind: 'set_base_role'; readonly part: 'scope'; readonly role: BaseRole };
