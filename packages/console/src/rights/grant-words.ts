import type { Member, Role } from '../app/keyward.ts';
import { BASE_ROLES } from '../create-token/scope.ts';
import { capitalized } from '../tokens/token-words.ts';

/** A statement of a role, counted from zero, as the service names what grants something. */
export interface Grant {
  readonly role: string;
  readonly statement: number;
}

/** What is known of the roles, and of the teams of a holder; without it keys stand for names. */
export interface GrantContext {
  readonly roles?: readonly Role[] | undefined;
  readonly holder?: Pick<Member, 'customRoles' | 'teams'> | undefined;
}

const INLINE = 'inlineRole';

/** Each role once: `Base role Writer`, `Auditor, statements 2 and 4, through the team Web shop`. */
export function grantWords(grants: readonly Grant[], context: GrantContext): readonly string[] {
  const byRole = Map.groupBy(grants, ({ role }) => role);
  return [...byRole].map(([role, ofRole]) => {
    const statements = [...new Set(ofRole.map(({ statement }) => statement))].sort((a, b) => a - b);
    return roleWords(role, statements, context);
  });
}

function roleWords(role: string, statements: readonly number[], context: GrantContext): string {
  if (role === INLINE) return `Its policy, ${numbersOf(statements)}`;
  const isBase = [...BASE_ROLES, 'no_access'].some((base) => base === role);
  if (isBase) return `Base role ${capitalized(role)}`;
  const known = context.roles?.find(({ key }) => key === role);
  const ownCount = known?.policy.length ?? Number.POSITIVE_INFINITY;
  const own = statements.filter((statement) => statement < ownCount);
  const parts = [
    known?.name ?? role,
    own.length > 0 && numbersOf(own),
    // What comes behind its own statements was made from the base role that it starts from.
    own.length < statements.length && known && `its base role ${capitalized(known.basePermissions)}`,
    throughTeams(role, known, context),
  ];
  return parts.filter(Boolean).join(', ');
}

function numbersOf(statements: readonly number[]): string {
  const numbers = statements.map((statement) => statement + 1);
  return `${numbers.length === 1 ? 'statement' : 'statements'} ${numbers.join(' and ')}`;
}

function throughTeams(key: string, known: Role | undefined, { holder }: GrantContext): string | undefined {
  const isDirect = known !== undefined && holder?.customRoles.includes(known._id);
  const teams = holder?.teams.filter(({ customRoleKeys }) => customRoleKeys.includes(key)) ?? [];
  if (isDirect || teams.length === 0) return undefined;
  return `through the team ${teams.map(({ name }) => name).join(' and ')}`;
}
