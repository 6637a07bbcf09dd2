import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Token } from '../app/keyward.ts';
import { accessesQuery } from '../app/queries.ts';
import { useIsKept } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { EffectivePermissions } from '../rights/effective-permissions.tsx';
import { Statements } from '../roles/statements.tsx';
import { useTokenPlace } from '../tokens/token-place.ts';
import { reasonAgainst, reasonAgainstCloning } from '../tokens/token-rights.ts';
import { capitalized } from '../tokens/token-words.ts';
import { CustomRoles } from './custom-roles.tsx';
import { EditPermissions, permissionsForm } from './edit-permissions.tsx';
import { TryRequest } from './try-request.tsx';

/** What the token may do: its role, its roles, or its policy, and whether a certain request would be let in. */
export function Permissions({ token }: { readonly token: Token }) {
  const { data: accesses } = useQuery(accessesQuery);
  const { open } = useTokenPlace();
  const isKept = useIsKept(permissionsForm(token));
  const [isEditing, setIsEditing] = useState(isKept);
  if (isEditing) return <EditPermissions token={token} onClose={() => setIsEditing(false)} />;
  return (
    <>
      {token.role && (
        <p>
          Everything that the role <strong>{capitalized(token.role)}</strong> allows
          {token.serviceToken ? '.' : ', as far as its owner may do it too.'}
        </p>
      )}
      {token.inlineRole.length > 0 && <Statements statements={token.inlineRole} />}
      {token.customRoleIds.length > 0 && <CustomRoles ids={token.customRoleIds} />}
      {token.serviceToken ? (
        <div className="notice">
          <p>The permissions of a service token are fixed once it is saved.</p>
          <Button reason={reasonAgainstCloning(token, accesses)} onClick={() => open(`${token._id}/clone`)}>
            Clone to change
          </Button>
        </div>
      ) : (
        <div>
          <Button reason={reasonAgainst(token, 'updateAccessTokenPolicy')} onClick={() => setIsEditing(true)}>
            Edit permissions
          </Button>
        </div>
      )}
      <TryRequest token={token} />
      <EffectivePermissions
        of={{ tokenId: token._id }}
        memberId={token.serviceToken ? undefined : token.memberId}
      />
    </>
  );
}
