import type { Settings, Token } from '../app/keyward.ts';
import { DAY_MS } from '../app/times.ts';
import { endOfLife, endProblem, type Life, lifeOfDays, usualLife } from './life.ts';
import { EMPTY_SCOPE, type Scope, scopeFieldOf, scopeLike, scopeProblems } from './scope.ts';

export const API_VERSIONS = [20240415, 20220603, 20210729, 20191212, 20160426] as const;
type ApiVersion = (typeof API_VERSIONS)[number];

/** What stands in the form. It never holds a secret. */
export interface Draft extends Scope {
  readonly name: string;
  readonly description: string;
  readonly life: Life;
  readonly isService: boolean;
  readonly apiVersion: ApiVersion;
  /** Between commas, as they are typed. */
  readonly allowedIps: string;
  readonly tags: string;
}

export function emptyDraft(settings: Settings | undefined): Draft {
  return {
    ...EMPTY_SCOPE,
    name: '',
    description: '',
    life: usualLife(settings),
    isService: false,
    apiVersion: API_VERSIONS[0],
    allowedIps: '',
    tags: '',
  };
}

/** Everything of a token but its secret: the same access, as long a life. */
export function draftLike(token: Token, settings: Settings | undefined, now: number): Draft {
  const { expiry, creationDate } = token;
  const days = expiry === undefined ? null : Math.max(1, Math.round((expiry - creationDate) / DAY_MS));
  return {
    ...emptyDraft(settings),
    ...scopeLike(token),
    name: `Copy of ${token.name}`.slice(0, 256),
    description: token.description ?? '',
    life: lifeOfDays(days, now),
    isService: token.serviceToken,
    apiVersion: API_VERSIONS.find((version) => version === token.defaultApiVersion) ?? API_VERSIONS[0],
    allowedIps: token.allowedIps.join(', '),
    tags: token.tags.join(', '),
  };
}

/** Where something is wrong, in words. */
export type DraftProblems = Partial<
  Record<'name' | 'description' | 'access' | 'policy' | 'life' | 'allowedIps' | 'tags', string>
>;

/** What is wrong that needs no server to be seen. */
export function problemsOf(draft: Draft, now: number): DraftProblems {
  const wrongEnd = endProblem(endOfLife(draft.life, now), now);
  return {
    ...(draft.name.trim() === '' && { name: 'Give the token a name that people recognize.' }),
    ...scopeProblems(draft),
    ...(wrongEnd && { life: wrongEnd }),
  };
}

/** The body of the call that makes the token. */
export function bodyOf(draft: Draft, now: number) {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    ...scopeFieldOf(draft),
    serviceToken: draft.isService,
    defaultApiVersion: draft.apiVersion,
    expiry: endOfLife(draft.life, now) ?? null,
    allowedIps: listIn(draft.allowedIps),
    tags: listIn(draft.tags),
  };
}

export function listIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
