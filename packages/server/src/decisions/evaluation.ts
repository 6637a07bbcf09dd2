/** What AuthZEN calls an entity: `properties` are what whoever asks says of it. */
export interface Entity {
  readonly type: string;
  readonly id: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The question of OpenID AuthZEN: may the subject do the action to the resource? */
export interface Evaluation {
  readonly subject: Entity;
  readonly action: { readonly name: string };
  readonly resource: Entity;
}

export type EvaluationReason =
  | 'allow'
  | 'explicit_deny'
  | 'implicit_deny'
  /** The scope of the token allows it, its member may not do it. */
  | 'exceeds_member'
  /** The token does not work, or there is none. */
  | 'token_inactive'
  /** There is no such member or team, or no such kind of subject. */
  | 'unknown_subject'
  /** The text names no resource of that type. */
  | 'unknown_resource';

export interface EvaluationAnswer {
  readonly decision: boolean;
  readonly context: {
    readonly reason: EvaluationReason;
    /** What decided, for whoever may view the role. */
    readonly statement?: { readonly role: string; readonly index: number };
  };
}
