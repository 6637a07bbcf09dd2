import type { components } from '@keyward/sdk';
import { moment, type Shape } from '../output/cells.ts';

export type Token = components['schemas']['Token'];

/** How tokens are shown in a list. */
export const tokenRow: Shape<Token> = {
  id: ({ _id }) => _id,
  columns: [
    { title: 'id', of: ({ _id }) => _id },
    { title: 'name', of: ({ name }) => name },
    { title: 'ending', of: ({ token }) => token },
    { title: 'status', of: ({ status }) => status },
    { title: 'type', of: typeOf },
    { title: 'access', of: accessOf },
    { title: 'owner', of: ({ _member }) => _member.email },
    { title: 'last used', of: ({ lastUsed }) => moment(lastUsed) },
    { title: 'expires', of: ({ expiry }) => moment(expiry) },
  ],
};

/** How one token is shown. */
export const tokenPage: Shape<Token> = {
  id: ({ _id }) => _id,
  columns: [
    ...tokenRow.columns,
    { title: 'last used from', of: ({ lastUsedAddress }) => lastUsedAddress },
    { title: 'last used by', of: ({ lastUsedAgent }) => lastUsedAgent },
    { title: 'description', of: ({ description }) => description },
    { title: 'created', of: ({ creationDate }) => moment(creationDate) },
    { title: 'API version', of: ({ defaultApiVersion }) => defaultApiVersion },
    { title: 'addresses', of: ({ allowedIps }) => allowedIps.join(' ') },
    { title: 'tags', of: ({ tags }) => tags.join(' ') },
    {
      title: 'older secrets',
      of: ({ previousSecrets }) =>
        previousSecrets.map(({ _id, expiry }) => `${_id} until ${moment(expiry)}`).join(', '),
    },
  ],
};

function typeOf({ serviceToken }: Token): string {
  return serviceToken ? 'service' : 'personal';
}

function accessOf({ role, customRoleIds, inlineRole }: Token): string {
  if (role !== undefined) return role;
  return customRoleIds.length > 0 ? customRoleIds.join(' ') : `policy of ${inlineRole.length}`;
}
