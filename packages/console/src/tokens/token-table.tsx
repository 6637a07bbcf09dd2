import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Token } from '../app/keyward.ts';
import { Check } from '../controls/check.tsx';
import { Chip } from '../controls/chip.tsx';
import { DownIcon, MoreIcon, UpIcon } from '../controls/icons.tsx';
import { AccessCell, ExpiryCell, LastUsedCell, OwnerCell } from './token-cells.tsx';
import { useTokenPlace } from './token-place.ts';
import { DEFAULT_SORT } from './token-search.ts';
import { tokenTitle } from './token-words.ts';
import { UsageBars } from './usage-bars.tsx';

interface TokenTableProps {
  readonly tokens: readonly Token[];
  readonly sort: string | undefined;
  readonly onSort: (sort: string) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: readonly string[], isSelected: boolean) => void;
  readonly onMenu: (token: Token, trigger: HTMLElement) => void;
  /** The token that was made or reset last: its row is shown for a moment. */
  readonly fresh: string | undefined;
}

export function TokenTable(props: TokenTableProps) {
  const { tokens, selected, onSelect, fresh } = props;
  const chosen = tokens.filter(({ _id }) => selected.has(_id)).length;
  return (
    <section className="table-frame" aria-label="Table of access tokens">
      <table className="table" onKeyDown={moveRow}>
        <thead>
          <tr>
            <th className="cell-select">
              <Check
                label="Select all on this page"
                isLabelHidden
                checked={chosen > 0 && chosen === tokens.length}
                isPartly={chosen > 0 && chosen < tokens.length}
                onChange={(event) =>
                  onSelect(
                    tokens.map(({ _id }) => _id),
                    event.target.checked,
                  )
                }
              />
            </th>
            <SortHead {...props} column="name" label="Name" />
            <th>Access</th>
            <th>Owner</th>
            <SortHead {...props} column="lastUsed" label="Last used" isNewestFirst />
            <th>Requests, 30 d</th>
            <SortHead {...props} column="expiry" label="Expires" />
            <th className="cell-menu">
              <span className="hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow
              key={token._id}
              token={token}
              isSelected={selected.has(token._id)}
              isFresh={token._id === fresh}
              onSelect={(isSelected) => onSelect([token._id], isSelected)}
              onMenu={props.onMenu}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface SortHeadProps extends Pick<TokenTableProps, 'sort' | 'onSort'> {
  readonly column: string;
  readonly label: string;
  readonly isNewestFirst?: boolean;
}

function SortHead({ column, label, sort = DEFAULT_SORT, onSort, isNewestFirst = false }: SortHeadProps) {
  const isUp = sort === column;
  const isDown = sort === `-${column}`;
  const next = isUp ? `-${column}` : isDown ? column : isNewestFirst ? `-${column}` : column;
  return (
    <th aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <button type="button" className="sort" onClick={() => onSort(next)}>
        {label}
        {isUp && <UpIcon />}
        {isDown && <DownIcon />}
      </button>
    </th>
  );
}

interface TokenRowProps {
  readonly token: Token;
  readonly isSelected: boolean;
  readonly isFresh: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  readonly onMenu: (token: Token, trigger: HTMLElement) => void;
}

function TokenRow({ token, isSelected, isFresh, onSelect, onMenu }: TokenRowProps) {
  const { panel, open } = useTokenPlace();
  const title = tokenTitle(token);

  function openFromAnywhere(event: MouseEvent<HTMLTableRowElement>) {
    const isControl = event.target instanceof Element && event.target.closest('a, button, input, label');
    if (!isControl && getSelection()?.toString() === '') void open(token._id);
  }

  return (
    <tr data-token={token._id} data-selected={isSelected} data-fresh={isFresh} onClick={openFromAnywhere}>
      <td className="cell-select">
        <Check
          label={`Select ${title}`}
          isLabelHidden
          checked={isSelected}
          onChange={(event) => onSelect(event.target.checked)}
        />
      </td>
      <td className="cell-name">
        <div className="cut">
          <Link to={panel(token._id)} search={(all: object) => all} className="row-link">
            {title}
          </Link>{' '}
          {token.disabled && <Chip tone="neutral">Disabled</Chip>}
        </div>
        <div className="meta mono">…{token.token}</div>
      </td>
      <td>
        <AccessCell token={token} />
      </td>
      <td>
        <OwnerCell token={token} />
      </td>
      <td>
        <LastUsedCell token={token} />
      </td>
      <td>{token.usage && <UsageBars usage={token.usage} />}</td>
      <td className="cell-expiry">
        <ExpiryCell token={token} />
      </td>
      <td className="cell-menu">
        <button
          type="button"
          className="icon-button"
          aria-label={`Actions for ${title}`}
          aria-haspopup="menu"
          data-row-menu
          onClick={(event) => onMenu(token, event.currentTarget)}
        >
          <MoreIcon />
        </button>
      </td>
    </tr>
  );
}

/** Arrow keys go from the name of one token to that of the next. */
function moveRow(event: KeyboardEvent<HTMLTableElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isOnName = event.target instanceof Element && event.target.matches('.row-link');
  if (step === undefined || !isOnName) return;
  event.preventDefault();
  focusNeighbour(step);
}

/** Goes to the name of the next or the previous token; from elsewhere to the first. */
export function focusNeighbour(step: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('.row-link')];
  const row = document.activeElement?.closest('tr')?.querySelector('.row-link');
  const place = row instanceof HTMLElement ? links.indexOf(row) : -1;
  links[place < 0 ? 0 : Math.min(links.length - 1, Math.max(0, place + step))]?.focus();
}
