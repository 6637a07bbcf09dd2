import assert from 'node:assert/strict';
import type { ConsoleService } from './console-service.ts';

/** Invites 120 members, and Zora Zimmer, who is the last of them by name and so stands on no first page. Answers her id. */
export async function inviteMany(service: ConsoleService): Promise<string> {
  const invite = async (body: readonly object[]) => {
    const response = await service.api('/api/v2/members', { method: 'POST', body });
    assert.equal(response.status, 201);
    return (await response.json()).items;
  };
  for (const start of [0, 40, 80]) {
    await invite(
      Array.from({ length: 40 }, (_, index) => ({
        email: `member-${start + index}@example.com`,
        firstName: 'Member',
        lastName: String(start + index).padStart(3, '0'),
        role: 'reader',
      })),
    );
  }
  const zora = { email: 'zora@example.com', firstName: 'Zora', lastName: 'Zimmer', role: 'reader' };
  const [{ _id }] = await invite([zora]);
  return _id;
}
