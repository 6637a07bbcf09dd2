import { useQueryClient } from '@tanstack/react-query';
import { keyward, type Role } from '../app/keyward.ts';
import { forgetRights } from '../app/queries.ts';
import { ConfirmByName } from '../controls/confirm-by-name.tsx';
import { say } from '../controls/toasts.tsx';
import { usedBy } from './used-by.ts';

interface DeleteRoleDialogProps {
  readonly role: Role;
  readonly onClose: (isGone: boolean) => void;
}

/** Says who loses it. Where somebody does, the name is typed. */
export function DeleteRoleDialog({ role, onClose }: DeleteRoleDialogProps) {
  const client = useQueryClient();
  const holders = usedBy(role);

  async function remove() {
    await keyward.roles.delete(role.key);
    await forgetRights(client);
    say(`Deleted the role ${role.name}`);
  }

  return (
    <ConfirmByName
      title={`Delete the role “${role.name}”?`}
      typed={holders === undefined ? undefined : role.name}
      typedIs="name"
      action="Delete"
      failed="The role was not deleted"
      onConfirm={remove}
      onClose={onClose}
    >
      {holders === undefined ? (
        <p>Nobody holds it. This cannot be undone.</p>
      ) : (
        <p className="warning">It is taken from {holders}, at once. This cannot be undone.</p>
      )}
    </ConfirmByName>
  );
}
