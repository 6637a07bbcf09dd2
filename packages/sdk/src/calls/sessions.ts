import type { Body, CallOptions } from './call-types.ts';
import { answerOf, type Client, callInit } from './client.ts';

/** Members who sign in: for pages of the service itself, whose cookies a browser keeps. */
export function sessionCalls(client: Client) {
  return {
    signIn: (body: Body<'postSession'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/session', { body, ...callInit(options) })),
    /** Who is signed in. */
    get: (options?: CallOptions) => answerOf(client.GET('/api/v2/session', callInit(options))),
    signOut: (options?: CallOptions) => answerOf(client.DELETE('/api/v2/session', callInit(options))),
    list: (options?: CallOptions) => answerOf(client.GET('/api/v2/sessions', callInit(options))),
    end: (id: string, options?: CallOptions) =>
      answerOf(client.DELETE('/api/v2/sessions/{id}', { params: { path: { id } }, ...callInit(options) })),
    /** Signs out everywhere. */
    endAll: (options?: CallOptions) => answerOf(client.DELETE('/api/v2/sessions', callInit(options))),
    changePassword: (body: Body<'putPassword'>, options?: CallOptions) =>
      answerOf(client.PUT('/api/v2/password', { body, ...callInit(options) })),
    /** Asks for a mail with a link; the answer does not say whether there is such a member. */
    requestPasswordLink: (body: Body<'postPasswordRequest'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/password-requests', { body, ...callInit(options) })),
    /** With the code of such a link. */
    resetPassword: (body: Body<'postPassword'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/password', { body, ...callInit(options) })),
    /** Asks a member to let a program in, that has no browser: it shows the `userCode`. */
    requestDevice: (body: Body<'postDeviceRequest'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/device-requests', { body, ...callInit(options) })),
    /** The token once a member has approved; until then `status` is `pending`. */
    redeemDevice: (deviceCode: string, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/device-requests/token', { body: { deviceCode }, ...callInit(options) })),
    /** The program that waits for a code, which is taken as people type it. */
    lookUpDevice: (userCode: string, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/device-requests/look-up', { body: { userCode }, ...callInit(options) })),
    /** With `role` its token gets that one in place of the role that it asked for. */
    approveDevice: (body: Body<'approveDeviceRequest'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/device-requests/approve', { body, ...callInit(options) })),
    denyDevice: (userCode: string, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/device-requests/deny', { body: { userCode }, ...callInit(options) })),
    acceptInvitation: (body: Body<'acceptInvitation'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/invitations/accept', { body, ...callInit(options) })),
  };
}
