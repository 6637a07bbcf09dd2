import { newObjectId } from '../src/object-id.ts';
import { addRole, addTeam } from './member-calls.ts';
import type { TestService } from './test-service.ts';

export interface ModelMember {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly createdAt: number;
  readonly accepted: boolean;
  readonly lastSeen: number | null;
}

export const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;

/** Members of all sorts, below the API, and the same as a plain list. */
export async function addModel(service: TestService): Promise<readonly ModelMember[]> {
  const roleIds: Record<string, string> = {};
  for (const key of ['ops', 'dev']) roleIds[key] = await addRole(service, key, []);
  const members = Array.from(
    { length: 60 },
    (_, index): ModelMember => ({
      id: newObjectId(),
      email: `${pick(['Ann', 'bob', 'c_d', 'e%f'], index)}${index}@Example.com`,
      firstName: pick(['Zoë', 'ann', '', 'Ólaf', 'Bo%b'], index),
      lastName: pick(['Lee', '', 'ŁAŃ'], index),
      role: pick(['reader', 'writer', 'admin', 'owner', 'no_access'], index),
      roles: pick([[], ['ops'], ['dev', 'ops'], []], index),
      teams: pick([[], ['QA'], ['core', 'QA']], index >> 1),
      createdAt: service.clock.nowMs + Math.floor(index / 2),
      accepted: index % 4 !== 0,
      lastSeen: index % 3 === 0 ? null : 1_000 * (index % 7),
    }),
  );
  await service.deployment.store.change(service.clock, async (changes) => {
    for (const { roles, teams: _, accepted, lastSeen: __, ...member } of members) {
      await changes.members.insertMember({
        ...member,
        accountId: service.accountId,
        role: member.role as 'reader',
        customRoleIds: roles.map((key) => roleIds[key] ?? ''),
        roleAttributes: {},
        acceptedAt: accepted ? 1 : null,
        removedAt: null,
        version: 1,
        lastSeenAt: null,
        lastSeenTokenId: null,
      });
      changes.recordChange({ accountId: service.accountId, kind: 'member', id: member.id });
    }
  });
  for (const key of ['QA', 'core']) {
    addTeam(service, key, {
      memberIds: members.filter(({ teams }) => teams.includes(key)).map(({ id }) => id),
    });
  }
  for (const { id, lastSeen } of members) {
    if (lastSeen !== null) service.write('update members set last_seen_at = ? where id = ?', lastSeen, id);
  }
  return [...members, ownerOf(service)];
}

/** The owner who is there from the start. */
function ownerOf({ query, clock }: TestService): ModelMember {
  const [{ id } = {}] = query("select id from members where email = 'owner@example.com'");
  const name = { firstName: 'Ada', lastName: 'Owner', email: 'owner@example.com' };
  const rest = { roles: [], teams: [], accepted: true, lastSeen: null };
  return { id: String(id), ...name, ...rest, role: 'owner', createdAt: clock.nowMs };
}

const key = (text: string) => text.normalize('NFKC').toLowerCase();
const displayName = ({ firstName, lastName, email }: ModelMember) =>
  `${firstName} ${lastName}`.trim() || email;
const compare = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0);
export const newest = (one: ModelMember, other: ModelMember) =>
  compare(other.createdAt, one.createdAt) || compare(one.id, other.id);

type Matches = (member: ModelMember) => boolean;

/** What each filter finds. */
export const FILTERS: Readonly<Record<string, Matches>> = {
  'query:ANN': (m) => key(m.email).includes('ann') || key(displayName(m)).includes('ann'),
  'query:zoë ł': (m) => key(displayName(m)).includes('zoë ł'),
  'query:_': (m) => m.email.includes('_'),
  'query:%': (m) => m.email.includes('%') || m.firstName.includes('%'),
  'query:example.com': () => true,
  'query:nobody': () => false,
  'role:reader': (m) => m.role === 'reader',
  'role:admin': (m) => m.role === 'admin' || m.role === 'owner',
  'role:Owner': (m) => m.role === 'owner',
  'role:writer|ops': (m) => m.role === 'writer' || m.roles.includes('ops'),
  'role:dev': (m) => m.roles.includes('dev'),
  'role:nothing': () => false,
  'email:ANN0@example.com|bob1@EXAMPLE.com': (m) => /^(ann0|bob1)@/i.test(m.email),
  'team:qa': (m) => m.teams.includes('QA'),
  'team:CORE': (m) => m.teams.includes('core'),
  'team:none': () => false,
  'noteam:true': (m) => m.teams.length === 0,
  'noteam:false': (m) => m.teams.length > 0,
  'lastSeen:{"never":true}': (m) => m.lastSeen === null,
  'lastSeen:{"noData":true}': (m) => m.lastSeen === null && m.accepted,
  'lastSeen:{"before":3000}': (m) => (m.lastSeen ?? 0) < 3000,
  'lastSeen: { "before" : 1 }': (m) => (m.lastSeen ?? 0) < 1,
  'role:reader|writer,team:qa,lastSeen:{"before":4000},query:a': (m) =>
    (m.role === 'reader' || m.role === 'writer') &&
    m.teams.includes('QA') &&
    (m.lastSeen ?? 0) < 4000 &&
    (key(m.email).includes('a') || key(displayName(m)).includes('a')),
  'lastSeen:{"never":true},noteam:true': (m) => m.lastSeen === null && m.teams.length === 0,
};

/** How each order compares. */
export const SORTS: Readonly<Record<string, (one: ModelMember, other: ModelMember) => number>> = {
  '': newest,
  displayName: (one, other) => compare(key(displayName(one)), key(displayName(other))) || newest(one, other),
  '-displayName': (one, other) =>
    compare(key(displayName(other)), key(displayName(one))) || newest(one, other),
  lastSeen: (one, other) => compare(one.lastSeen ?? 0, other.lastSeen ?? 0) || newest(one, other),
  '-lastSeen': (one, other) => compare(other.lastSeen ?? 0, one.lastSeen ?? 0) || newest(one, other),
  '-lastSeen,displayName': (one, other) =>
    compare(other.lastSeen ?? 0, one.lastSeen ?? 0) ||
    compare(key(displayName(one)), key(displayName(other))) ||
    newest(one, other),
};
