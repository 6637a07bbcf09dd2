import { API_VERSIONS, type Draft } from './draft.ts';
import { lifeOfDays } from './life.ts';
import { BASE_ROLES } from './scope.ts';

type Raw = Readonly<Record<string, unknown>>;

/** What a link fills in: `?name=&role=&service=1&expires_in=90&policy=<base64url JSON>`. Undefined: it fills in nothing. */
export function prefilled(draft: Draft, raw: Raw, now: number): Draft | undefined {
  const { name, description, role, service, expires_in: days, policy, api_version: version } = raw;
  const base = BASE_ROLES.find((each) => each === role);
  const text = typeof policy === 'string' ? policyIn(policy) : undefined;
  // A role alone is the filter of the list that the form was opened over.
  if ([name, description, service, days, policy, version].every((value) => value === undefined))
    return undefined;
  return {
    ...draft,
    ...(name !== undefined && { name: String(name).slice(0, 256) }),
    ...(description !== undefined && { description: String(description).slice(0, 4096) }),
    ...(base && { access: base }),
    ...(text !== undefined && { access: 'inline', policy: text }),
    ...(service !== undefined && { isService: ['1', 'true'].includes(String(service)) }),
    ...(Number(days) > 0 && Number(days) < 3_650 && { life: lifeOfDays(Math.floor(Number(days)), now) }),
    apiVersion: API_VERSIONS.find((each) => each === Number(version)) ?? draft.apiVersion,
  };
}

function policyIn(base64url: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2);
  } catch {
    return undefined;
  }
}
