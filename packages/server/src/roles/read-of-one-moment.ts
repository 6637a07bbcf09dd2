import { StorageUnavailable } from '../storage/store.ts';
import type { SecretOwner } from '../storage/token-store.ts';
import { isOfOneMoment } from './held-roles.ts';

const ATTEMPTS = 5;

/**
 * Reads what takes several statements again until they saw the same moment.
 *
 * @throws StorageUnavailable when it changes faster than it can be read
 */
export async function readOfOneMoment<Value>(
  read: () => Promise<Value>,
  isWhole: (value: Value) => boolean,
): Promise<Value> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const value = await read();
    if (isWhole(value)) return value;
  }
  throw new StorageUnavailable('what somebody may do changes faster than it can be read');
}

/** Whether the roles of a token, and of the holder of a personal one, are those that the rows name. */
export function isWholeToken({
  token,
  member,
  held,
}: Pick<SecretOwner, 'token' | 'member' | 'held'>): boolean {
  const ofToken = 'customRoleIds' in token.scope ? token.scope.customRoleIds : [];
  const ofMember = token.kind === 'personal' ? member.customRoleIds : [];
  return isOfOneMoment(ofToken, held.scope) && isOfOneMoment(ofMember, held.direct);
}
