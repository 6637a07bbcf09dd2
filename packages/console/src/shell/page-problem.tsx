import { useMatches, useNavigate } from '@tanstack/react-router';
import { loadAnew } from '../app/load-anew.ts';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { PageTitle } from './page-title.tsx';

interface Failed {
  readonly error: unknown;
}

/** In place of a page that could not be fetched, or that broke. The rest of the console stays. */
export function PageProblem({ error }: Failed) {
  return (
    <>
      <PageTitle title="This page cannot be shown" />
      <Problem title="Couldn't load the page" error={error} onRetry={() => void loadAnew()} />
    </>
  );
}

/** In place of a panel: its list stays. */
export function PanelProblem({ error }: Failed) {
  const navigate = useNavigate();
  const list = useMatches().at(-2)?.pathname ?? '/';
  return (
    <Sheet
      title="This panel cannot be shown"
      onClose={() => void navigate({ to: list, search: (all: object) => all })}
    >
      <Problem title="Couldn't load the panel" error={error} onRetry={() => void loadAnew()} />
    </Sheet>
  );
}
