import type { Role, Token } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { ownPrefixes } from '../app/own-prefixes.ts';

/** How a token is called: its name, or for one without, the end of its secret. */
export function tokenTitle({ name, token }: Pick<Token, 'name' | 'token'>): string {
  return name === '' ? `…${token}` : name;
}

/** What may be seen of its secret: how it begins, where that is known, and its last four characters. */
export function maskedSecret({ token, serviceToken }: Pick<Token, 'token' | 'serviceToken'>): string {
  const [prefix = '', ...others] = ownPrefixes();
  if (others.length > 0) return `…${token}`;
  return prefix === 'api-' ? `api-…${token}` : `${prefix}${serviceToken ? 's' : 'p'}_…${token}`;
}

/** What is typed to confirm that this token is meant. */
export function nameToConfirm({ name, token }: Pick<Token, 'name' | 'token'>): string {
  return name === '' ? token : name;
}

export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export interface AccessWords {
  readonly main: string;
  readonly more?: string;
}

/** What gives a token its rights, in two lines. */
export function accessWords(
  { role, inlineRole, customRoleIds }: Pick<Token, 'role' | 'inlineRole' | 'customRoleIds'>,
  roles: readonly Role[] | undefined,
): AccessWords {
  if (role) return { main: capitalized(role) };
  if (inlineRole.length > 0) return { main: 'Inline policy', more: counted(inlineRole.length, 'statement') };
  const [first, ...others] = customRoleIds.map(
    (id) => roles?.find(({ _id }) => _id === id)?.name ?? 'a role',
  );
  const more = others.length === 0 ? '1 role' : counted(others.length + 1, 'role');
  return { main: `Custom: ${first ?? 'no role'}`, more };
}
