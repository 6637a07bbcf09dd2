import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { newObjectId } from '../object-id.ts';
import type { DeviceRequestWrites } from '../storage/device-request-store.ts';
import { UniqueViolation } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { digestSecret } from '../tokens/secret-digest.ts';
import { type BearerToken, DEFAULT_TOKEN_PREFIX, mintSecret } from '../tokens/token-format.ts';
import { REQUEST_LIFE_MS, type WantedToken } from './device-request.ts';
import { greediestRequest, waitingOfClient } from './greediest-request.ts';
import { digestUserCode, drawUserCode, readUserCode } from './user-code.ts';

/** What a program holds while it waits. */
export interface MadeRequest {
  /** The secret with which the program asks for its token. */
  readonly deviceCode: BearerToken;
  /** What the person types or compares. */
  readonly userCode: string;
}

/** How many may wait at a time, of everybody together and of one client: strangers make them, on whichever node they like. */
const PENDING_LIMIT = 1000;
const PENDING_LIMIT_OF_CLIENT = 10;
const RETRY_SECONDS = 60;
const DRAWS = 3;

/**
 * Begins to wait for a member who lets a program in. Nobody has proved anything yet, and nothing is granted.
 *
 * @throws Failure `invalid_request`, `rate_limited` when too many of this address wait
 */
export async function makeDeviceRequest(
  deployment: Deployment,
  wanted: WantedToken,
  address: string,
): Promise<MadeRequest> {
  refuseSecrets({ deviceName: wanted.deviceName });
  requirePlainText(wanted.deviceName);
  for (let draw = 1; ; draw++) {
    try {
      return await insertRequest(deployment, wanted, address);
    } catch (error) {
      if (!(error instanceof UniqueViolation) || draw === DRAWS) throw error;
    }
  }
}

async function insertRequest(
  { store, clock, pepper }: Deployment,
  wanted: WantedToken,
  address: string,
): Promise<MadeRequest> {
  const deviceCode = mintSecret(DEFAULT_TOKEN_PREFIX, 'code');
  const userCode = drawUserCode();
  const id = newObjectId();
  await store.change(clock, async ({ deviceRequests, recordChange }, nowMs) => {
    await deviceRequests.deleteRequestsBefore(nowMs);
    await makeRoom(deviceRequests, address, nowMs);
    await deviceRequests.insertRequest(
      {
        ...wanted,
        id,
        address,
        createdAt: nowMs,
        expiresAt: nowMs + REQUEST_LIFE_MS,
        status: 'pending',
        sessionId: null,
      },
      {
        deviceCode: digestSecret(pepper, deviceCode),
        userCode: digestUserCode(pepper, readUserCode(userCode) ?? ''),
      },
    );
    recordChange({ accountId: null, kind: 'one_time_code', id });
  });
  return { deviceCode, userCode };
}

/** A name that turns the text around it, or begins a line, could make somebody approve what they did not read. */
function requirePlainText(deviceName: string): void {
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(deviceName) && deviceName.trim() !== '') return;
  throw new Failure('invalid_request', '`deviceName` must be one line of plain text');
}

/**
 * Counted inside the transaction, so that the limits are exact however many nodes there are. Whoever comes is refused for what waits of
 * their own address alone: strangers who fill the whole lose one of theirs for it.
 */
async function makeRoom(requests: DeviceRequestWrites, address: string, nowMs: number): Promise<void> {
  const waiting = await requests.listPending(nowMs);
  if (waitingOfClient(waiting, address) >= PENDING_LIMIT_OF_CLIENT) throw tooMany();
  const greediest = waiting.length >= PENDING_LIMIT ? greediestRequest(waiting) : undefined;
  if (greediest !== undefined) await requests.dropPending(greediest.id);
}

function tooMany(): Failure {
  return new Failure(
    'rate_limited',
    'Too many programs wait to be let in from this address. Try again later.',
    { retryAfterSeconds: RETRY_SECONDS },
  );
}
