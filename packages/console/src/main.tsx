import '@fontsource-variable/ibm-plex-sans/wght.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/500.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/buttons.css';
import './styles/fields.css';
import './styles/notices.css';
import './styles/layers.css';
import './styles/shell.css';
import './styles/gate.css';
import './styles/activate.css';
import './styles/lifeline.css';
import './styles/usage.css';
import './styles/health-strip.css';
import './styles/toolbar.css';
import './styles/list.css';
import './styles/token-table.css';
import './styles/token-sheet.css';
import './styles/create-token.css';
import './styles/secret.css';
import './styles/home.css';
import './styles/audit.css';
import './styles/members.css';
import './styles/roles.css';
import './styles/resource-types.css';
import './styles/limits.css';
import './styles/policy.css';
import './styles/teams.css';
import './styles/rights.css';
import './styles/quick-start.css';
import './styles/palette.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, sessionQuery } from './app/queries.ts';
import { createConsoleRouter } from './app/router.tsx';

const client = createQueryClient(() => {
  // Before there was a session none has ended: the page asks whoever comes to sign in.
  if (client.getQueryData(sessionQuery.queryKey) === undefined) return;
  const { pathname, href } = router.state.location;
  if (pathname === '/login') return;
  client.clear();
  // Also past a page that asks before it is left: what it shows is for nobody who is not signed in.
  void router.navigate({ to: '/login', search: { next: href, reason: 'ended' }, ignoreBlocker: true });
});
const router = createConsoleRouter(client);

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no place for the console');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
