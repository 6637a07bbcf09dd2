import type { AccessToken } from './access-token.ts';
import type { TokenAction } from './token-access.ts';
import { scopeInWords } from './token-scope.ts';

/** All of a token that may be changed, as it is to be. */
export interface TokenEdit
  extends Pick<AccessToken, 'name' | 'description' | 'scope' | 'expiresAt' | 'allowedIps' | 'tags'> {
  readonly isDisabled: boolean;
}

export interface TokenChange {
  readonly field: 'name' | 'description' | 'scope' | 'expiry' | 'disabled' | 'allowedIps' | 'tags';
  readonly action: TokenAction;
  /** Whether the token can do more by it, or for longer. */
  readonly gives: boolean;
  readonly description: string;
}

export function editOf({ disabledAt, ...token }: AccessToken): TokenEdit {
  const { name, description, scope, expiresAt, allowedIps, tags } = token;
  return { name, description, scope, expiresAt, allowedIps, tags, isDisabled: disabledAt !== null };
}

/** What an edit changes. A text in a description is not quoted: it may be long. */
export function changesOf(token: AccessToken, edit: TokenEdit): readonly TokenChange[] {
  const before = editOf(token);
  const changes: (TokenChange & { readonly isChanged: boolean })[] = [
    {
      field: 'name',
      action: 'updateAccessTokenName',
      gives: false,
      description: `Changed the name from \`${before.name}\` to \`${edit.name}\``,
      isChanged: before.name !== edit.name,
    },
    {
      field: 'description',
      action: 'updateAccessTokenDescription',
      gives: false,
      description: 'Changed the description',
      isChanged: before.description !== edit.description,
    },
    {
      field: 'scope',
      action: 'updateAccessTokenPolicy',
      gives: true,
      description: `Changed the scope from ${scopeInWords(before.scope)} to ${scopeInWords(edit.scope)}`,
      isChanged: !isEqual(before.scope, edit.scope),
    },
    {
      field: 'expiry',
      action: 'updateAccessTokenExpiry',
      gives: (edit.expiresAt ?? Infinity) > (before.expiresAt ?? Infinity),
      description: `Changed the expiry from ${endInWords(before.expiresAt)} to ${endInWords(edit.expiresAt)}`,
      isChanged: before.expiresAt !== edit.expiresAt,
    },
    {
      field: 'disabled',
      action: 'updateAccessTokenStatus',
      gives: !edit.isDisabled,
      description: edit.isDisabled ? 'Disabled the token' : 'Enabled the token',
      isChanged: before.isDisabled !== edit.isDisabled,
    },
    {
      field: 'allowedIps',
      action: 'updateAccessTokenAllowedIps',
      gives: false,
      description: `Changed the addresses from which it works to ${listInWords(edit.allowedIps, 'all')}`,
      isChanged: !isEqual(before.allowedIps, edit.allowedIps),
    },
    {
      field: 'tags',
      action: 'updateAccessTokenTags',
      gives: false,
      description: `Changed the tags to ${listInWords(edit.tags, 'none')}`,
      isChanged: !isEqual(before.tags, edit.tags),
    },
  ];
  return changes.filter(({ isChanged }) => isChanged).map(({ isChanged: _, ...change }) => change);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function endInWords(end: number | null): string {
  return end === null ? 'never' : new Date(end).toISOString();
}

function listInWords(list: readonly string[], empty: string): string {
  return list.length === 0 ? empty : list.join(', ');
}
