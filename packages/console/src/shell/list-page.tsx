import { Outlet } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { Problem } from '../controls/problem.tsx';
import { SkeletonRows } from '../controls/skeleton-rows.tsx';
import { PageTitle } from './page-title.tsx';

interface ListPageProps extends ComponentProps<typeof PageTitle> {
  readonly list: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** What could not be loaded: `roles`. */
  readonly what: string;
  readonly children: ReactNode;
}

/** A page about all of something that comes at once; a panel of one of them opens over it. */
export function ListPage({ list, what, children, ...title }: ListPageProps) {
  return (
    <>
      <PageTitle {...title} />
      {list.isPending && <SkeletonRows />}
      {list.error && <Problem title={`Couldn't load ${what}`} error={list.error} onRetry={list.refetch} />}
      {children}
      <Outlet />
    </>
  );
}
