import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keyward, type ResourceType } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmByName } from '../controls/confirm-by-name.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { say } from '../controls/toasts.tsx';
import { InUse, usersIn } from './in-use.tsx';

interface DeleteTypeDialogProps {
  readonly type: ResourceType;
  readonly onClose: (isGone: boolean) => void;
}

/** Finds out first whether anything needs the type: what does keeps it. */
export function DeleteTypeDialog({ type: { name }, onClose }: DeleteTypeDialogProps) {
  const client = useQueryClient();
  const { error, isPending } = useQuery({
    queryKey: ['resource-types', name, 'delete'],
    queryFn: async ({ signal }) => {
      await keyward.resourceTypes.takeBack(name, { dryRun: true }, { signal });
      return true;
    },
    staleTime: 0,
  });
  const users = usersIn(error);

  async function remove() {
    await keyward.resourceTypes.takeBack(name);
    await client.invalidateQueries({ queryKey: ['resource-types'], exact: true });
    say(`Deleted the resource type ${name}`);
  }

  if (isPending) return null;
  if (users)
    return (
      <ConfirmDialog title={`“${name}” is in use`} onClose={() => onClose(false)}>
        <p>Change or delete these first.</p>
        <InUse users={users} />
        <div className="dialog-buttons">
          <Button autoFocus onClick={() => onClose(false)}>
            Close
          </Button>
        </div>
      </ConfirmDialog>
    );
  return (
    <ConfirmByName
      title={`Delete the resource type “${name}”?`}
      typed={undefined}
      typedIs="name"
      action="Delete"
      failed="The type was not deleted"
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        No token, role or gateway route names it. Whatever asks about it later is told that there is no such
        type.
      </p>
    </ConfirmByName>
  );
}
