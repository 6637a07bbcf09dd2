import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { keyward } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import { FilterChip } from '../controls/filter-chip.tsx';
import { OffsetPager } from '../controls/offset-pager.tsx';
import { Problem } from '../controls/problem.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { SkeletonRows } from '../controls/skeleton-rows.tsx';
import { useOwnReasons } from '../members/own-reasons.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { rangeText } from '../tokens/pager.tsx';
import { CREATING } from './team-queries.ts';
import { MEMBERS, readTeamSearch, TEAMS_AT_ONCE, teamQueryOf } from './team-search.ts';
import { TeamTable } from './team-table.tsx';

/** Groups of members who are given roles together. */
export function TeamsPage() {
  const search = readTeamSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { createTeam: reason } = useOwnReasons(CREATING);
  const query = teamQueryOf(search);
  const list = useQuery({
    queryKey: ['teams', 'list', query],
    queryFn: ({ signal }) => keyward.teams.list(query, { signal }).firstPage(),
    placeholderData: (before) => before,
  });
  const { data } = list;
  const { offset = 0 } = search;
  const isSearched = search.q !== undefined || search.members !== undefined;
  const go = (next: Readonly<Record<string, unknown>>) =>
    void navigate({ to: '/teams', search: readTeamSearch(next) });
  const change = (part: Readonly<Record<string, unknown>>) => go({ ...search, offset: undefined, ...part });
  return (
    <>
      <PageTitle
        title="Teams"
        lead="Members who are given roles together, from their next call on."
        action={
          <Button
            kind="primary"
            data-shortcut="c"
            reason={reason}
            onClick={() => void navigate({ to: '/teams/-/new', search: (all: object) => all })}
          >
            Create team
          </Button>
        }
      />
      <search className="toolbar">
        <SearchField
          label="Search teams"
          placeholder="Search name or key"
          value={search.q ?? ''}
          onSearch={(q) => change({ q })}
        />
        <FilterChip
          name="Members"
          options={MEMBERS}
          value={search.members}
          onChange={(members) => change({ members })}
        />
        <span className="toolbar-end toolbar-count">
          {data && rangeText(offset + 1, data.items.length, data.totalCount)}
        </span>
      </search>
      <p role="status" className="hidden">
        {data && !list.isPlaceholderData ? counted(data.totalCount, 'team') : ''}
      </p>
      <div className="list" aria-busy={list.isFetching} data-fetching={list.isFetching && data !== undefined}>
        {list.isPending && <SkeletonRows />}
        {list.isError && (
          <Problem title="Couldn't load teams" error={list.error} onRetry={() => list.refetch()} />
        )}
        {data && data.items.length > 0 && <TeamTable teams={data.items} />}
        {data?.items.length === 0 && (
          <div className="card quiet">
            <h2>{isSearched ? 'No team matches' : 'No teams yet'}</h2>
            <p className="faint">
              {isSearched
                ? 'Names and keys are searched.'
                : 'A team gives several members the same roles, and keeps them the same.'}
            </p>
            {isSearched && <Button onClick={() => go({})}>Clear filters</Button>}
          </div>
        )}
      </div>
      {data && (
        <OffsetPager
          offset={offset}
          atOnce={TEAMS_AT_ONCE}
          total={data.totalCount}
          onOffset={(next) => go({ ...search, offset: next })}
        />
      )}
      <Outlet />
    </>
  );
}
