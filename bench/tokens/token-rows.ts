/** What the benchmarks fill a database with: tokens of every kind and age. */
type Value = string | number | null;

export const DAY_MS = 86_400_000;
/** The day on which the newest token was made. */
export const NOW_MS = Date.UTC(2026, 10, 22);

export function memberId(index: number): string {
  return (index + 1).toString(16).padStart(24, '0');
}

/** One of so many ended, and is called all the same. */
export const CALLED_AFTER_END = 5_000;

/** Scattered like the ids that the service draws. */
export function tokenId(index: number): string {
  const scattered = (Math.imul(index, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `68${index.toString(16).padStart(8, '0')}${scattered}${scattered.slice(0, 6)}`;
}

export function lastFourOf(index: number): string {
  return (Math.imul(index + 7, 40_503) >>> 0).toString(36).padStart(4, '0').slice(-4);
}

const MEMBERS = 5_000;
const WORDS =
  'billing export terraform deploy release nightly backup metrics grafana search mobile checkout invoice reports staging production canary worker scheduler webhook'.split(
    ' ',
  );

export const MEMBER_COLUMNS =
  'id, account_id, email, email_key, display_key, first_name, last_name, role, created_at, version, removed_at';

export function* memberRows(accountId: string): Generator<Value[]> {
  for (let index = 0; index < MEMBERS; index++) {
    const email = `member${index}@example.com`;
    const names = [`First${index}`, `Last${index}`] as const;
    const displayKey = names.join(' ').toLowerCase();
    const removedAt = index % 40 === 0 ? 1 : null;
    yield [memberId(index), accountId, email, email, displayKey, ...names, 'reader', 1, 1, removedAt];
  }
}

export const TOKEN_COLUMNS =
  'id, account_id, kind, member_id, name, description, role, inline_role, default_api_version, created_at, modified_at, expires_at, disabled_at, version, last_four, tags, last_used_at, requests';

export function* tokenRows(accountId: string, size: number): Generator<Value[]> {
  let seed = 1;
  const chance = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) / 0x7fffff;
  };
  const pick = <T>(list: readonly T[]): T =>
    list[Math.min(list.length - 1, Math.floor(chance() * list.length))] as T;
  for (let index = 0; index < size; index++) {
    const createdAt = NOW_MS - Math.floor(((size - index) / size) * 400 * DAY_MS);
    const role = pick(['reader', 'reader', 'writer', 'admin', null]);
    yield [
      tokenId(index),
      accountId,
      chance() < 0.3 ? 'service' : 'personal',
      memberId(Math.floor(chance() * MEMBERS)),
      `${pick(WORDS)}-${pick(WORDS)}-${index}`,
      `used by the team ${Math.floor(chance() * 500)} for ${pick(WORDS)} ${pick(WORDS)}`,
      role,
      role === null ? '[]' : null,
      20240415,
      createdAt,
      createdAt + Math.floor(chance() * (NOW_MS - createdAt)),
      chance() < 0.5 ? null : createdAt + pick([30, 90, 365, 700]) * DAY_MS,
      chance() < 0.05 ? NOW_MS : null,
      1,
      lastFourOf(index),
      pick([
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '[]',
        '["nightly"]',
        index % 100 === 0 ? '["export","rare"]' : '["export"]',
      ]),
      chance() < 0.3 ? null : NOW_MS - Math.floor(chance() ** 3 * (NOW_MS - createdAt)),
      chance() < 0.5 ? 0 : Math.floor(chance() ** 4 * 1_000_000),
    ];
  }
}
