import { type Catalogue, type Policy, validatePolicy } from '@keyward/policy';
import { InputRefused } from './input-refused.ts';
import { readJson } from './read-json.ts';
import { nameOf } from './read-text.ts';

/** A policy that could be stored. @throws InputRefused that names each mistake */
export async function readPolicy(name: string, catalogue: Catalogue): Promise<Policy> {
  const content = await readJson(name);
  const errors = validatePolicy(content, catalogue).filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new InputRefused(errors.map(({ message }) => `\`${nameOf(name)}\`: ${message}`));
  return content as Policy;
}
