import type { components } from '@keyward/sdk';
import { moment, type Shape } from '../output/cells.ts';

export type Team = components['schemas']['Team'];

/** How teams are shown. */
export const teamRow: Shape<Team> = {
  id: ({ key }) => key,
  columns: [
    { title: 'key', of: ({ key }) => key },
    { title: 'name', of: ({ name }) => name },
    { title: 'members', of: ({ members }) => members?.totalCount },
    { title: 'roles', of: ({ roles }) => roles?.items.map(({ key }) => key).join(' ') },
    { title: 'changed', of: ({ _lastModified }) => moment(_lastModified) },
    { title: 'description', of: ({ description }) => description },
  ],
};
