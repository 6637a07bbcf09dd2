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
import { PageTitle } from '../shell/page-title.tsx';
import { rangeText } from '../tokens/pager.tsx';
import { MEMBERS_AT_ONCE, memberQueryOf, ROLES, readMemberSearch, SEEN } from './member-search.ts';
import { MemberTable } from './member-table.tsx';
import { INVITING, useOwnReasons } from './own-reasons.ts';

/** Who belongs to the organization. */
export function MembersPage() {
  const search = readMemberSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { createMember: reason } = useOwnReasons(INVITING);
  const query = memberQueryOf(search, Date.now());
  const list = useQuery({
    queryKey: ['members', 'list', query],
    queryFn: ({ signal }) => keyward.members.list(query, { signal }).firstPage(),
    placeholderData: (before) => before,
  });
  const { data } = list;
  const { offset = 0 } = search;
  const go = (next: Readonly<Record<string, unknown>>) =>
    void navigate({ to: '/members', search: readMemberSearch(next) });
  const change = (part: Readonly<Record<string, unknown>>) => go({ ...search, offset: undefined, ...part });
  return (
    <>
      <PageTitle
        title="Members"
        lead="The people of your organization, and what their tokens do."
        action={
          <Button
            kind="primary"
            data-shortcut="c"
            reason={reason}
            onClick={() => void navigate({ to: '/members/new', search: (all: object) => all })}
          >
            Invite members
          </Button>
        }
      />
      <search className="toolbar">
        <SearchField
          label="Search members"
          placeholder="Search name or e-mail"
          value={search.q ?? ''}
          onSearch={(q) => change({ q })}
        />
        <FilterChip name="Role" options={ROLES} value={search.role} onChange={(role) => change({ role })} />
        <FilterChip name="Seen" options={SEEN} value={search.seen} onChange={(seen) => change({ seen })} />
        <span className="toolbar-end toolbar-count">
          {data && rangeText(offset + 1, data.items.length, data.totalCount)}
        </span>
      </search>
      <p role="status" className="hidden">
        {data && !list.isPlaceholderData ? counted(data.totalCount, 'member') : ''}
      </p>
      <div className="list" aria-busy={list.isFetching} data-fetching={list.isFetching && data !== undefined}>
        {list.isPending && <SkeletonRows />}
        {list.isError && (
          <Problem title="Couldn't load members" error={list.error} onRetry={() => list.refetch()} />
        )}
        {data && data.items.length > 0 && (
          <MemberTable members={data.items} sort={search.sort} onSort={(sort) => change({ sort })} />
        )}
        {data?.items.length === 0 && (
          <div className="card quiet">
            <h2>No member matches</h2>
            <p className="faint">Names and e-mail addresses are searched.</p>
            <Button onClick={() => go({})}>Clear filters</Button>
          </div>
        )}
      </div>
      {data && (
        <OffsetPager
          offset={offset}
          atOnce={MEMBERS_AT_ONCE}
          total={data.totalCount}
          onOffset={(next) => go({ ...search, offset: next })}
        />
      )}
      <Outlet />
    </>
  );
}
