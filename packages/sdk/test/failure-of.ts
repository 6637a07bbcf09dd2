import assert from 'node:assert/strict';
import { KeywardError } from '../src/index.ts';

/** The error of a call that fails, which is always of the one class. */
export async function failureOf(call: Promise<unknown>): Promise<KeywardError> {
  const error = await call.then(
    () => assert.fail('the call succeeded'),
    (caught) => caught,
  );
  assert.ok(error instanceof KeywardError, String(error));
  return error;
}
