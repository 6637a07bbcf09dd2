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
import { permissionSides } from './permission-sides.ts';

let latest: { readonly key: string; readonly types: AccountTypes } | undefined;

/** The catalogue of the last question is kept: questions of one account come together. */
function catalogueFor(declarations: AnalysisQuestion['types']) {
  const key = JSON.stringify(declarations);
  if (latest?.key !== key) latest = { key, types: accountTypesFrom(declarations) };
  return latest.types.catalogue;
}

/**
 * Milliseconds that this thread has worked: what is provable must not depend on how busy the machine is with other things.
 */
function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
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
        cpuTime,
      );
    case 'diff':
      return diff(
        compileRights(question.from, catalogue),
        compileRights(question.to, catalogue),
        catalogue,
        'whole',
        cpuTime,
      );
    case 'decide':
      return decideAll(question, catalogue);
    case 'permissions':
      return permissionSides(compileRights(question.source, catalogue), cpuTime);
    case 'lint':
      return lint(question.policy, catalogue, { ...question.options, clock: cpuTime });
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

type DecideQuestion = Extract<AnalysisQuestion, { readonly kind: 'decide' }>;
