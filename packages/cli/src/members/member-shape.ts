import type { components } from '@keyward/sdk';
import { moment, type Shape } from '../output/cells.ts';

export type Member = components['schemas']['Member'];

/** How members are shown. */
export const memberRow: Shape<Member> = {
  id: ({ _id }) => _id,
  columns: [
    { title: 'id', of: ({ _id }) => _id },
    { title: 'email', of: ({ email }) => email },
    { title: 'name', of: ({ firstName = '', lastName = '' }) => `${firstName} ${lastName}`.trim() },
    { title: 'role', of: ({ role }) => role },
    { title: 'custom roles', of: ({ customRoles }) => customRoles.join(' ') },
    { title: 'teams', of: ({ teams }) => teams.map(({ key }) => key).join(' ') },
    { title: 'status', of: ({ _pendingInvite }) => (_pendingInvite ? 'invited' : 'member') },
    { title: 'last seen', of: ({ _lastSeen }) => moment(_lastSeen) },
  ],
};
