import { type TestContext, test } from 'node:test';
import { accountUsagePromises } from './store-suite/account-usage.ts';
import { accountPromises } from './store-suite/accounts.ts';
import { auditPromises } from './store-suite/audit.ts';
import { changePromises } from './store-suite/changes.ts';
import { credentialPromises } from './store-suite/credentials.ts';
import { deviceRequestPromises } from './store-suite/device-requests.ts';
import type { DeclarePromise, StoreUnderTest } from './store-suite/fixtures.ts';
import { idleTokenPromises } from './store-suite/idle-tokens.ts';
import { memberPromises } from './store-suite/members.ts';
import { pepperPromises } from './store-suite/peppers.ts';
import { recordedUsePromises } from './store-suite/recorded-uses.ts';
import { teamPromises } from './store-suite/teams.ts';
import { tokenListPromises } from './store-suite/token-lists.ts';
import { tokenPromises } from './store-suite/tokens.ts';
import { usePromises } from './store-suite/uses.ts';

/**
 * The promises of `storage/store.ts`, held against one database.
 *
 * @param open opens an empty store that is closed with the test
 */
export function testStore(name: string, open: (t: TestContext) => Promise<StoreUnderTest>): void {
  const promise: DeclarePromise = (sentence, prove) =>
    test(`${name}: ${sentence}`, async (t) => prove(await open(t), t));

  accountPromises(promise);
  accountUsagePromises(promise);
  auditPromises(promise);
  changePromises(promise);
  credentialPromises(promise);
  deviceRequestPromises(promise);
  idleTokenPromises(promise);
  memberPromises(promise);
  pepperPromises(promise);
  teamPromises(promise);
  tokenPromises(promise);
  tokenListPromises(promise);
  usePromises(promise);
  recordedUsePromises(promise);
}
