import type { Settings, Statement, Token } from '../app/keyward.ts';
import { DAY_MS } from '../app/times.ts';
import { endOfLife, type Life, lifeOfDays, usualLife } from './life.ts';

export const BASE_ROLES = ['reader', 'writer', 'admin', 'owner'] as const;
export type BaseRole = (typeof BASE_ROLES)[number];
export const API_VERSIONS = [20240415, 20220603, 20210729, 20191212, 20160426] as const;
type ApiVersion = (typeof API_VERSIONS)[number];

/** What stands in the form. It never holds a secret. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly access: BaseRole | 'custom' | 'inline';
  readonly roleKeys: readonly string[];
  readonly policy: string;
  readonly life: Life;
  readonly isService: boolean;
  readonly apiVersion: ApiVersion;
  /** Between commas, as they are typed. */
  readonly allowedIps: string;
  readonly tags: string;
}

export const EXAMPLE_POLICY: readonly Statement[] = [
  { effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] },
];

export function emptyDraft(settings: Settings | undefined): Draft {
  return {
    name: '',
    description: '',
    access: 'reader',
    roleKeys: [],
    policy: JSON.stringify(EXAMPLE_POLICY, null, 2),
    life: usualLife(settings),
    isService: false,
    apiVersion: API_VERSIONS[0],
    allowedIps: '',
    tags: '',
  };
}

/** Everything of a token but its secret: the same access, as long a life. */
export function draftLike(token: Token, settings: Settings | undefined, now: number): Draft {
  const { expiry, creationDate, inlineRole, customRoleIds, role } = token;
  const days = expiry === undefined ? null : Math.max(1, Math.round((expiry - creationDate) / DAY_MS));
  const base = BASE_ROLES.find((each) => each === role);
  return {
    ...emptyDraft(settings),
    name: `Copy of ${token.name}`.slice(0, 256),
    description: token.description ?? '',
    access: base ?? (inlineRole.length > 0 ? 'inline' : 'custom'),
    roleKeys: customRoleIds,
    ...(inlineRole.length > 0 && { policy: JSON.stringify(inlineRole, null, 2) }),
    life: lifeOfDays(days, now),
    isService: token.serviceToken,
    apiVersion: API_VERSIONS.find((version) => version === token.defaultApiVersion) ?? API_VERSIONS[0],
    allowedIps: token.allowedIps.join(', '),
    tags: token.tags.join(', '),
  };
}

/** Where something is wrong, in words. */
export type DraftProblems = Partial<
  Record<'name' | 'access' | 'policy' | 'life' | 'allowedIps' | 'tags', string>
>;

/** What is wrong that needs no server to be seen. */
export function problemsOf(draft: Draft, now: number): DraftProblems {
  const end = endOfLife(draft.life, now);
  return {
    ...(draft.name.trim() === '' && { name: 'Give the token a name that people recognize.' }),
    ...(draft.access === 'custom' && draft.roleKeys.length === 0 && { access: 'Choose at least one role.' }),
    ...(draft.access === 'inline' && policyProblem(draft.policy)),
    ...(end === undefined && { life: 'Choose the last day.' }),
    ...(typeof end === 'number' && end <= now && { life: 'The last day has gone by.' }),
  };
}

function policyProblem(text: string): DraftProblems {
  try {
    const policy: unknown = JSON.parse(text);
    if (!Array.isArray(policy)) return { policy: 'A policy is a list of statements: it begins with `[`.' };
    return policy.length === 0 ? { policy: 'Add at least one statement.' } : {};
  } catch (error) {
    return {
      policy: `This is not JSON yet: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    };
  }
}

/** The body of the call that makes the token. */
export function bodyOf(draft: Draft, now: number) {
  const { access, roleKeys, policy, isService } = draft;
  const scope =
    access === 'custom'
      ? { customRoleIds: [...roleKeys] }
      : access === 'inline'
        ? { inlineRole: JSON.parse(policy) as Statement[] }
        : { role: access };
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    ...scope,
    serviceToken: isService,
    defaultApiVersion: draft.apiVersion,
    expiry: endOfLife(draft.life, now) ?? null,
    allowedIps: listIn(draft.allowedIps),
    tags: listIn(draft.tags),
  };
}

export function listIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
