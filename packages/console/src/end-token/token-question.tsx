import type { Token } from '../app/keyward.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { ExpiryDialog } from './expiry-dialog.tsx';
import { StatusDialog } from './status-dialog.tsx';

type What = 'delete' | 'expiry' | 'disable' | 'enable';

/** Something to be done to a token, or to several, that is asked about first. */
export type Question =
  | { readonly what: What; readonly token: Token; readonly trigger?: HTMLElement }
  | { readonly what: What; readonly ids: readonly string[] };

interface TokenQuestionProps {
  readonly question: Question;
  /** Of several tokens, told which are left to be done. */
  readonly onClose: (left?: readonly string[]) => void;
}

export function TokenQuestion({ question, onClose }: TokenQuestionProps) {
  if ('ids' in question) {
    const { what, ids } = question;
    return (
      <BulkDialog
        what={what}
        ids={ids}
        onClose={(left) => {
          onClose(left);
          // With the last of them goes the bar that the dialog was opened from.
          if (left?.length === 0) focusAfter(ids[0] ?? '');
        }}
      />
    );
  }
  const { what, token, trigger } = question;
  function close() {
    onClose();
    focusAfter(token._id, trigger);
  }
  if (what === 'delete') return <DeleteDialog token={token} onClose={close} />;
  if (what === 'expiry') return <ExpiryDialog token={token} onClose={close} />;
  return <StatusDialog token={token} isDisabling={what === 'disable'} onClose={close} />;
}

/** To the menu of the row, or where the row is gone, to the one that took its place, or to the search. Who has gone on meanwhile stays there. */
function focusAfter(tokenId: string, trigger?: HTMLElement): void {
  const rows = [...document.querySelectorAll<HTMLElement>('tr[data-token]')];
  const place = rows.findIndex((row) => row.dataset.token === tokenId);
  setTimeout(() => {
    if (hasGoneOn()) return;
    if (trigger?.isConnected) return trigger.focus();
    const left = [...document.querySelectorAll<HTMLElement>('tr[data-token] [data-row-menu]')];
    const next = left[Math.min(Math.max(0, place), left.length - 1)];
    (
      next ??
      document.querySelector<HTMLElement>('input[type=search]') ??
      document.querySelector<HTMLElement>('main')
    )?.focus();
  }, 60);
}

/** Whether the focus is neither lost with the dialog, nor in what closes, nor in the panel below it. */
function hasGoneOn(): boolean {
  const { activeElement, body } = document;
  return activeElement !== body && activeElement?.closest('[role=dialog], [role=alertdialog]') === null;
}
