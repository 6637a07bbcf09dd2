import type { DecisionCase } from '@keyward/policy';
import { decisionCase } from './case-shape.ts';
import { InputRefused } from './input-refused.ts';
import { nameOf } from './read-text.ts';
import { isRecord } from './shape.ts';

/**
 * The decision cases in what a file holds.
 *
 * @throws InputRefused that names every malformed case: a test that is not run proves nothing
 */
export function readCases(content: unknown, name: string): readonly DecisionCase[] {
  const file = `\`${nameOf(name)}\``;
  if (!Array.isArray(content)) {
    throw new InputRefused([`${file} is no list of cases; put them between \`[\` and \`]\``]);
  }
  if (content.length === 0) throw new InputRefused([`${file} has no cases, so it proves nothing; add one`]);
  const faults: string[] = [];
  for (const [index, each] of content.entries()) {
    for (const fault of decisionCase(each, '')) faults.push(`${file}, ${placeOf(each, index)}: ${fault}`);
  }
  if (faults.length > 0) throw new InputRefused(faults);
  return content;
}

const MAX_ID = 80;

function placeOf(each: unknown, index: number): string {
  const id = isRecord(each) && typeof each.id === 'string' ? ` (\`${each.id.slice(0, MAX_ID)}\`)` : '';
  return `case ${index + 1}${id}`;
}
