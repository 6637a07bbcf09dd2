import { FAILURE_CODES, Failure, type FailureCode } from '../failure.ts';
import type { ControlResults, ControlVerb } from './control-request.ts';

/** One line of JSON, from the service to the shell. */
export type ControlAnswer =
  | { readonly done: ControlResults[ControlVerb] }
  | { readonly failed: { readonly code: FailureCode; readonly message: string } };

/** @throws Failure as the service threw it, `internal_error` for what is no answer */
export function resultOf(line: string): ControlResults[ControlVerb] {
  const answer = JSON.parse(line) as ControlAnswer;
  if ('done' in answer) return answer.done;
  const { code, message } = answer.failed;
  throw new Failure(FAILURE_CODES.includes(code) ? code : 'internal_error', message);
}
