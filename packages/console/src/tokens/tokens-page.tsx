import { Outlet, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { SkeletonRows } from '../controls/skeleton-rows.tsx';
import { type Question, TokenQuestion } from '../end-token/token-question.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { CsvButton } from './csv-button.tsx';
import { EmptyList } from './empty-list.tsx';
import { searchedTokens } from './exported-tokens.ts';
import { HealthStrip } from './health-strip.tsx';
import { useListView } from './list-view.ts';
import { LookUpAnswer } from './look-up-answer.tsx';
import { Pager, rangeText } from './pager.tsx';
import { RowMenu } from './row-menu.tsx';
import { TokenFilters } from './token-filters.tsx';
import { useTokenPlace } from './token-place.ts';
import { reasonAgainstCloning, reasonAgainstCreating } from './token-rights.ts';
import { readTokenSearch, type SearchChange, sortOf, type TokenSearch, withChange } from './token-search.ts';
import { TokenTable } from './token-table.tsx';
import { useRowShortcuts } from './use-row-shortcuts.ts';
import { useTokenList } from './use-token-list.ts';
import { ViewMenu } from './view-menu.tsx';

/** All tokens that the viewer may see. Stands at `/tokens`, and as a section of the page Authorization. */
export function TokensPage({ isSection = false }: { readonly isSection?: boolean }) {
  const search = readTokenSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const place = useTokenPlace();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [menu, setMenu] = useState<{ readonly token: Token; readonly trigger: HTMLElement }>();
  const [question, setQuestion] = useState<Question>();
  const [lookUp, setLookUp] = useState<ReturnType<typeof keyward.tokens.lookUp>>();
  const [view, setView] = useListView();
  const list = useTokenList(search);
  const { data } = list;
  const createReason = reasonAgainstCreating(data?._access);
  const fresh = useFresh();
  useReturningFocus(place.openId);
  useFocusOnFresh(fresh);
  useRowShortcuts(useCallback((id) => void place.open(`${id}/reset`), [place.open]));

  const go = (next: TokenSearch, isReplacing = false) => {
    void navigate({ to: place.base, search: readTokenSearch({ ...next }), replace: isReplacing });
  };
  const change = (part: SearchChange) => go(withChange(search, part));
  const select = useCallback((ids: readonly string[], isSelected: boolean) => {
    setSelected((before) => {
      const rest = [...before].filter((id) => !ids.includes(id));
      return new Set(isSelected ? [...rest, ...ids] : rest);
    });
  }, []);
  // In the frame that follows: of a scroll that brought the row here the page hears only now, and a scroll closes a menu.
  const openMenu = useCallback((token: Token, trigger: HTMLElement) => {
    requestAnimationFrame(() => trigger.isConnected && setMenu({ token, trigger }));
  }, []);
  const create = (
    <Button
      kind="primary"
      data-shortcut="c"
      aria-keyshortcuts="c"
      reason={createReason}
      onClick={() => place.open('new')}
    >
      Create token{' '}
      <span className="key" aria-hidden="true">
        c
      </span>
    </Button>
  );
  const lead = 'Credentials for scripts and services that call the REST API.';
  const count = data?.totalCount ?? 0;
  return (
    <>
      {isSection ? (
        <>
          <PageTitle title="Authorization" lead="Who and what may call the REST API." />
          <div className="section-title">
            <div>
              <h2>Access tokens</h2>
              <p className="faint">{lead}</p>
            </div>
            {create}
          </div>
        </>
      ) : (
        <PageTitle title="Access tokens" lead={lead} action={create} />
      )}
      <HealthStrip base={place.base} search={search} />
      <search className="toolbar">
        <SearchField
          label="Search tokens"
          placeholder="Search name, owner, or last 4 characters"
          title="Or paste a whole secret to see whose it is"
          value={search.q ?? ''}
          onSearch={(q) => go(withChange(search, { q }), search.q !== undefined)}
          onSecret={(secret) => setLookUp(keyward.tokens.lookUp(secret))}
        />
        <TokenFilters search={search} onChange={change} />
        <span className="toolbar-end">
          <span className="toolbar-count">
            {data && rangeText(search.from ?? 1, data.items.length, count)}
          </span>
          <ViewMenu view={view} onChange={setView} />
          <CsvButton
            read={() => searchedTokens(search)}
            reason={count === 0 ? 'The list is empty' : undefined}
          />
        </span>
      </search>
      <p role="status" className="hidden">
        {data && !list.isPlaceholderData
          ? `${counted(count, 'token')} ${count === 1 ? 'matches' : 'match'}`
          : ''}
      </p>
      {lookUp && <LookUpAnswer answer={lookUp} onClose={() => setLookUp(undefined)} />}
      <div className="list" aria-busy={list.isFetching} data-fetching={list.isFetching && data !== undefined}>
        {list.isPending && <SkeletonRows />}
        {list.isError && (
          <Problem title="Couldn't load tokens" error={list.error} onRetry={() => list.refetch()} />
        )}
        {data && data.items.length > 0 && (
          <TokenTable
            base={place.base}
            searchText={place.searchText}
            tokens={data.items}
            attentionCount={data.attentionCount ?? 0}
            view={view}
            sort={sortOf(search)}
            onSort={(sort) => change({ sort })}
            selected={selected}
            onSelect={select}
            onMenu={openMenu}
            fresh={fresh}
          />
        )}
        {data?.items.length === 0 && (
          <EmptyList
            search={search}
            accesses={data._access}
            others={list.others}
            onShowAll={() => go(withChange({ ...search }, { status: 'all' }))}
            onClear={() => go({})}
            onCreate={() => place.open('new')}
          />
        )}
      </div>
      {data && (
        <Pager
          search={search}
          shown={data.items.length}
          total={count}
          next={cursorIn(data._links.next?.href)}
          onPage={(page) => go({ ...withChange(search, {}), ...page })}
          onSize={(limit) => change({ limit })}
        />
      )}
      {selected.size > 0 && (
        <BulkBar
          ids={[...selected]}
          tokens={data?.items.filter(({ _id }) => selected.has(_id)) ?? []}
          onAsk={(what) => setQuestion({ what, ids: [...selected] })}
          onClear={() => setSelected(new Set())}
        />
      )}
      {menu && (
        <RowMenu
          {...menu}
          cloneReason={reasonAgainstCloning(menu.token, data?._access)}
          onClose={() => setMenu(undefined)}
          onAsk={(what, token) => setQuestion({ what, token, trigger: menu.trigger })}
        />
      )}
      {question && (
        <TokenQuestion
          question={question}
          onClose={(done) => {
            setQuestion(undefined);
            if ('ids' in question && done) setSelected(new Set(done));
          }}
        />
      )}
      <Outlet />
    </>
  );
}

/** The token that a panel says it has just changed. */
function useFresh(): string | undefined {
  const { state } = useLocation();
  return (state as { readonly fresh?: string }).fresh;
}

/** After a panel is closed the keyboard goes on at the row that it was about. */
function useReturningFocus(openId: string | undefined): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (openId !== undefined) {
      last.current = openId;
    } else if (last.current !== undefined) {
      const id = last.current;
      last.current = undefined;
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`tr[data-token="${id}"] [data-row-menu]`)?.focus(),
      );
    }
  }, [openId]);
}

/** Nothing was there to go back to where a token was made right after the first run: on with its row. */
function useFocusOnFresh(fresh: string | undefined): void {
  const before = useRef(fresh);
  useEffect(() => {
    if (fresh === undefined || fresh === before.current) return;
    before.current = fresh;
    // In the second frame: in the first a panel that closes gives the focus back.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const row = document.querySelector<HTMLElement>(`tr[data-token="${fresh}"] [data-row-menu]`);
        (row ?? document.querySelector<HTMLElement>('main'))?.focus();
      }),
    );
  }, [fresh]);
}

function cursorIn(href: string | undefined): string | undefined {
  return (href && new URL(href, location.origin).searchParams.get('cursor')) || undefined;
}
