import assert from 'node:assert/strict';
import type { DeviceRequest } from '../../src/device-requests/device-request.ts';
import { type Changes, UniqueViolation } from '../../src/storage/store.ts';
import type { SecretDigest } from '../../src/tokens/secret-digest.ts';
import { CLOCK, type DeclarePromise, usesOf } from './fixtures.ts';

const REQUEST: DeviceRequest = {
  id: 'one',
  program: 'ldcli',
  deviceName: 'laptop',
  address: '192.0.2.1',
  role: 'writer',
  lifeSeconds: 3_650 * 86_400,
  createdAt: 1,
  expiresAt: 10,
  status: 'pending',
  sessionId: null,
};

const digest = (byte: number) => new Uint8Array(32).fill(byte) as SecretDigest;

export function deviceRequestPromises(promise: DeclarePromise): void {
  promise(
    'a program that waits is decided on once, used until it ends, and found by either code',
    async ({ store, query }) => {
      const change = <T>(work: (requests: Changes['deviceRequests']) => Promise<T>) =>
        store.change(CLOCK, (changes) => {
          changes.recordChange({ accountId: null, kind: 'one_time_code', id: 'one' });
          return work(changes.deviceRequests);
        });
      const codes = { deviceCode: digest(1), userCode: digest(2) };
      await change((requests) => requests.insertRequest(REQUEST, codes));
      for (const taken of [
        { deviceCode: digest(1), userCode: digest(3) },
        { deviceCode: digest(3), userCode: digest(2) },
      ]) {
        const again = change((requests) => requests.insertRequest({ ...REQUEST, id: 'two' }, taken));
        await assert.rejects(again, UniqueViolation);
      }
      const { deviceRequests } = store.reads;
      assert.deepEqual(await deviceRequests.findByDeviceCode(digest(1)), REQUEST);
      assert.deepEqual(await deviceRequests.findByUserCode(digest(2)), REQUEST);
      assert.equal(await deviceRequests.findByDeviceCode(digest(2)), undefined);

      const use = (nowMs: number) => change((requests) => requests.useApprovedRequest('one', nowMs));
      assert.equal(await use(5), undefined, 'nobody has approved it');
      const decide = (status: 'approved' | 'denied', nowMs: number) =>
        change((requests) =>
          requests.decideRequest('one', { status, role: 'reader', sessionId: 'session' }, nowMs),
        );
      assert.equal(await decide('approved', 10), false, 'it has ended');
      assert.equal(await decide('approved', 9), true);
      assert.equal(await decide('denied', 9), false, 'it is decided');
      assert.equal(await use(10), undefined, 'it has ended');
      for (const status of ['approved', 'used']) {
        const { status: found, role } = (await deviceRequests.findByDeviceCode(digest(1))) ?? {};
        assert.deepEqual([found, role], [status, 'reader']);
        assert.equal(await use(9), 'session');
      }
      assert.equal(await decide('denied', 9), false, 'it is used');

      await change((requests) =>
        requests.insertRequest(
          { ...REQUEST, id: 'two', expiresAt: 11 },
          { deviceCode: digest(4), userCode: digest(5) },
        ),
      );
      const waiting = (nowMs: number) => change((requests) => requests.listPending(nowMs));
      const [left, ...others] = await waiting(10);
      assert.deepEqual([left?.id, left?.address, others], ['two', '192.0.2.1', []], 'the other is used');
      assert.deepEqual(await waiting(11), [], 'it has ended');

      const older = { ...REQUEST, id: 'three', address: '192.0.2.3', createdAt: 0, expiresAt: 12 };
      await change((requests) =>
        requests.insertRequest(older, { deviceCode: digest(6), userCode: digest(7) }),
      );
      const ids = async () => (await waiting(10)).map(({ id }) => id);
      assert.deepEqual(await ids(), ['three', 'two'], 'the oldest first');
      await change((requests) => requests.dropPending('one'));
      assert.equal((await deviceRequests.findByDeviceCode(digest(1)))?.status, 'used', 'it was answered');
      await change((requests) => requests.dropPending('three'));
      assert.deepEqual(await ids(), ['two']);

      const { batch, ...uses } = usesOf({});
      await store.recordUses({ ...uses, batch: { ...batch, at: 10 } });
      const stored = async () => (await query('select id from device_requests')).map(({ id }) => id);
      assert.deepEqual(await stored(), ['two']);
      await change((requests) => requests.deleteRequestsBefore(11));
      assert.deepEqual(await stored(), []);
    },
  );
}
