import type { LightMyRequestResponse } from 'fastify';
import type { CallOptions, TestService } from './test-service.ts';

export const FORM_HEADERS = { 'content-type': 'application/x-www-form-urlencoded' } as const;

/** A call with a form, as OAuth's clients send it. */
export function postForm(
  service: TestService,
  url: string,
  fields: Readonly<Record<string, string>> | string,
  options: CallOptions = {},
): Promise<LightMyRequestResponse> {
  const payload = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  const headers = { ...FORM_HEADERS, ...options.headers };
  return service.call({ method: 'POST', url, payload, ...options, headers });
}

export function introspect(
  service: TestService,
  token: string,
  options: CallOptions & { readonly clientIp?: string } = {},
): Promise<LightMyRequestResponse> {
  const { clientIp, ...rest } = options;
  return postForm(
    service,
    '/oauth2/introspect',
    { token, ...(clientIp !== undefined && { client_ip: clientIp }) },
    rest,
  );
}

export function revoke(
  service: TestService,
  token: string,
  options?: CallOptions,
): Promise<LightMyRequestResponse> {
  return postForm(service, '/oauth2/revoke', { token }, options);
}

/** The secret of a service token with the preset role for verifiers. */
export async function createVerifier(service: TestService): Promise<string> {
  const body = { name: 'gateway', serviceToken: true, customRoleIds: ['keyward-verifier'] };
  return (await service.createToken(body)).token;
}
