import assert from 'node:assert/strict';
import { type Ended, type Environment, runKeyward } from './keyward-process.ts';

/** Runs `keyward WORDS` and demands that it ends with 0. */
export async function succeed(words: readonly string[], environment: Environment = {}): Promise<Ended> {
  const ended = await runKeyward(words, { environment });
  assert.equal(ended.code, 0, `${words.join(' ')}: ${ended.stdout}${ended.stderr}`);
  return ended;
}

/** Runs `keyward WORDS` and demands that it is refused for this reason. */
export async function refuse(
  words: readonly string[],
  reason: RegExp,
  environment: Environment = {},
): Promise<void> {
  const ended = await runKeyward(words, { environment });
  assert.equal(ended.code, 1, ended.stdout + ended.stderr);
  assert.match(ended.stderr, reason);
}
