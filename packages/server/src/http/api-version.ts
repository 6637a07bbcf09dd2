import type { FastifyRequest } from 'fastify';
import { API_VERSIONS, isApiVersion, LATEST_API_VERSION } from '../api-versions.ts';
import { Failure } from '../failure.ts';

declare module 'fastify' {
  interface FastifyRequest {
    apiVersion: { readonly version: number; readonly isBeta: boolean };
  }
}

/**
 * Which version of the API a call speaks: the header `LD-API-Version`, else the default of the calling token. The
 * official Go client sends the header twice, which Node joins with a comma: equal values are one, `beta` wins over
 * a date, and of several dates the last counts.
 *
 * @throws Failure `invalid_request` for a version that does not exist
 */
export function readApiVersion(request: FastifyRequest): FastifyRequest['apiVersion'] {
  const header = request.headers['ld-api-version'];
  const values = header === undefined ? [] : valuesOf(String(header));
  const unknown = values.find((value) => value !== 'beta' && !isApiVersion(Number(value)));
  if (unknown !== undefined) {
    throw new Failure('invalid_request', `unknown API version \`${unknown.slice(0, 40)}\``, {
      hint: `\`LD-API-Version\` takes one of ${API_VERSIONS.join(', ')}, beta`,
    });
  }
  if (values.includes('beta')) return { version: LATEST_API_VERSION, isBeta: true };
  const { principal } = request;
  const ofToken = principal?.authKind === 'token' ? principal.token.defaultApiVersion : undefined;
  const version = values.at(-1) ?? ofToken ?? LATEST_API_VERSION;
  return { version: Number(version), isBeta: false };
}

function valuesOf(header: string): readonly string[] {
  return header
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
