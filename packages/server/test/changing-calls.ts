/** One call of every operation that changes something. */
import { newObjectId } from '../src/object-id.ts';
import { addSigner, Browser, ORIGIN, PASSWORD } from './browser.ts';
import type { CallOptions, TestService } from './test-service.ts';

/** Makes what the operation needs; answers a call that the owner may make, or whom it names, and a reader's token may not. */
export type Prepare = (service: TestService) => Promise<CallOptions>;

const TYPE = {
  method: 'PUT',
  url: '/api/v2/resource-types/door',
  payload: { actions: { open: 'read' } },
} as const;

const GATEWAY_ROUTE = {
  method: 'PUT',
  url: '/api/v2/gateway-routes/open',
  payload: { method: 'GET', path: '/doors/{door}', resource: 'door/{door}', action: 'open' },
} as const;

const ROLE = {
  method: 'POST',
  url: '/api/v2/roles',
  payload: { key: 'ops', name: 'Ops', policy: [] },
} as const;

const TEAM = { method: 'POST', url: '/api/v2/teams', payload: { key: 'web', name: 'Web' } } as const;

/** A new operation that changes something needs a line here. */
export const CHANGING_CALLS: Readonly<Record<string, Prepare>> = {
  postToken: async () => ({ method: 'POST', url: '/api/v2/tokens', payload: { role: 'reader' } }),
  cloneToken: async (service) => ({
    method: 'POST',
    url: `${await serviceToken(service)}/clone`,
    payload: {},
  }),
  patchToken: async (service) => ({
    method: 'PATCH',
    url: await serviceToken(service),
    payload: [{ op: 'replace', path: '/name', value: 'new' }],
  }),
  resetToken: async (service) => ({ method: 'POST', url: `${await serviceToken(service)}/reset` }),
  deleteToken: async (service) => ({ method: 'DELETE', url: await serviceToken(service) }),
  patchTokens: async (service) => ({
    method: 'PATCH',
    url: '/api/v2/tokens',
    payload: { tokenIds: [await serviceTokenId(service)], merge: { name: 'new' } },
  }),
  deleteTokens: async (service) => ({
    method: 'POST',
    url: '/api/v2/tokens/bulk-delete',
    payload: { tokenIds: [await serviceTokenId(service)] },
  }),
  revokeToken: async (service) => {
    const { token } = await service.createToken({ role: 'reader', serviceToken: true });
    return {
      method: 'POST',
      url: '/oauth2/revoke',
      payload: `token=${token}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  },
  patchPreviousSecret: async (service) => ({
    method: 'PATCH',
    url: await previousSecret(service),
    payload: [{ op: 'replace', path: '/expiry', value: service.clock.nowMs + 1_000 }],
  }),
  deletePreviousSecret: async (service) => ({ method: 'DELETE', url: await previousSecret(service) }),
  putResourceType: async () => TYPE,
  deleteResourceType: async (service) => {
    await service.call(TYPE);
    return { method: 'DELETE', url: TYPE.url };
  },
  putGatewayRoute: async (service) => {
    await service.call(TYPE);
    return GATEWAY_ROUTE;
  },
  deleteGatewayRoute: async (service) => {
    await service.call(TYPE);
    await service.call(GATEWAY_ROUTE);
    return { method: 'DELETE', url: GATEWAY_ROUTE.url };
  },
  postCustomRole: async () => ROLE,
  patchCustomRole: async (service) => {
    await service.call(ROLE);
    const payload = [{ op: 'replace', path: '/name', value: 'new' }];
    return { method: 'PATCH', url: `${ROLE.url}/ops`, payload };
  },
  deleteCustomRole: async (service) => {
    await service.call(ROLE);
    return { method: 'DELETE', url: `${ROLE.url}/ops` };
  },
  postTeam: async () => TEAM,
  patchTeam: async (service) => {
    await service.call(TEAM);
    const payload = { instructions: [{ kind: 'updateName', value: 'New' }] };
    return { method: 'PATCH', url: `${TEAM.url}/web`, payload };
  },
  deleteTeam: async (service) => {
    await service.call(TEAM);
    return { method: 'DELETE', url: `${TEAM.url}/web` };
  },
  patchTeams: async (service) => {
    await service.call(TEAM);
    const { id } = await addSigner(service);
    const instruction = { kind: 'addMembersToTeams', memberIDs: [id], teamKeys: ['web'] };
    return { method: 'PATCH', url: TEAM.url, payload: { instructions: [instruction] } };
  },
  postMemberTeams: async (service) => {
    await service.call(TEAM);
    const { id } = await addSigner(service);
    return { method: 'POST', url: `/api/v2/members/${id}/teams`, payload: { teamKeys: ['web'] } };
  },
  postTeamMembers: async (service) => {
    await service.call(TEAM);
    const { email } = await addSigner(service);
    const head = 'Content-Disposition: form-data; name="file"; filename="members.csv"';
    return {
      method: 'POST',
      url: `${TEAM.url}/web/members`,
      payload: `--b\r\n${head}\r\n\r\n${email}\r\n--b--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    };
  },
  patchAccountSettings: async () => ({
    method: 'PATCH',
    url: '/api/v2/account/settings',
    payload: [{ op: 'replace', path: '/serviceTokenLimit', value: 100 }],
  }),
  postMembers: async () => ({
    method: 'POST',
    url: '/api/v2/members',
    payload: [{ email: `${newObjectId()}@example.com`, role: 'reader' }],
  }),
  patchMember: async (service) => ({
    method: 'PATCH',
    url: `/api/v2/members/${(await addSigner(service, undefined, 'writer')).id}`,
    payload: [{ op: 'replace', path: '/role', value: 'reader' }],
  }),
  patchMembers: async (service) => ({
    method: 'PATCH',
    url: '/api/v2/members',
    payload: {
      instructions: [
        {
          kind: 'replaceMembersRoles',
          value: 'reader',
          memberIDs: [(await addSigner(service, undefined, 'writer')).id],
        },
      ],
    },
  }),
  deleteMember: async (service) => ({
    method: 'DELETE',
    url: `/api/v2/members/${(await addSigner(service)).id}`,
  }),
  postInvitation: async (service) => ({
    method: 'POST',
    url: `/api/v2/members/${(await invite(service))._id}/invitation`,
  }),
  deleteInvitation: async (service) => ({
    method: 'DELETE',
    url: `/api/v2/members/${(await invite(service))._id}/invitation`,
  }),
  postPasswordLink: async (service) => ({
    method: 'POST',
    url: `/api/v2/members/${(await addSigner(service)).id}/password-link`,
  }),
  deleteSession: async (service) => ({
    method: 'DELETE',
    url: '/api/v2/session',
    ...(await signedIn(service)),
  }),
  deleteSessions: async (service) => ({
    method: 'DELETE',
    url: '/api/v2/sessions',
    ...(await signedIn(service)),
  }),
  deleteOneSession: async (service) => {
    const credentials = await signedIn(service);
    const { items } = (await service.call({ url: '/api/v2/sessions', ...credentials })).json();
    return { method: 'DELETE', url: `/api/v2/sessions/${items[0]._id}`, ...credentials };
  },
  putPassword: async (service) => ({
    method: 'PUT',
    url: '/api/v2/password',
    payload: { currentPassword: PASSWORD, newPassword: `${PASSWORD}!` },
    ...(await signedIn(service)),
  }),
  approveDeviceRequest: (service) => deviceAnswer(service, 'approve'),
  denyDeviceRequest: (service) => deviceAnswer(service, 'deny'),
};

