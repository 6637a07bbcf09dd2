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
    acceptInvitation: (body: Body<'acceptInvitation'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/invitations/accept', { body, ...callInit(options) })),
  };
}
