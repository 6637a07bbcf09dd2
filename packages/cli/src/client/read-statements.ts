import { Refusal } from './refusal.ts';

/** A policy as it stands in a file; the service says what is wrong with it. @throws Refusal, InputRefused */
export async function readStatements(file: string): Promise<Record<string, unknown>[]> {
  const { readJson } = await import('../policy/read-json.ts');
  const content = await readJson(file);
  if (Array.isArray(content)) return content;
  throw new Refusal('wrong_usage', `\`${file}\` is no list of statements`, 'put them between `[` and `]`');
}
