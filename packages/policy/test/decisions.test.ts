import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  type AccessRequest,
  builtInCatalogue,
  compileRights,
  decide,
  decideEffective,
  type Holder,
  type NamedRole,
  type Policy,
  presetRoles,
  type RoleAttributes,
  type Scope,
} from '../src/index.ts';

interface CaseMember extends Omit<Holder, 'customRoles'> {
  /** A text is the key of a preset role. */
  readonly customRoles?: readonly (NamedRole | string)[];
  readonly removed?: boolean;
}

/** A case of `spec/decisions`: a subject, one or more requests that must all be allowed, and the answer. */
interface DecisionCase {
  readonly id: string;
  readonly why: string;
  readonly expect: 'allow' | 'deny';
  readonly policy?: Policy;
  readonly basePermissions?: 'reader' | 'no_access';
  readonly roleAttributes?: RoleAttributes;
  readonly member?: CaseMember;
  readonly token?: Scope & { readonly serviceToken?: boolean };
  readonly request?: AccessRequest;
  readonly requests?: readonly AccessRequest[];
  readonly mode?: 'effective';
}

function rightsOf({ policy, basePermissions, roleAttributes, member, token }: DecisionCase) {
  if (policy) {
    const role: NamedRole = { key: 'r', policy, ...(basePermissions && { basePermissions }) };
    const holder: Holder = {
      role: 'no_access',
      customRoles: [role],
      ...(roleAttributes && { roleAttributes }),
    };
    return compileRights({ holder }, builtInCatalogue);
  }
  if (token?.serviceToken) return compileRights({ scope: token }, builtInCatalogue);
  if (member?.removed) return compileRights({}, builtInCatalogue);
  return compileRights(
    { ...(token && { scope: token }), ...(member && { holder: holderOf(member) }) },
    builtInCatalogue,
  );
}

function holderOf({ customRoles = [], ...member }: CaseMember): Holder {
  return {
    ...member,
    customRoles: customRoles.map((role) => (typeof role === 'string' ? presetRole(role) : role)),
  };
}

function presetRole(key: string): NamedRole {
  const preset = presetRoles.find((role) => role.key === key);
  assert.ok(preset, `no preset role ${key}`);
  return preset;
}

const folder = new URL('../../../spec/decisions/', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name !== 'validity.json')) {
  const cases: DecisionCase[] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  for (const each of cases) {
    test(`${each.id}: ${each.expect}, ${each.why}`, () => {
      const rights = rightsOf(each);
      const answer = each.mode === 'effective' ? decideEffective : decide;
      const requests = each.requests ?? (each.request ? [each.request] : []);
      assert.ok(requests.length > 0);
      const allowed = requests.every((request) => answer(rights, request).allowed);
      assert.equal(allowed ? 'allow' : 'deny', each.expect);
    });
  }
}
