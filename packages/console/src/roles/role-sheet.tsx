import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward, type Role } from '../app/keyward.ts';
import { ownMemberQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { ownReasonsQuery } from '../members/own-reasons.ts';
import { capitalized } from '../tokens/token-words.ts';
import { DeleteRoleDialog } from './delete-role-dialog.tsx';
import { CREATING_ROLES, reasonAgainst, reasonAgainstEditing } from './role-rights.ts';
import { Statements } from './statements.tsx';
import { usedBy } from './used-by.ts';

export function roleQuery(key: string) {
  return { queryKey: ['roles', key], queryFn: () => keyward.roles.get(key) };
}

/** One role: what it allows, who holds it, and what can be done about it. */
export function RoleSheet() {
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/roles' });
  const { data: role, error, refetch } = useQuery(roleQuery(id));
  const { data: me } = useQuery(ownMemberQuery);
  const { data: reasons } = useQuery(ownReasonsQuery(me?._id, CREATING_ROLES));
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Sheet
      title={role?.name ?? 'Role'}
      subtitle={role && <Subtitle role={role} />}
      size="wide"
      onClose={close}
    >
      {error && <Problem title="Couldn't load the role" error={error} onRetry={refetch} />}
      {!role && !error && <Loading />}
      {role && (
        <>
          <div className="row-buttons">
            <Button
              reason={reasonAgainstEditing(role)}
              onClick={() => void navigate({ to: `/roles/${role.key}/edit` })}
            >
              Edit role
            </Button>
            <Button
              reason={reasons?.createRole}
              onClick={() => void navigate({ to: '/roles/-/new', search: { from: role.key } })}
            >
              Clone role
            </Button>
            <Button
              kind="danger"
              reason={reasonAgainst(role, 'deleteRole')}
              onClick={() => setIsDeleting(true)}
            >
              Delete role
            </Button>
          </div>
          {role.description && <p>{role.description}</p>}
          <section className="role-allows">
            <h3>Allows</h3>
            <p className="faint">
              {role.basePermissions === 'no_access'
                ? 'Nothing but what is said here.'
                : `All that ${capitalized(role.basePermissions)} may, and what is said here.`}
            </p>
            <Statements statements={role.policy} />
          </section>
          <section>
            <h3>Used by</h3>
            <p>{usedBy(role) ?? 'Nobody.'}</p>
          </section>
        </>
      )}
      {role && isDeleting && (
        <DeleteRoleDialog
          role={role}
          onClose={(isGone) => {
            setIsDeleting(false);
            if (isGone) close();
          }}
        />
      )}
    </Sheet>
  );
}

function Subtitle({ role }: { readonly role: Role }) {
  return (
    <>
      <span className="mono">{role.key}</span> {role.preset && <Chip tone="neutral">Provided</Chip>}
    </>
  );
}
