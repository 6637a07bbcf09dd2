import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Toasts } from '../controls/toasts.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Shell } from '../shell/shell.tsx';
import { StartProblem } from '../shell/start-problem.tsx';
import { LoginPage } from '../sign-in/login-page.tsx';
import { PassphrasePage } from '../sign-in/passphrase-page.tsx';
import { TOKEN_LISTS } from '../tokens/token-place.ts';
import { TokensPage } from '../tokens/tokens-page.tsx';
import { beginTokenList } from '../tokens/use-token-list.ts';
import { isSignedOut } from './keyward.ts';
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
  component: lazyRouteComponent(() => import('../welcome/welcome-page.tsx'), 'WelcomePage'),
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
  component: lazyRouteComponent(() => import('../activate/activate-page.tsx'), 'ActivatePage'),
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

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
});
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});

const quickStart = createRoute({
  getParentRoute: () => signedIn,
  path: '/quick-start',
  component: lazyRouteComponent(() => import('../quick-start/quick-start-page.tsx'), 'QuickStartPage'),
});

const limits = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/limits',
  component: lazyRouteComponent(() => import('../settings/limits-page.tsx'), 'LimitsPage'),
});

const resourceTypes = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/resource-types',
  component: lazyRouteComponent(
    () => import('../resource-types/resource-types-page.tsx'),
    'ResourceTypesPage',
  ),
});
const typeRoutes = resourceTypes.addChildren([
  createRoute({
    getParentRoute: () => resourceTypes,
    path: 'new',
    component: lazyRouteComponent(() => import('../resource-types/new-type-sheet.tsx'), 'NewTypeSheet'),
  }),
  createRoute({
    getParentRoute: () => resourceTypes,
    path: 'type/$id',
    component: lazyRouteComponent(() => import('../resource-types/type-sheet.tsx'), 'TypeSheet'),
  }),
]);

const gatewayRoutes = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/gateway-routes',
  component: lazyRouteComponent(
    () => import('../gateway-routes/gateway-routes-page.tsx'),
    'GatewayRoutesPage',
  ),
});
const gatewayRouteRoutes = gatewayRoutes.addChildren([
  createRoute({
    getParentRoute: () => gatewayRoutes,
    path: 'new',
    component: lazyRouteComponent(() => import('../gateway-routes/route-sheet.tsx'), 'RouteSheet'),
  }),
  createRoute({
    getParentRoute: () => gatewayRoutes,
    path: 'import',
    component: lazyRouteComponent(() => import('../gateway-routes/import-sheet.tsx'), 'ImportSheet'),
  }),
  createRoute({
    getParentRoute: () => gatewayRoutes,
    path: 'edit/$id',
    component: lazyRouteComponent(() => import('../gateway-routes/route-sheet.tsx'), 'RouteSheet'),
  }),
]);

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
});

const members = createRoute({
  getParentRoute: () => signedIn,
  path: '/members',
  component: lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
});
const memberRoutes = members.addChildren([
  createRoute({
    getParentRoute: () => members,
    path: 'new',
    component: lazyRouteComponent(() => import('../members/invite-sheet.tsx'), 'InviteSheet'),
  }),
  createRoute({
    getParentRoute: () => members,
    path: '$id',
    component: lazyRouteComponent(() => import('../members/member-sheet.tsx'), 'MemberSheet'),
  }),
  createRoute({
    getParentRoute: () => members,
    path: '$id/replace/$tokenId',
    component: lazyRouteComponent(() => import('../members/replace-token-sheet.tsx'), 'ReplaceTokenSheet'),
  }),
  createRoute({
    getParentRoute: () => members,
    path: '$id/permissions',
    component: lazyRouteComponent(() => import('../rights/member-rights-sheet.tsx'), 'MemberRightsSheet'),
  }),
]);

const roles = createRoute({
  getParentRoute: () => signedIn,
  path: '/roles',
  component: lazyRouteComponent(() => import('../roles/roles-page.tsx'), 'RolesPage'),
});
/** Roles and teams are addressed by keys, and `new` is one; none begins with `-`. */
const newRole = createRoute({
  getParentRoute: () => signedIn,
  path: '/roles/-/new',
  component: lazyRouteComponent(() => import('../roles/role-page.tsx'), 'NewRolePage'),
});
const editRole = createRoute({
  getParentRoute: () => signedIn,
  path: '/roles/$id/edit',
  component: lazyRouteComponent(() => import('../roles/role-page.tsx'), 'EditRolePage'),
});
const roleRoutes = roles.addChildren([
  createRoute({
    getParentRoute: () => roles,
    path: '$id',
    component: lazyRouteComponent(() => import('../roles/role-sheet.tsx'), 'RoleSheet'),
  }),
]);

const teams = createRoute({
  getParentRoute: () => signedIn,
  path: '/teams',
  component: lazyRouteComponent(() => import('../teams/teams-page.tsx'), 'TeamsPage'),
});
const teamRoutes = teams.addChildren([
  createRoute({
    getParentRoute: () => teams,
    path: '-/new',
    component: lazyRouteComponent(() => import('../teams/new-team-sheet.tsx'), 'NewTeamSheet'),
  }),
  createRoute({
    getParentRoute: () => teams,
    path: '$id',
    component: lazyRouteComponent(() => import('../teams/team-sheet.tsx'), 'TeamSheet'),
  }),
]);

const whoCan = createRoute({
  getParentRoute: () => signedIn,
  path: '/who-can',
  component: lazyRouteComponent(() => import('../rights/who-can-page.tsx'), 'WhoCanPage'),
});

const createSheet = lazyRouteComponent(() => import('../create-token/create-sheet.tsx'), 'CreateSheet');
const cloneSheet = lazyRouteComponent(() => import('../create-token/clone-sheet.tsx'), 'CloneSheet');
const tokenSheet = lazyRouteComponent(() => import('../token/token-sheet.tsx'), 'TokenSheet');
const resetSheet = lazyRouteComponent(() => import('../reset-token/reset-sheet.tsx'), 'ResetSheet');

/** The list and the panels that open over it. They are addresses of their own, so Back and links work. */
function tokenRoutes(path: (typeof TOKEN_LISTS)[number]) {
  const list = createRoute({
    getParentRoute: () => signedIn,
    path,
    component: () => <TokensPage isSection={path !== '/tokens'} />,
  });
  return list.addChildren([
    createRoute({ getParentRoute: () => list, path: 'new', component: createSheet }),
    createRoute({ getParentRoute: () => list, path: '$id', component: tokenSheet }),
    createRoute({ getParentRoute: () => list, path: '$id/clone', component: cloneSheet }),
    createRoute({ getParentRoute: () => list, path: '$id/reset', component: resetSheet }),
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
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}
