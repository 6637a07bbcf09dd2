import type { components } from '@keyward/sdk';
import type { Shape } from '../output/cells.ts';

export type Role = components['schemas']['CustomRole'];

/** How roles are shown. */
export const roleRow: Shape<Role> = {
  id: ({ key }) => key,
  columns: [
    { title: 'key', of: ({ key }) => key },
    { title: 'name', of: ({ name }) => name },
    { title: 'kind', of: ({ preset }) => (preset ? 'preset' : 'custom') },
    { title: 'base', of: ({ basePermissions }) => basePermissions },
    { title: 'statements', of: ({ policy }) => policy.length },
    { title: 'members', of: ({ assignedTo }) => assignedTo.membersCount },
    { title: 'teams', of: ({ assignedTo }) => assignedTo.teamsCount },
    { title: 'tokens', of: ({ assignedTo }) => assignedTo.tokensCount },
    { title: 'description', of: ({ description }) => description },
  ],
};
