import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Token } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Problem } from '../controls/problem.tsx';
import { Time } from '../controls/time.tsx';
import { say } from '../controls/toasts.tsx';
import { tokenTitle } from '../tokens/token-words.ts';
import { setDisabled } from './set-disabled.ts';

interface StatusDialogProps {
  readonly token: Token;
  readonly isDisabling: boolean;
  readonly onClose: () => void;
}

export function StatusDialog({ token, isDisabling, onClose }: StatusDialogProps) {
  const client = useQueryClient();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const title = tokenTitle(token);
  const verb = isDisabling ? 'Disable' : 'Enable';

  async function change() {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await setDisabled(token._id, isDisabling);
      await forgetTokens(client);
      say(`${verb}d ${title}`);
      onClose();
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <ConfirmDialog title={`${verb} “${title}”?`} onClose={onClose}>
      {isDisabling ? (
        <p>
          Calls with it get 401 Unauthorized until it is enabled again.{' '}
          {token.lastUsed === 0 ? (
            'It was never used.'
          ) : (
            <>
              Last used <Time at={token.lastUsed} />.
            </>
          )}
        </p>
      ) : (
        <p>Calls with its secret are served again.</p>
      )}
      {failure !== undefined && (
        <Problem title={`The token was not ${verb.toLowerCase()}d`} error={failure} />
      )}
      <div className="dialog-buttons">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" autoFocus isBusy={isBusy} onClick={change}>
          {verb}
        </Button>
      </div>
    </ConfirmDialog>
  );
}
