import type { Catalogue } from '../catalogue.ts';
import { type CompiledStatement, compilePolicy, type ResourceEntry } from '../compile-policy.ts';
import { quote } from '../policy-problem.ts';
import type { Policy, Statement } from '../statement.ts';
import { describeActions } from './describe-actions.ts';
import { describeEntry, listed } from './describe-resource.ts';

const MOST_PLACES = 4;

/**
 * What each statement says, one sentence a statement, in the order of the policy: "Allows `updateOn` on all flags in
 * environment `production` of any project". Placeholders stand as they are written. Never throws.
 */
export function inWords(policy: Policy, catalogue: Catalogue): readonly string[] {
  return policy.map((statement) => {
    const [compiled] = compilePolicy([statement], {}).statements;
    return compiled ? sayStatement(compiled, statement, catalogue) : '';
  });
}

function sayStatement({ parts }: CompiledStatement, statement: Statement, catalogue: Catalogue): string {
  if (!parts)
    return statement.effect === 'deny'
      ? 'Cannot be read, and so allows nothing at all'
      : 'Allows nothing yet';
  const { resources, actions } = parts;
  const entries = [...resources.entries.map(describeEntry), ...resources.unresolved.map(quote)];
  const shown =
    entries.length > MOST_PLACES
      ? [...entries.slice(0, MOST_PLACES - 1), `${entries.length - MOST_PLACES + 1} more`]
      : entries;
  const where = resources.negated ? `everything but ${listed(shown)}` : listed(shown);
  const what = describeActions(
    actions.negated
      ? { actions: ['*'], exceptActions: statement.notActions ?? [] }
      : { actions: statement.actions ?? [], exceptActions: [] },
    chainFor(resources.entries),
    catalogue,
  );
  return `${statement.effect === 'allow' ? 'Allows' : 'Never allows'} ${what} on ${where}`;
}

/** Where levels of actions have names; none for entries of several types. */
function chainFor(entries: readonly ResourceEntry[]): string {
  const chains = new Set(entries.map(({ chain }) => chain));
  return chains.size === 1 ? ([...chains][0] ?? '') : '';
}
