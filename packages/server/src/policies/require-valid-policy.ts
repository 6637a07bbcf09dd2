import { type Catalogue, type Policy, type PolicyProblem, validatePolicy } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { TokenKind } from '../tokens/access-token.ts';

/**
 * Takes a policy, whatever the body held. `forToken` names the kind of token whose inline policy it becomes.
 *
 * @throws Failure `invalid_request` that names the first mistake and lists all of them in `reason.problems`
 */
export function requireValidPolicy(
  field: string,
  policy: unknown,
  catalogue: Catalogue,
  forToken?: TokenKind,
): Policy {
  const errors = validatePolicy(policy, catalogue, forToken === undefined ? {} : { forToken }).filter(
    ({ severity }) => severity === 'error',
  );
  const [first] = errors;
  if (first === undefined) return policy as Policy;
  throw new Failure('invalid_request', `\`${field}\`: ${first.message}`, {
    reason: { problems: errors satisfies readonly PolicyProblem[] },
  });
}
