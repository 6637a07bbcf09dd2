import assert from 'node:assert/strict';
import { addAccount } from '../src/accounts/add-account.ts';
import type { WireMember } from './member-calls.ts';
import type { TestService } from './test-service.ts';

export interface SecondAccount {
  /** A token of its owner. */
  readonly secret: string;
  /** Its owner. */
  readonly member: WireMember;
  /** The id of its role `theirs`. */
  readonly roleId: string;
}

/** Makes another account with an owner and a role. */
export async function addSecondAccount(service: TestService): Promise<SecondAccount> {
  const owner = { email: 'other@example.org', firstName: 'Other', lastName: 'Owner', organization: 'Second' };
  const wanted = { ...owner, key: 'second', passwordDigest: null, neverExpires: true };
  const { bearerToken: secret } = await addAccount(service.deployment, wanted);
  const payload = { key: 'theirs', name: 'Theirs', policy: [] };
  const role = await service.call({ method: 'POST', url: '/api/v2/roles', payload, as: secret });
  assert.equal(role.statusCode, 201, role.body);
  const member = (await service.call({ url: '/api/v2/members/me', as: secret })).json();
  return { secret, member, roleId: role.json()._id };
}
