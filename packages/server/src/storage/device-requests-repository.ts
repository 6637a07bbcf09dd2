import type { Kysely, Selectable } from 'kysely';
import type { DeviceRequest, Program } from '../device-requests/device-request.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import type { TokenRole } from '../tokens/token-scope.ts';
import type { DeviceRequestWrites } from './device-request-store.ts';
import type { Schema } from './schema.ts';

export function deviceRequestsRepository(db: Kysely<Schema>): DeviceRequestWrites {
  const find = async (column: 'user_code_digest' | 'device_code_digest', digest: SecretDigest) => {
    const row = await db
      .selectFrom('device_requests')
      .selectAll()
      .where(column, '=', digest)
      .executeTakeFirst();
    return row && requestOf(row);
  };
  return {
    findByUserCode: (digest) => find('user_code_digest', digest),
    findByDeviceCode: (digest) => find('device_code_digest', digest),

    async insertRequest(request, codes) {
      await db
        .insertInto('device_requests')
        .values({
          id: request.id,
          device_code_digest: codes.deviceCode,
          user_code_digest: codes.userCode,
          program: request.program,
          device_name: request.deviceName,
          address: request.address,
          role: request.role,
          life_seconds: request.lifeSeconds,
          created_at: request.createdAt,
          expires_at: request.expiresAt,
          status: request.status,
          session_id: request.sessionId,
        })
        .execute();
    },

    listPending: (nowMs) =>
      db
        .selectFrom('device_requests')
        .select(['id', 'address'])
        .where('status', '=', 'pending')
        .where('expires_at', '>', nowMs)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),

    async dropPending(id) {
      await db.deleteFrom('device_requests').where('id', '=', id).where('status', '=', 'pending').execute();
    },

    async decideRequest(id, { status, role, sessionId }, nowMs) {
      const { numUpdatedRows } = await db
        .updateTable('device_requests')
        .set({ status, role, session_id: sessionId })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .where('expires_at', '>', nowMs)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    async useApprovedRequest(id, nowMs) {
      const row = await db
        .updateTable('device_requests')
        .set({ status: 'used' })
        .where('id', '=', id)
        .where('status', 'in', ['approved', 'used'])
        .where('expires_at', '>', nowMs)
        .returning('session_id')
        .executeTakeFirst();
      return row?.session_id ?? undefined;
    },

    deleteRequestsBefore: (nowMs) => deleteEndedRequests(db, nowMs),
  };
}

/** Deletes those that ended then or before. It takes no right from anybody, so it is no change. */
export async function deleteEndedRequests(db: Kysely<Schema>, nowMs: number): Promise<void> {
  await db.deleteFrom('device_requests').where('expires_at', '<=', nowMs).execute();
}

function requestOf(row: Selectable<Schema['device_requests']>): DeviceRequest {
  return {
    id: row.id,
    program: row.program as Program,
    deviceName: row.device_name,
    address: row.address,
    role: row.role as TokenRole,
    lifeSeconds: row.life_seconds,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    status: row.status as DeviceRequest['status'],
    sessionId: row.session_id,
  };
}
