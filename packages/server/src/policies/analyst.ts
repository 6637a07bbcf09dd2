import {
  type AccessRequest,
  builtInCatalogue,
  type ChainPermissions,
  type Containment,
  compileRights,
  contains,
  type Explanation,
  type InnerKind,
  type Lint,
  type LintOptions,
  type Policy,
  type RightsDiff,
  type RightsSource,
  type TypeDeclaration,
} from '@keyward/policy';
import { RequestThread } from '../request-thread.ts';
import { hasBaseRolesOnly } from '../verification/principal.ts';
import { AccountTurns } from './account-turns.ts';

/** A question about policies as data, with the account's own resource types. */
export type AnalysisQuestion =
  | {
      readonly kind: 'contains';
      readonly outer: RightsSource;
      readonly inner: RightsSource;
      readonly innerKind: InnerKind;
      readonly types: readonly TypeDeclaration[];
    }
  | {
      readonly kind: 'diff';
      readonly from: RightsSource;
      readonly to: RightsSource;
      readonly types: readonly TypeDeclaration[];
    }
  | {
      readonly kind: 'lint';
      readonly policy: Policy;
      readonly options: Omit<LintOptions, 'clock'>;
      readonly types: readonly TypeDeclaration[];
    }
  | {
      readonly kind: 'permissions';
      readonly source: RightsSource;
      readonly types: readonly TypeDeclaration[];
    }
  | {
      readonly kind: 'decide';
      readonly sources: readonly RightsSource[];
      readonly requests: readonly AccessRequest[];
      readonly mode: DecisionMode;
      readonly types: readonly TypeDeclaration[];
    };

/** What the rights allow as a whole, and what each side of them would allow alone. */
export interface PermissionSides {
  readonly whole: readonly ChainPermissions[];
  readonly scope?: readonly ChainPermissions[];
  readonly holder?: readonly ChainPermissions[];
}

/** Whose question it is, and the types that count for it. A principal is one. */
export interface Asker {
  readonly accountId: string;
  readonly types: { readonly declarations: readonly TypeDeclaration[] };
}

/** `effective` asks for the view right too: what one cannot view one cannot change. */
export type DecisionMode = 'effective' | 'raw';

export interface DecidedRequest {
  readonly request: AccessRequest;
  /** The answer for each source. */
  readonly allowed: readonly boolean[];
  /** Why, for the last source. */
  readonly explanation: Explanation;
}

export type AnalysisAnswer =
  | Containment
  | RightsDiff
  | readonly Lint[]
  | readonly DecidedRequest[]
  | PermissionSides;

/**
 * Compares and lints policies on a thread of its own: each question may take a second, in which every verification
 * would wait. Accounts take turns.
 */
export class Analyst {
  /** Grants wait for their answer, so questions that anybody may ask have a thread apart from theirs. */
  readonly #grants = new AnalystThread();
  readonly #questions = new AnalystThread();

  /** Whether the outer rights allow everything that the inner ones allow. Base roles are compared at once. */
  async contains(
    outer: RightsSource,
    inner: RightsSource,
    asker: Asker,
    innerKind: InnerKind = 'whole',
  ): Promise<Containment> {
    const types = asker.types.declarations;
    if (types.length === 0 && hasBaseRolesOnly({ source: outer }) && hasBaseRolesOnly({ source: inner })) {
      return contains(
        compileRights(outer, builtInCatalogue),
        compileRights(inner, builtInCatalogue),
        builtInCatalogue,
      );
    }
    const question = { kind: 'contains', outer, inner, innerKind, types } as const;
    return (await this.#grants.ask(asker, question)) as Containment;
  }

  async diff(from: RightsSource, to: RightsSource, asker: Asker): Promise<RightsDiff> {
    const types = asker.types.declarations;
    return (await this.#questions.ask(asker, { kind: 'diff', from, to, types })) as RightsDiff;
  }

  async lint(policy: Policy, options: Omit<LintOptions, 'clock'>, asker: Asker): Promise<readonly Lint[]> {
    const types = asker.types.declarations;
    return (await this.#questions.ask(asker, { kind: 'lint', policy, options, types })) as readonly Lint[];
  }

  /** Decides requests for the rights of each source, and explains them for the last. */
  async decide(
    sources: readonly RightsSource[],
    requests: readonly AccessRequest[],
    mode: DecisionMode,
    asker: Asker,
  ): Promise<readonly DecidedRequest[]> {
    const types = asker.types.declarations;
    const question = { kind: 'decide', sources, requests, mode, types } as const;
    return (await this.#questions.ask(asker, question)) as readonly DecidedRequest[];
  }

  /** What the rights allow, for each type and action. */
  async permissions(source: RightsSource, asker: Asker): Promise<PermissionSides> {
    const types = asker.types.declarations;
    return (await this.#questions.ask(asker, { kind: 'permissions', source, types })) as PermissionSides;
  }

  /** Nothing is asked any more, not even what waits: a question that began now would hold up the end of the process. */
  async close(): Promise<void> {
    await Promise.all([this.#grants.end(), this.#questions.end()]);
  }
}

/** One question at a time: should the thread fail over it, those of others are asked of a new one. */
class AnalystThread {
  readonly #thread = new RequestThread<AnalysisQuestion, AnalysisAnswer>(
    new URL('./analyst-thread.ts', import.meta.url),
  );
  readonly #turns = new AccountTurns();

  /** @throws Failure `service_unavailable` */
  ask({ accountId }: Asker, question: AnalysisQuestion): Promise<AnalysisAnswer> {
    return this.#turns.take(accountId, () => this.#thread.ask(question));
  }

  end(): Promise<void> {
    this.#turns.close();
    return this.#thread.end();
  }
}
