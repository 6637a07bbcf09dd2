import type { Role } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { dayText } from '../app/times.ts';
import { capitalized } from '../tokens/token-words.ts';
import type { Draft } from './draft.ts';
import { endOfLife } from './life.ts';

/** What will be made, in one or two sentences. */
export function draftInWords(draft: Draft, roles: readonly Role[] | undefined, now: number): string {
  const name = draft.name.trim() || 'The token';
  const end = endOfLife(draft.life, now);
  const until = typeof end === 'number' ? `until ${dayText(end)}` : 'until somebody ends it';
  if (!draft.isService) {
    return `${name} will act as you, ${accessPhrase(draft, roles)}, ${until}. It never does more than you may do yourself.`;
  }
  return `${name} will act for the organization, ${accessPhrase(draft, roles)}, ${until}. It keeps its permissions even if you leave, and they are fixed once it is saved.`;
}

function accessPhrase({ access, roleKeys, policy }: Draft, roles: readonly Role[] | undefined): string {
  if (access === 'inline') return `within an inline policy of ${counted(statementsIn(policy), 'statement')}`;
  if (access !== 'custom') return `as ${capitalized(access)}`;
  const names = roleKeys.map((key) => roles?.find((role) => role._id === key)?.name ?? key);
  return names.length === 0 ? 'with the roles that you choose' : `as ${names.join(' and ')}`;
}

function statementsIn(policy: string): number {
  try {
    const parsed: unknown = JSON.parse(policy);
    return Array.isArray(parsed) ? parsed.length : 0;
  } catch {
    return 0;
  }
}
