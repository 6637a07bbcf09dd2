import type { Static } from 'typebox';
import type { Evaluation } from '../decisions/evaluation.ts';
import { Failure } from '../failure.ts';
import { documentCheck } from './check-document.ts';
import { EvaluationSchema, type EvaluationsSchema, type SEMANTICS } from './schemas/evaluation.ts';

/** A question that cannot be read: what is wrong with it. */
export interface BrokenEvaluation {
  readonly broken: string;
}

type Defaults = Static<typeof EvaluationsSchema>;

const checkEvaluation = documentCheck(EvaluationSchema);

/** Each question of a batch: what it says of an entity replaces what stands beside them all, but for the names that it leaves out. */
export function batchedEvaluations(
  defaults: Defaults,
  items: readonly object[],
): readonly (Evaluation | BrokenEvaluation)[] {
  return items.map((item) => readItem({ ...defaults, ...withNames(item, defaults) }));
}

function withNames(item: object, defaults: Defaults): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([field, value]) => {
      const isEntity = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isEntity || (field !== 'subject' && field !== 'resource')) return [field, value];
      const { type, id } = defaults[field] ?? {};
      return [field, { ...(type !== undefined && { type }), ...(id !== undefined && { id }), ...value }];
    }),
  );
}

function readItem(document: unknown): Evaluation | BrokenEvaluation {
  try {
    return checkEvaluation(document);
  } catch (error) {
    if (error instanceof Failure) return { broken: error.message };
    throw error;
  }
}

/** Whether what comes after an answer need not be decided. */
export const ENOUGH: Readonly<Record<(typeof SEMANTICS)[number], (decision: boolean) => boolean>> = {
  execute_all: () => false,
  deny_on_first_deny: (decision) => !decision,
  permit_on_first_permit: (decision) => decision,
};
