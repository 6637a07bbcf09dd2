import type { QueryClient } from '@tanstack/react-query';
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Toasts } from '../controls/toasts.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PageProblem, PanelProblem } from '../shell/page-problem.tsx';
import { Shell } from '../shell/shell.tsx';
import { StartProblem } from '../shell/start-problem.tsx';
import { LoginPage } from '../sign-in/login-page.tsx';
import { PassphrasePage } from '../sign-in/passphrase-page.tsx';
import { TOKEN_LISTS } from '../tokens/token-place.ts';
import { TokensPage } from '../tokens/tokens-page.tsx';
import { beginTokenList } from '../tokens/use-token-list.ts';
import { isSignedOut } from './keyward.ts';
import { lazyPage } from './lazy-page.ts';
import { sessionQuery } from './queries.ts';

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
  notFoundComponent: NotFoundPage,
});

const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage });
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyPage(() => import('../welcome/welcome-page.tsx'), 'WelcomePage'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: () => <PassphrasePage isInvitation />,
});
const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: () => <PassphrasePage isInvitation={false} />,
});

/** Everything behind the sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  errorComponent: StartProblem,
  beforeLoad: ({ context: { client }, location }) => {
    const isFirst = client.getQueryData(sessionQuery.queryKey) === undefined;
    if (isFirst && TOKEN_LISTS.some((path) => path === location.pathname)) {
      beginTokenList(client, location.search);
    }
    return requireSession(client, location.href);
  },
});

/** Behind the sign-in too, and by itself: whoever comes from a terminal is to read one thing. */
const activate = createRoute({
  getParentRoute: () => root,
  path: '/activate',
  component: lazyPage(() => import('../activate/activate-page.tsx'), 'ActivatePage'),
  errorComponent: StartProblem,
  beforeLoad: ({ context, location }) => requireSession(context.client, location.href),
});

/** Whoever is not signed in signs in first, and comes back. */
async function requireSession(client: QueryClient, href: string): Promise<void> {
  try {
    await client.ensureQueryData(sessionQuery);
  } catch (error) {
    if (isSignedOut(error)) throw redirect({ to: '/login', search: { next: href } });
    throw error;
  }
}

/** A panel that opens over a list, at an address of its own, so Back and links work. */
function panel<List extends AnyRoute, Path extends string>(
  list: List,
  path: Path,
  component: ReturnType<typeof lazyPage>,
) {
  return createRoute({ getParentRoute: () => list, path, component, errorComponent: PanelProblem });
}

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyPage(() => import('../home/home-page.tsx'), 'HomePage'),
});
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyPage(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});

const quickStart = createRoute({
  getParentRoute: () => signedIn,
  path: '/quick-start',
  component: lazyPage(() => import('../quick-start/quick-start-page.tsx'), 'QuickStartPage'),
});

const limits = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/limits',
  component: lazyPage(() => import('../settings/limits-page.tsx'), 'LimitsPage'),
});

const resourceTypes = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/resource-types',
  component: lazyPage(() => import('../resource-types/resource-types-page.tsx'), 'ResourceTypesPage'),
});
const typeRoutes = resourceTypes.addChildren([
  panel(
    resourceTypes,
    'new',
    lazyPage(() => import('../resource-types/new-type-sheet.tsx'), 'NewTypeSheet'),
  ),
  panel(
    resourceTypes,
    'type/$id',
    lazyPage(() => import('../resource-types/type-sheet.tsx'), 'TypeSheet'),
  ),
]);

const gatewayRoutes = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/gateway-routes',
  component: lazyPage(() => import('../gateway-routes/gateway-routes-page.tsx'), 'GatewayRoutesPage'),
});
const gatewayRouteRoutes = gatewayRoutes.addChildren([
  panel(
    gatewayRoutes,
    'new',
    lazyPage(() => import('../gateway-routes/route-sheet.tsx'), 'RouteSheet'),
  ),
  panel(
    gatewayRoutes,
    'import',
    lazyPage(() => import('../gateway-routes/import-sheet.tsx'), 'ImportSheet'),
  ),
  panel(
    gatewayRoutes,
    'edit/$id',
    lazyPage(() => import('../gateway-routes/route-sheet.tsx'), 'RouteSheet'),
  ),
]);

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  component: lazyPage(() => import('../audit/audit-page.tsx'), 'AuditPage'),
});

