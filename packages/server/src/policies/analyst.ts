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
import { Failure } from '../failure.ts';
import { RequestThread } from '../request-thread.ts';

/** Each may take a second: past this many the last would wait too long to be of use. */
const QUESTION_LIMIT = 16;

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
 * would wait.
 */
export class Analyst {
  /** Grants wait for their answer, so questions that anybody may ask have a thread apart from theirs. */
  readonly #grants = analystThread();
  readonly #questions = analystThread();

  /** Whether the outer rights allow everything that the inner ones allow. Base roles are compared at once. */
  async contains(
    outer: RightsSource,
    inner: RightsSource,
    types: readonly TypeDeclaration[],
    innerKind: InnerKind = 'whole',
  ): Promise<Containment> {
    if (types.length === 0 && isBaseRole(outer) && isBaseRole(inner)) {
      return contains(
        compileRights(outer, builtInCatalogue),
        compileRights(inner, builtInCatalogue),
        builtInCatalogue,
      );
    }
    return (await ask(this.#grants, { kind: 'contains', outer, inner, innerKind, types })) as Containment;
  }

  async diff(from: RightsSource, to: RightsSource, types: readonly TypeDeclaration[]): Promise<RightsDiff> {
    return (await ask(this.#questions, { kind: 'diff', from, to, types })) as RightsDiff;
  }

  async lint(
    policy: Policy,
    options: Omit<LintOptions, 'clock'>,
    types: readonly TypeDeclaration[],
  ): Promise<readonly Lint[]> {
    return (await ask(this.#questions, { kind: 'lint', policy, options, types })) as readonly Lint[];
  }

  /** Decides requests for the rights of each source, and explains them for the last. */
  async decide(
    sources: readonly RightsSource[],
    requests: readonly AccessRequest[],
    mode: DecisionMode,
    types: readonly TypeDeclaration[],
  ): Promise<readonly DecidedRequest[]> {
    return (await ask(this.#questions, {
      kind: 'decide',
      sources,
      requests,
      mode,
      types,
    })) as readonly DecidedRequest[];
  }

  /** What the rights allow, for each type and action. */
  async permissions(source: RightsSource, types: readonly TypeDeclaration[]): Promise<PermissionSides> {
    return (await ask(this.#questions, { kind: 'permissions', source, types })) as PermissionSides;
  }

  async close(): Promise<void> {
    await Promise.all([this.#grants.end(), this.#questions.end()]);
  }
}

function ask(thread: AnalystThread, question: AnalysisQuestion): Promise<AnalysisAnswer> {
  if (thread.waiting < QUESTION_LIMIT) return thread.ask(question);
  throw new Failure('service_unavailable', 'Too many policies are being analysed at once. Try again later.', {
    retryAfterSeconds: 1,
  });
}

type AnalystThread = RequestThread<AnalysisQuestion, AnalysisAnswer>;

function analystThread(): AnalystThread {
  return new RequestThread(new URL('./analyst-thread.ts', import.meta.url));
}

function isBaseRole({ scope, holder }: RightsSource): boolean {
  const hasOnlyRole =
    holder === undefined ||
    ((holder.customRoles ?? []).length === 0 && (holder.teamRoles ?? []).length === 0);
  return hasOnlyRole && (scope === undefined || 'role' in scope);
}
