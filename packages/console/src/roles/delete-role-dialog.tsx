import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Role } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { isConfirmed } from '../end-token/is-confirmed.ts';
import { usedBy } from './used-by.ts';

interface DeleteRoleDialogProps {
  readonly role: Role;
  readonly onClose: (isGone: boolean) => void;
}

/** Says who loses it. Where somebody does, the name is typed. */
export function DeleteRoleDialog({ role, onClose }: DeleteRoleDialogProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const holders = usedBy(role);
  const isReady = holders === undefined || isConfirmed(typed, role.name);

  async function remove(event: FormEvent) {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      await keyward.roles.delete(role.key);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['roles'], exact: true }),
        client.invalidateQueries({ queryKey: ['members'] }),
        forgetTokens(client),
      ]);
      say(`Deleted the role ${role.name}`);
      onClose(true);
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <ConfirmDialog title={`Delete the role “${role.name}”?`} onClose={() => onClose(false)}>
      <form className="form" onSubmit={remove} noValidate>
        {holders === undefined ? (
          <p>Nobody holds it. This cannot be undone.</p>
        ) : (
          <p className="warning">It is taken from {holders}, at once. This cannot be undone.</p>
        )}
        {holders !== undefined && (
          <TextField
            label={`Type ${role.name} to confirm`}
            autoFocus
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {failure !== undefined && <Problem title="The role was not deleted" error={failure} />}
        <div className="dialog-buttons">
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button
            kind="danger"
            type="submit"
            autoFocus={holders === undefined}
            isBusy={isBusy}
            reason={isReady ? undefined : 'Type the name exactly as it is'}
          >
            Delete
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