const members = createRoute({
  getParentRoute: () => signedIn,
  path: '/members',
  component: lazyPage(() => import('../members/members-page.tsx'), 'MembersPage'),
});
const memberRoutes = members.addChildren([
  panel(
    members,
    'new',
    lazyPage(() => import('../members/invite-sheet.tsx'), 'InviteSheet'),
  ),
  panel(
    members,
    '$id',
    lazyPage(() => import('../members/member-sheet.tsx'), 'MemberSheet'),
  ),
  panel(
    members,
    '$id/replace/$tokenId',
    lazyPage(() => import('../members/replace-token-sheet.tsx'), 'ReplaceTokenSheet'),
  ),
  panel(
    members,
    '$id/permissions',
    lazyPage(() => import('../rights/member-rights-sheet.tsx'), 'MemberRightsSheet'),
  ),
]);

const roles = createRoute({
  getParentRoute: () => signedIn,
  path: '/roles',
  component: lazyPage(() => import('../roles/roles-page.tsx'), 'RolesPage'),
});
/** Roles and teams are addressed by keys, and `new` is one; none begins with `-`. */
const newRole = createRoute({
  getParentRoute: () => signedIn,
  path: '/roles/-/new',
  component: lazyPage(() => import('../roles/role-page.tsx'), 'NewRolePage'),
});
const editRole = createRoute({
  getParentRoute: () => signedIn,
  path: '/roles/$id/edit',
  component: lazyPage(() => import('../roles/role-page.tsx'), 'EditRolePage'),
});
const roleRoutes = roles.addChildren([
  panel(
    roles,
    '$id',
    lazyPage(() => import('../roles/role-sheet.tsx'), 'RoleSheet'),
  ),
]);

const teams = createRoute({
  getParentRoute: () => signedIn,
  path: '/teams',
  component: lazyPage(() => import('../teams/teams-page.tsx'), 'TeamsPage'),
});
const teamRoutes = teams.addChildren([
  panel(
    teams,
    '-/new',
    lazyPage(() => import('../teams/new-team-sheet.tsx'), 'NewTeamSheet'),
  ),
  panel(
    teams,
    '$id',
    lazyPage(() => import('../teams/team-sheet.tsx'), 'TeamSheet'),
  ),
]);

const whoCan = createRoute({
  getParentRoute: () => signedIn,
  path: '/who-can',
  component: lazyPage(() => import('../rights/who-can-page.tsx'), 'WhoCanPage'),
});

const createSheet = lazyPage(() => import('../create-token/create-sheet.tsx'), 'CreateSheet');
const cloneSheet = lazyPage(() => import('../create-token/clone-sheet.tsx'), 'CloneSheet');
const tokenSheet = lazyPage(() => import('../token/token-sheet.tsx'), 'TokenSheet');
const resetSheet = lazyPage(() => import('../reset-token/reset-sheet.tsx'), 'ResetSheet');

/** The list and the panels that open over it. */
function tokenRoutes(path: (typeof TOKEN_LISTS)[number]) {
  const list = createRoute({
    getParentRoute: () => signedIn,
    path,
    component: () => <TokensPage isSection={path !== '/tokens'} />,
  });
  return list.addChildren([
    panel(list, 'new', createSheet),
    panel(list, '$id', tokenSheet),
    panel(list, '$id/clone', cloneSheet),
    panel(list, '$id/reset', resetSheet),
  ]);
}

export function createConsoleRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      login,
      welcome,
      invitation,
      password,
      activate,
      signedIn.addChildren([
        home,
        settings,
        limits,
        quickStart,
        audit,
        memberRoutes,
        newRole,
        editRole,
        roleRoutes,
        typeRoutes,
        gatewayRouteRoutes,
        teamRoutes,
        whoCan,
        ...TOKEN_LISTS.map(tokenRoutes),
      ]),
    ]),
    context: { client },
    defaultErrorComponent: PageProblem,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}