/** A member with a session answers for a program that waits. */
async function deviceAnswer(service: TestService, word: 'approve' | 'deny'): Promise<CallOptions> {
  const url = '/api/v2/device-requests';
  const asked = await service.call({ method: 'POST', url, as: null, payload: { deviceName: 'laptop' } });
  const payload = { userCode: asked.json().userCode };
  return { method: 'POST', url: `${url}/${word}`, payload, ...(await signedIn(service)) };
}

async function serviceTokenId(service: TestService): Promise<string> {
  return (await service.createToken({ role: 'reader', serviceToken: true }))._id;
}

async function serviceToken(service: TestService): Promise<string> {
  return `/api/v2/tokens/${await serviceTokenId(service)}`;
}

async function previousSecret(service: TestService): Promise<string> {
  const url = await serviceToken(service);
  const expiry = service.clock.nowMs + 60_000;
  const reset = await service.call({ method: 'POST', url: `${url}/reset?expiry=${expiry}` });
  return `${url}/previous-secrets/${reset.json().previousSecrets[0]._id}`;
}

export async function invite(service: TestService) {
  const payload = [{ email: `${newObjectId()}@example.com`, role: 'reader' }];
  const response = await service.call({ method: 'POST', url: '/api/v2/members', payload });
  return response.json().items[0];
}

/** What a browser sends once a new member has signed in. */
async function signedIn(service: TestService): Promise<Pick<CallOptions, 'as' | 'headers'>> {
  const browser = new Browser(service);
  await browser.signIn((await addSigner(service)).email);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { as: null, headers: { cookie, origin: ORIGIN, 'x-keyward-request': '1' } };
}
