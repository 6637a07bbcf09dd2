import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keyward, type ResourceType } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmByName } from '../controls/confirm-by-name.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Problem } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { InUse, usersIn } from './in-use.tsx';

interface DeleteTypeDialogProps {
  readonly type: ResourceType;
  readonly onClose: (isGone: boolean) => void;
}

/** Finds out first whether anything needs the type: what does keeps it. */
export function DeleteTypeDialog({ type: { name }, onClose }: DeleteTypeDialogProps) {
  const client = useQueryClient();
  const { error, isFetching, refetch } = useQuery({
    queryKey: ['resource-types', name, 'delete'],
    queryFn: async ({ signal }) => {
      await keyward.resourceTypes.takeBack(name, { dryRun: true }, { signal });
      return true;
    },
    // What was true when the dialog was open before may be so no longer.
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const users = usersIn(error);

  async function remove() {
    await keyward.resourceTypes.takeBack(name);
    await client.invalidateQueries({ queryKey: ['resource-types'], exact: true });
    say(`Deleted the resource type ${name}`);
  }

  if (isFetching) return null;
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
  if (error)
    return (
      <ConfirmDialog title={`Delete the resource type “${name}”?`} onClose={() => onClose(false)}>
        <Problem title="Couldn't find out whether it is in use" error={error} onRetry={refetch} />
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
