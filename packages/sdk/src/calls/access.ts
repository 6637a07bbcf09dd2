import type { Body, CallOptions } from './call-types.ts';
import { answerOf, type Client, callInit } from './client.ts';

/** Whether tokens, members and teams may do something, as OpenID AuthZEN asks it. */
export function accessCalls(client: Client) {
  return {
    evaluate: (body: Body<'evaluateAccess'>, options?: CallOptions) =>
      answerOf(client.POST('/access/v1/evaluation', { body, ...callInit(options) })),
    /** Several questions; what they have in common stands beside `evaluations`. */
    evaluateMany: (body: Body<'evaluateAccesses'>, options?: CallOptions) =>
      answerOf(client.POST('/access/v1/evaluations', { body, ...callInit(options) })),
    /** Who may do something; the next page comes by `page.next_token`. */
    searchSubjects: (body: Body<'searchSubjects'>, options?: CallOptions) =>
      answerOf(client.POST('/access/v1/search/subject', { body, ...callInit(options) })),
    /** To what a subject may do something. */
    searchResources: (body: Body<'searchResources'>, options?: CallOptions) =>
      answerOf(client.POST('/access/v1/search/resource', { body, ...callInit(options) })),
    /** What a subject may do to a resource. */
    searchActions: (body: Body<'searchActions'>, options?: CallOptions) =>
      answerOf(client.POST('/access/v1/search/action', { body, ...callInit(options) })),
    metadata: (options?: CallOptions) =>
      answerOf(client.GET('/.well-known/authzen-configuration', callInit(options))),
  };
}
