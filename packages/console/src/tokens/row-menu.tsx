import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import type { Token } from '../app/keyward.ts';
import { copyText } from '../controls/copy-text.ts';
import { offItem } from '../controls/off-item.tsx';
import { say } from '../controls/toasts.tsx';
import { useFirstItem } from '../controls/use-first-item.ts';
import { listPart, useTokenPlace } from './token-place.ts';
import { reasonAgainst } from './token-rights.ts';

export type RowQuestion = 'delete' | 'expiry' | 'disable' | 'enable';

interface RowMenuProps {
  readonly token: Token;
  readonly trigger: HTMLElement;
  readonly cloneReason: string | undefined;
  readonly onClose: () => void;
  /** Something that is asked about in a dialog, or done at once. */
  readonly onAsk: (what: RowQuestion, token: Token) => void;
}

interface Item {
  readonly id: string;
  readonly label: string;
  readonly reason?: string | undefined;
  readonly tone?: 'danger';
  readonly run: () => unknown;
}

/** What can be done to one token. One menu for the whole table, opened at whichever row asks for it. */
export function RowMenu({ token, trigger, cloneReason, onClose, onAsk }: RowMenuProps) {
  const { open, panel } = useTokenPlace();
  const navigate = useNavigate();
  const menu = useRef<HTMLDivElement>(null);
  useClosingTab(onClose);
  useFirstItem(menu);
  const may = (action: string) => reasonAgainst(token, action);
  const status = token.disabled ? 'enable' : 'disable';
  const items: readonly Item[] = [
    { id: 'copy', label: 'Copy id', run: () => copyId(token._id) },
    {
      id: 'name',
      label: 'Edit name',
      reason: may('updateAccessTokenName'),
      run: () => navigate({ to: panel(token._id), search: listPart, hash: 'name' }),
    },
    { id: 'clone', label: 'Clone token', reason: cloneReason, run: () => open(`${token._id}/clone`) },
    {
      id: 'reset',
      label: 'Reset token',
      reason: may('resetAccessToken'),
      run: () => open(`${token._id}/reset`),
    },
    {
      id: 'expiry',
      label: 'Change expiry',
      reason: may('updateAccessTokenExpiry'),
      run: () => onAsk('expiry', token),
    },
    {
      id: 'status',
      label: token.disabled ? 'Enable token' : 'Disable token',
      reason: may('updateAccessTokenStatus'),
      run: () => onAsk(status, token),
    },
    {
      id: 'activity',
      label: 'View activity',
      run: () => navigate({ to: panel(token._id), search: listPart, hash: 'activity' }),
    },
  ];
  const remove: Item = {
    id: 'delete',
    label: 'Delete token',
    reason: may('deleteAccessToken'),
    tone: 'danger',
    run: () => onAsk('delete', token),
  };

  function act(key: unknown) {
    const item = [...items, remove].find(({ id }) => id === key);
    if (item?.reason !== undefined) return say(`${item.label}: ${item.reason}.`);
    item?.run();
  }

  const entry = ({ id, label, reason, tone }: Item) => (
    <MenuItem
      key={id}
      id={id}
      textValue={label}
      className={`option ${reason ? 'option-off' : ''} ${tone ? `option-${tone}` : ''}`}
      render={offItem(reason)}
    >
      <span>{label}</span>
      {reason && <span className="option-note">{reason}</span>}
    </MenuItem>
  );

  return (
    <>
      <div
        className="menu-underlay"
        aria-hidden="true"
        onPointerDown={(event) => {
          event.preventDefault();
          onClose();
          trigger.focus();
        }}
      />
      <Popover
        className="popover"
        triggerRef={{ current: trigger }}
        isOpen
        // Modal, it would make the whole page inert and so style each of a hundred rows twice. The underlay takes the clicks instead.
        isNonModal
        onOpenChange={(isOpen) => isOpen || onClose()}
        placement="bottom end"
      >
        <Menu
          ref={menu}
          className="options options-menu"
          aria-label={`Actions for ${token.name}`}
          onAction={act}
          onClose={onClose}
          autoFocus="first"
        >
          {items.map(entry)}
          <Separator className="separator" />
          {entry(remove)}
        </Menu>
      </Popover>
    </>
  );
}

/** Tab closes the menu as Escape does. Heard before all others: nothing else holds it, and it would leave the menu open behind it. */
function useClosingTab(onClose: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Tab') return;
      event.preventDefault();
      event.stopPropagation();
      onClose();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [onClose]);
}

async function copyId(id: string): Promise<void> {
  say((await copyText(id, document.body)) ? 'Id copied' : `The id is ${id}`);
}
