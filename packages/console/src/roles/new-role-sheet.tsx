import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { rolesQuery } from '../app/queries.ts';
import { Sheet } from '../controls/sheet.tsx';
import { RoleEditor } from './role-editor.tsx';

/** A role from nothing, or as a copy of another one. */
export function NewRoleSheet() {
  const { from } = useSearch({ strict: false }) as { readonly from?: string };
  const navigate = useNavigate();
  const { data: roles } = useQuery(rolesQuery);
  const origin = roles?.find(({ key }) => key === from);
  const close = (key?: string) => void navigate({ to: key === undefined ? '/roles' : `/roles/${key}` });
  return (
    <Sheet
      title={origin ? `Clone ${origin.name}` : 'Create a role'}
      subtitle="Anything that a role does not allow is denied."
      size="wide"
      onClose={() => close()}
    >
      {(from === undefined || origin) && <RoleEditor origin={origin} onDone={close} />}
    </Sheet>
  );
}
