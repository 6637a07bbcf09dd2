import {
  builtInCatalogue,
  type Policy,
  type PolicyProblemCode,
  parseResourceSpecifier,
  printResourceSpecifier,
  type Statement,
  validatePolicy,
} from '@keyward/policy';
import { InputRefused } from './input-refused.ts';

/** Faults of single entries, which are kept as they stand. */
const OF_ENTRIES: readonly PolicyProblemCode[] = [
  'too-many-globs',
  'not-normal',
  'malformed-specifier',
  'malformed-action',
  'unknown-type',
  'unknown-chain',
  'unknown-action',
  'action-of-other-type',
];

/**
 * The one text of a policy, which decides as the policy does. Lists keep their order.
 *
 * @throws InputRefused where something would be lost, such as an unknown field
 */
export function printCanonically(content: unknown, file: string): string {
  const faults = validatePolicy(content, builtInCatalogue).filter(
    ({ severity, code }) => severity === 'error' && !OF_ENTRIES.includes(code),
  );
  if (faults.length > 0) throw new InputRefused(faults.map(({ message }) => `\`${file}\`: ${message}`));
  return `${JSON.stringify((content as Policy).map(orderFields), null, 2)}\n`;
}

/** An empty list counts as absent. */
function orderFields({ effect, resources, notResources, actions, notActions }: Statement): Statement {
  return {
    effect,
    ...(resources?.length && { resources: resources.map(printEntry) }),
    ...(notResources?.length && { notResources: notResources.map(printEntry) }),
    ...(actions?.length && { actions }),
    ...(notActions?.length && { notActions }),
  };
}

/** Compatibility characters are left for `lint` to point out: the plain ones may not be what was meant. */
function printEntry(entry: string): string {
  const parsed = parseResourceSpecifier(entry);
  return parsed.ok && entry.normalize('NFKC') === entry ? printResourceSpecifier(parsed.specifier) : entry;
}
