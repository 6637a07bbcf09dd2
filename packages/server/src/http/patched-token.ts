import type { Catalogue } from '@keyward/policy';
import { type DocumentPatch, patchDocument } from '../patch/patch-document.ts';
import type { AccessToken } from '../tokens/access-token.ts';
import type { TokenEdit } from '../tokens/token-edit.ts';
import { documentCheck } from './check-document.ts';
import { PatchedTokenSchema } from './schemas/token.ts';
import { SCOPE_FIELDS, scopeFrom } from './token-scope-fields.ts';

const checkToken = documentCheck(PatchedTokenSchema);

const OUT_OF_REACH = ['_links', '_member', 'ownerId', 'token', 'status', 'lastUsed', 'previousSecrets'];

/**
 * What a token is to be after a patch of its wire form.
 *
 * @throws Failure `invalid_request`, `patch_failed`
 */
export function patchedToken(token: AccessToken, patch: DocumentPatch, catalogue: Catalogue): TokenEdit {
  const { scope } = token;
  const editable = {
    name: token.name,
    description: token.description,
    ...scope,
    ...(token.expiresAt !== null && { expiry: token.expiresAt }),
    disabled: token.disabledAt !== null,
    allowedIps: token.allowedIps,
    tags: token.tags,
  };
  const readOnly = {
    _id: token.id,
    memberId: token.memberId,
    serviceToken: token.kind === 'service',
    defaultApiVersion: token.defaultApiVersion,
    creationDate: token.createdAt,
    lastModified: token.modifiedAt,
  };
  const optional = [...SCOPE_FIELDS, 'expiry'];
  const patched = checkToken(
    patchDocument({ editable, readOnly, optional, outOfReach: OUT_OF_REACH }, patch),
  );
  const isSameScope = SCOPE_FIELDS.every(
    (field) => JSON.stringify(patched[field]) === JSON.stringify((editable as typeof patched)[field]),
  );
  return {
    name: patched.name ?? '',
    description: patched.description ?? '',
    scope: isSameScope ? scope : scopeFrom(patched, token.kind, catalogue),
    expiresAt: patched.expiry ?? null,
    isDisabled: patched.disabled ?? false,
    allowedIps: patched.allowedIps ?? [],
    tags: patched.tags ?? [],
  };
}
