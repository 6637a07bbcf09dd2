import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type MouseEvent, memo, useMemo } from 'react';
import type { Token } from '../app/keyward.ts';
import { Check } from '../controls/check.tsx';
import { Chip } from '../controls/chip.tsx';
import { DownIcon, MoreIcon, UpIcon } from '../controls/icons.tsx';
import { isOnRow } from '../controls/is-on-row.ts';
import { COLUMNS, type Column } from './columns.tsx';
import type { ListView } from './list-view.ts';
import { listPart } from './token-place.ts';
import { maskedSecret, tokenTitle } from './token-words.ts';

/** Below this the table scrolls inside its frame. */
const NARROWEST = { name: 330, column: 112 };

interface TokenTableProps {
  /** Where the list stands: a token's panel is an address below it, with the same search. */
  readonly base: string;
  readonly searchText: string;
  readonly tokens: readonly Token[];
  /** So many of them stand first because they need somebody. */
  readonly attentionCount: number;
  readonly view: ListView;
  readonly sort: string;
  /** Nothing: the order that the list has by itself. */
  readonly onSort: (sort: string | undefined) => void;
  readonly selected: ReadonlySet<string>;
  /** This and `onMenu` stay the same from render to render, or every row is rendered anew. */
  readonly onSelect: (ids: readonly string[], isSelected: boolean) => void;
  readonly onMenu: (token: Token, trigger: HTMLElement) => void;
  /** The token that was made or reset last: its row is shown for a moment. */
  readonly fresh: string | undefined;
}

export function TokenTable(props: TokenTableProps) {
  const { tokens: all, attentionCount, view, selected, onSelect } = props;
  const [first, tokens] = [all.slice(0, attentionCount), all.slice(attentionCount)];
  const chosen = all.filter(({ _id }) => selected.has(_id)).length;
  const columns = useMemo(() => COLUMNS.filter(({ id }) => view.columns.includes(id)), [view.columns]);
  const minWidth = NARROWEST.name + columns.length * NARROWEST.column;
  const rows = (some: readonly Token[]) =>
    some.map((token) => (
      <TokenRow
        key={token._id}
        base={props.base}
        searchText={props.searchText}
        token={token}
        columns={columns}
        isSelected={selected.has(token._id)}
        isFresh={token._id === props.fresh}
        onSelect={onSelect}
        onMenu={props.onMenu}
      />
    ));
  const heading = (text: string) => (
    <tr className="group">
      <th colSpan={columns.length + 3} scope="rowgroup">
        {text}
      </th>
    </tr>
  );
  return (
    <section className="table-frame" aria-label="Table of access tokens" data-density={view.density}>
      <table className="table" style={{ minWidth }} onKeyDown={moveRow}>
        <thead>
          <tr>
            <th className="cell-select">
              <Check
                label="Select all on this page"
                isLabelHidden
                checked={chosen > 0 && chosen === all.length}
                isPartly={chosen > 0 && chosen < all.length}
                onChange={(event) =>
                  onSelect(
                    all.map(({ _id }) => _id),
                    event.target.checked,
                  )
                }
              />
            </th>
            <SortHead {...props} column="name" label="Name" className="cell-name" />
            {columns.map(({ id, label, sort }) =>
              sort ? (
                <SortHead
                  key={id}
                  {...props}
                  {...sort}
                  column={sort.by}
                  label={label}
                  className={`cell-${id}`}
                />
              ) : (
                <th key={id} className={`cell-${id}`}>
                  {label}
                </th>
              ),
            )}
            <th className="cell-menu">
              <span className="hidden">Actions</span>
            </th>
          </tr>
        </thead>
        {first.length > 0 && (
          <tbody>
            {heading('Needs attention')}
            {rows(first)}
          </tbody>
        )}
        <tbody>
          {first.length > 0 && tokens.length > 0 && heading('By last use')}
          {rows(tokens)}
        </tbody>
      </table>
    </section>
  );
}

interface SortHeadProps extends Pick<TokenTableProps, 'sort' | 'onSort'> {
  readonly column: string;
  readonly label: string;
  readonly className: string;
  readonly isNewestFirst?: boolean;
}

function SortHead({ column, label, className, sort, onSort, isNewestFirst = false }: SortHeadProps) {
  const isUp = sort === column;
  const isDown = sort === `-${column}`;
  const [first, second] = isNewestFirst ? [`-${column}`, column] : [column, `-${column}`];
  const next = sort === first ? second : sort === second ? undefined : first;
  return (
    <th className={className} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <button type="button" className="sort" onClick={() => onSort(next)}>
        {label}
        {isUp && <UpIcon />}
        {isDown && <DownIcon />}
      </button>
    </th>
  );
}

interface TokenRowProps extends Pick<TokenTableProps, 'base' | 'searchText' | 'onSelect' | 'onMenu'> {
  readonly token: Token;
  readonly columns: readonly Column[];
  readonly isSelected: boolean;
  readonly isFresh: boolean;
}

/**
 * Of a hundred rows only those are rendered anew whose token or selection changed. So its link is a plain one: a link of the router
 * renders itself anew whenever anything is opened.
 */
const TokenRow = memo(function TokenRow(props: TokenRowProps) {
  const { base, searchText, token, columns, isSelected, isFresh, onSelect, onMenu } = props;
  const router = useRouter();
  const panel = `${base}/${token._id}`;
  const title = tokenTitle(token);

  const openPanel = () => void router.navigate({ to: panel, search: listPart });

  return (
    <tr
      data-token={token._id}
      data-selected={isSelected}
      data-fresh={isFresh}
      onClick={(event) => isOnRow(event) && openPanel()}
    >
      <td className="cell-select">
        <Check
          label={`Select ${title}`}
          isLabelHidden
          checked={isSelected}
          onChange={(event) => onSelect([token._id], event.target.checked)}
        />
      </td>
      <td className="cell-name">
        <div className="cut">
          <a
            href={panel + searchText}
            className="row-link"
            onClick={(event) => {
              if (isForBrowser(event)) return;
              event.preventDefault();
              openPanel();
            }}
            onPointerEnter={() => void router.preloadRoute({ to: panel })}
          >
            {title}
          </a>{' '}
          {token.disabled && <Chip tone="neutral">Disabled</Chip>}
        </div>
        <div className="meta mono">{maskedSecret(token)}</div>
      </td>
      {columns.map(({ id, cell }) => (
        <td key={id} className={`cell-${id}`}>
          {cell(token)}
        </td>
      ))}
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
});

/** A click that asks for another tab or window, or for a copy. */
function isForBrowser({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey || altKey;
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
