import {
  type Catalogue,
  compileRights,
  contains,
  decide,
  decideEffective,
  diff,
  explain,
  lint,
} from '@keyward/policy';
import { answerQuestions } from '../request-thread.ts';
import { type AccountTypes, accountTypesFrom } from '../resource-types/account-types.ts';
import type { AnalysisAnswer, AnalysisQuestion, DecidedRequest } from './analyst.ts';

let latest: { readonly key: string; readonly types: AccountTypes } | undefined;

/** The catalogue of the last question is kept: questions of one account come together. */
function catalogueFor(declarations: AnalysisQuestion['types']) {
  const key = JSON.stringify(declarations);
  if (latest?.key !== key) latest = { key, types: accountTypesFrom(declarations) };
  return latest.types.catalogue;
}

answerQuestions((question: AnalysisQuestion): AnalysisAnswer => {
  const catalogue = catalogueFor(question.types);
  switch (question.kind) {
    case 'contains':
      return contains(
        compileRights(question.outer, catalogue),
        compileRights(question.inner, catalogue),
        catalogue,
        question.innerKind,
        workedMs,
      );
    case 'diff':
      return diff(compileRights(question.from, catalogue), compileRights(question.to, catalogue), catalogue);
    case 'decide':
      return decideAll(question, catalogue);
    case 'lint':
      return lint(question.policy, catalogue, question.options);
  }
});

function decideAll({ sources, requests, mode }: DecideQuestion, catalogue: Catalogue): DecidedRequest[] {
  const rights = sources.map((source) => compileRights(source, catalogue));
  const last = rights.at(-1) ?? compileRights({}, catalogue);
  const answer = mode === 'effective' ? decideEffective : decide;
  return requests.map((request) => ({
    request,
    allowed: rights.map((each) => answer(each, request).allowed),
    explanation: explain(last, request),
  }));
}

/** How long this thread has worked. On a busy machine, waiting for a turn is no reason to leave a grant unproved. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

type DecideQuestion = Extract<AnalysisQuestion, { readonly kind: 'decide' }>;
