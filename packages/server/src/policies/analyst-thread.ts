import { compileRights, contains, diff, lint } from '@keyward/policy';
import { answerQuestions } from '../request-thread.ts';
import { type AccountTypes, accountTypesFrom } from '../resource-types/account-types.ts';
import type { AnalysisAnswer, AnalysisQuestion } from './analyst.ts';

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
      );
    case 'diff':
      return diff(compileRights(question.from, catalogue), compileRights(question.to, catalogue), catalogue);
    case 'lint':
      return lint(question.policy, catalogue, question.options);
  }
});
