import { useQueryClient } from '@tanstack/react-query';
import { keyward, type Token } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { DAY_MS } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { ConfirmByName } from '../controls/confirm-by-name.tsx';
import { Time } from '../controls/time.tsx';
import { say } from '../controls/toasts.tsx';
import { reasonAgainst } from '../tokens/token-rights.ts';
import { nameToConfirm, tokenTitle } from '../tokens/token-words.ts';
import { setDisabled } from './set-disabled.ts';

const RECENT_MS = 30 * DAY_MS;

/** Deleting is final. Of a token that somebody uses, the name is typed first. */
export function DeleteDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const client = useQueryClient();
  const now = useNow();
  const title = tokenTitle(token);
  const name = nameToConfirm(token);
  const isUsed = token.lastUsed > now - RECENT_MS;

  async function run(work: Promise<unknown>, done: string) {
    await work;
    await forgetTokens(client);
    say(done);
  }

  return (
    <ConfirmByName
      title={`Delete “${title}”?`}
      typed={isUsed ? name : undefined}
      typedIs="name"
      action="Delete"
      failed="The token was not deleted"
      instead={{
        label: 'Disable instead',
        reason: token.disabled ? 'It is disabled already' : reasonAgainst(token, 'updateAccessTokenStatus'),
        run: () => run(setDisabled(token._id, true), `Disabled ${title}`),
      }}
      onConfirm={() => run(keyward.tokens.delete(token._id, { confirmName: name }), `Deleted ${title}`)}
      onClose={onClose}
    >
      <p>Calls with it get 401 Unauthorized from now on. This cannot be undone.</p>
      <p className={isUsed ? 'warning' : 'faint'}>
        {token.lastUsed === 0 ? (
          'It was never used.'
        ) : (
          <>
            Last used <Time at={token.lastUsed} />
            {token.lastUsedAddress && ` from ${token.lastUsedAddress}`}
            {token.lastUsedAgent && `, by ${token.lastUsedAgent}`}.
          </>
        )}
      </p>
    </ConfirmByName>
  );
}
