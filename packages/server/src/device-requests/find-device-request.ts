import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { digestsOf } from '../tokens/secret-digest.ts';
import { parseSecret } from '../tokens/token-format.ts';
import { type DeviceRequest, noSuchRequest } from './device-request.ts';
import { digestsOfUserCode } from './user-code.ts';

/**
 * The request that waits for an answer under a code that somebody typed.
 *
 * @throws Failure `not_found` for every reason alike: unknown, ended, or decided already
 */
export async function findPendingRequest(
  { store, clock, pepper }: Deployment,
  userCode: string,
): Promise<DeviceRequest> {
  for (const digest of digestsOfUserCode(pepper, userCode)) {
    const found = await store.reads.deviceRequests.findByUserCode(digest);
    if (found?.status === 'pending' && clock.now() < found.expiresAt) return found;
  }
  throw noSuchRequest();
}

/**
 * The request of the program that holds its secret.
 *
 * @throws Failure `unauthorized` for every reason alike: unknown, ended, or used already
 */
export async function findOwnRequest(
  { store, clock, pepper }: Deployment,
  deviceCode: string,
): Promise<DeviceRequest> {
  const parsed = parseSecret(deviceCode);
  if (parsed?.kind === 'code') {
    for (const digest of digestsOf(pepper, parsed.secret)) {
      const found = await store.reads.deviceRequests.findByDeviceCode(digest);
      if (found !== undefined && clock.now() < found.expiresAt) return found;
    }
  }
  throw requestEnded();
}

export function requestEnded(): Failure {
  return new Failure('unauthorized', 'This request has ended', {
    hint: 'run `keyward login` again: a code works once, for ten minutes, and while who approved it stays signed in',
  });
}
