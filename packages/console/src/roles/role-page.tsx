import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ownMemberQuery, rolesQuery } from '../app/queries.ts';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { ownReasonsQuery } from '../members/own-reasons.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { draftOf, EMPTY_ROLE } from './role-draft.ts';
import { RoleEditor } from './role-editor.tsx';
import { CREATING_ROLES, fieldReasons, reasonAgainstEditing } from './role-rights.ts';
import { roleQuery } from './role-sheet.tsx';

/** A role from nothing, or as a copy of another one. */
export function NewRolePage() {
  const { from } = useSearch({ strict: false }) as { readonly from?: string };
  const done = useDone();
  const list = useQuery(rolesQuery);
  const { data: me } = useQuery(ownMemberQuery);
  const { data: reasons } = useQuery(ownReasonsQuery(me?._id, CREATING_ROLES));
  const origin = list.data?.find(({ key }) => key === from);
  return (
    <>
      <PageTitle
        title={origin ? `Clone ${origin.name}` : 'Create a role'}
        lead="Anything that a role does not allow is denied."
      />
      {from !== undefined && list.isError && (
        <Problem title="Couldn't load the role" error={list.error} onRetry={() => list.refetch()} />
      )}
      {from !== undefined && list.isPending && <Loading />}
      {from !== undefined && list.data && !origin && (
        <p className="warning">There is no role {from} to clone.</p>
      )}
      {(from === undefined || origin) && (
        <RoleEditor
          start={origin ? draftOf(origin, true) : EMPTY_ROLE}
          formName={`role.new.${from ?? ''}`}
          reason={reasons?.createRole}
          onDone={done}
        />
      )}
    </>
  );
}

/** A role that is there is changed, for everybody who holds it. */
export function EditRolePage() {
  const { id = '' } = useParams({ strict: false });
  const done = useDone();
  const { data: role, error, refetch } = useQuery(roleQuery(id));
  return (
    <>
      <PageTitle
        title={role ? `Edit ${role.name}` : 'Edit role'}
        lead={role && <span className="mono">{role.key}</span>}
      />
      {error && <Problem title="Couldn't load the role" error={error} onRetry={refetch} />}
      {!role && !error && <Loading />}
      {role && (
        <RoleEditor
          key={role._id}
          role={role}
          start={draftOf(role, false)}
          formName={`role.${role._id}`}
          reason={reasonAgainstEditing(role)}
          fieldReasons={fieldReasons(role)}
          onDone={done}
        />
      )}
    </>
  );
}

function useDone() {
  const navigate = useNavigate();
  return (key?: string) => void navigate({ to: key === undefined ? '/roles' : `/roles/${key}` });
}
