import type { ConsoleService } from './console-service.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface SeededToken {
  readonly _id: string;
  readonly token: string;
  readonly name: string;
}

/** The tokens of the accepted pictures, made by API and then aged below it. Each has its secret. */
export async function seedTokens(service: ConsoleService): Promise<ReadonlyMap<string, SeededToken>> {
  const now = Date.now();
  const made = new Map<string, SeededToken>();
  const inline = [
    { effect: 'allow', resources: ['proj/web'], actions: ['viewProject'] },
    { effect: 'allow', resources: ['proj/web:env/production:flag/*'], actions: ['updateOn'] },
    { effect: 'deny', resources: ['proj/*:env/*:flag/*'], actions: ['deleteFlag'] },
  ];
  const plans: readonly Plan[] = [
    {
      name: 'terraform-prod',
      body: { inlineRole: inline, serviceToken: true },
      ageDays: 4,
      leftDays: 90,
      usedMs: 4 * MINUTE_MS,
    },
    { name: 'ci-deploy', body: { role: 'writer' }, ageDays: 87, leftDays: 3, usedMs: 12 * MINUTE_MS },
    {
      name: 'datadog-sync',
      body: { customRoleIds: ['keyward-auditor'], serviceToken: true },
      ageDays: 200,
      usedMs: HOUR_MS,
    },
    { name: 'ada-laptop', body: { role: 'reader' }, ageDays: 32, leftDays: 28, usedMs: 30 * HOUR_MS },
    { name: 'old-jenkins', body: { role: 'admin' }, ageDays: 365, leftDays: -2, usedMs: 240 * DAY_MS },
    {
      name: 'release-bot',
      body: { role: 'writer', serviceToken: true },
      ageDays: 30,
      leftDays: 200,
      usedMs: 2 * MINUTE_MS,
    },
    { name: 'metrics-export', body: { role: 'reader' }, ageDays: 29, leftDays: 61 },
  ];
  for (const { name, body, ageDays, leftDays, usedMs } of plans) {
    const response = await service.api('/api/v2/tokens', { method: 'POST', body: { name, ...body } });
    if (response.status !== 201) throw new Error(`seeding ${name}: ${await response.text()}`);
    const token = (await response.json()) as SeededToken;
    made.set(name, token);
    const end = leftDays === undefined ? null : now + leftDays * DAY_MS + HOUR_MS;
    const created = now - ageDays * DAY_MS;
    service.query(
      'update tokens set created_at = ?, modified_at = ?, expires_at = ? where id = ?',
      created,
      created,
      end,
      token._id,
    );
    service.query('update token_list set created_at = ? where token_id = ?', created, token._id);
    if (usedMs !== undefined) use(service, token._id, now - usedMs);
  }
  return made;
}

interface Plan {
  readonly name: string;
  readonly body: object;
  readonly ageDays: number;
  readonly leftDays?: number;
  readonly usedMs?: number;
}

/** A team with everybody there is, a role, an attribute and a maintainer. */
export async function seedTeam(service: ConsoleService): Promise<void> {
  const { items } = (await (await service.api('/api/v2/members')).json()) as { items: { _id: string }[] };
  const memberIDs = items.map(({ _id }) => _id);
  const response = await service.api('/api/v2/teams', {
    method: 'POST',
    body: {
      key: 'web',
      name: 'Web shop',
      description: 'Everybody who works on the web shop',
      memberIDs,
      customRoleKeys: ['keyward-auditor'],
      permissionGrants: [{ actionSet: 'maintainTeam', memberIDs: memberIDs.slice(-1) }],
      roleAttributes: { projects: ['web', 'shop'] },
    },
  });
  if (response.status !== 201) throw new Error(`seeding a team: ${await response.text()}`);
}

/** As if the token had been used then. */
export function use(service: ConsoleService, id: string, at: number): void {
  service.query(
    "update tokens set last_used_at = ?, last_used_address = '203.0.113.7', last_used_agent = 'curl/8.5' where id = ?",
    at,
    id,
  );
}

/** Many service tokens, more than the API would make in a reasonable time. */
export function seedMany(service: ConsoleService, count: number): void {
  service.query(
    `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ?)
    insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version,
      created_at, modified_at, version, last_four)
    select printf('%024x', n), account_id, 'service', member_id, 'service-' || printf('%05d', n), '', 'reader', 20240415,
      created_at - n * 60000, modified_at, 1, printf('%04x', n) from numbers, (select * from tokens limit 1)`,
    count,
  );
}

/** As if a token had been called for a month, more on some days than on others. */
export function seedUsage(service: ConsoleService, id: string, seed: number, refusedLately = 0): void {
  const today = Math.floor(Date.now() / DAY_MS);
  const days = Array.from({ length: 30 }, (_, index) => {
    const allowed = ((index * 7 + seed * 13) % 11) * ((index + seed) % 4 === 0 ? 40 : 12);
    return [today - 29 + index, allowed, index > 25 ? refusedLately * (index - 25) : 0, 0];
  });
  service.query(
    'insert into token_usage (token_id, account_id, days) select id, account_id, ? from tokens where id = ?',
    JSON.stringify(days),
    id,
  );
  service.query(
    'update tokens set requests = (select sum(value ->> 1) + sum(value ->> 2) from json_each(?)) where id = ?',
    JSON.stringify(days),
    id,
  );
  service.query(
    `insert into account_usage (account_id, kind, day, allowed, denied, refused)
    select t.account_id, t.kind, d.value ->> 0, d.value ->> 1, d.value ->> 2, 0 from tokens t, json_each(?) d where t.id = ?
    on conflict do update set allowed = allowed + excluded.allowed, denied = denied + excluded.denied`,
    JSON.stringify(days),
    id,
  );
}

/** As if one of its secrets had been used then although it had ended. */
export function useAfterEnd(service: ConsoleService, id: string, at: number): void {
  service.query(
    'insert into ended_uses (token_id, account_id, at) select id, account_id, ? from tokens where id = ?',
    at,
    id,
  );
}
