import type { Role, Token } from '../app/keyward.ts';
import { accessWords } from './token-words.ts';

const HEAD = [
  'id',
  'name',
  'description',
  'status',
  'type',
  'owner',
  'access',
  'ending',
  'created',
  'last used',
  'last used from',
  'requests in 30 days',
  'expires',
  'API version',
  'tags',
] as const;

/** RFC 4180, with times in UTC. A secret is in none of it. */
export function tokenCsv(tokens: readonly Token[], roles: readonly Role[] | undefined): string {
  const rows = tokens.map((token) => {
    const { main, more } = accessWords(token, roles);
    return [
      token._id,
      token.name,
      token.description ?? '',
      token.status,
      token.serviceToken ? 'service' : 'personal',
      token._member.email,
      [main, more].filter(Boolean).join(', '),
      token.token,
      moment(token.creationDate),
      moment(token.lastUsed),
      token.lastUsedAddress ?? '',
      String(requestsOf(token)),
      moment(token.expiry),
      String(token.defaultApiVersion),
      token.tags.join(' '),
    ];
  });
  return [HEAD, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet runs what begins like a formula: OWASP, CSV injection. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function moment(at: number | undefined): string {
  return at ? new Date(at).toISOString() : '';
}

function requestsOf({ usage }: Token): number {
  if (usage === undefined) return 0;
  return [usage.allowed, usage.denied, usage.refused].flat().reduce((sum, count) => sum + count, 0);
}
