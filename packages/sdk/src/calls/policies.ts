import type { Body, CallOptions } from './call-types.ts';
import { answerOf, type Client, callInit } from './client.ts';

/** Questions about policies. They change nothing. */
export function policyCalls(client: Client) {
  return {
    explain: (body: Body<'explainAccess'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/policies/explain', { body, ...callInit(options) })),
    simulate: (body: Body<'simulateChange'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/policies/simulate', { body, ...callInit(options) })),
    /** What rights allow for each type of resource and each action, on the side of the scope and of the holder. */
    permissions: (body: Body<'listPermissions'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/policies/permissions', { body, ...callInit(options) })),
    validate: (body: Body<'validatePolicy'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/policies/validate', { body, ...callInit(options) })),
    lint: (body: Body<'lintPolicy'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/policies/lint', { body, ...callInit(options) })),
    diff: (body: Body<'diffPolicies'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/policies/diff', { body, ...callInit(options) })),
  };
}
