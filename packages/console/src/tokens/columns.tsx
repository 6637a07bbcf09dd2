import type { ReactNode } from 'react';
import type { Token } from '../app/keyward.ts';
import { Time } from '../controls/time.tsx';
import { AccessCell, ExpiryCell, LastUsedCell, OwnerCell } from './token-cells.tsx';
import { UsageBars } from './usage-bars.tsx';

export interface Column {
  readonly id: string;
  readonly label: string;
  /** What the service calls the order, where it can sort so. */
  readonly sort?: { readonly by: string; readonly isNewestFirst?: boolean };
  readonly isUsual: boolean;
  readonly cell: (token: Token) => ReactNode;
}

const none = <span className="faint">None</span>;
const cut = (text: string) => (
  <span className="cut" title={text}>
    {text}
  </span>
);

/** What a row of the list can show beside the name. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'description',
    label: 'Description',
    isUsual: false,
    cell: ({ description }) => (description ? cut(description) : none),
  },
  { id: 'access', label: 'Access', isUsual: true, cell: (token) => <AccessCell token={token} /> },
  { id: 'owner', label: 'Owner', isUsual: true, cell: (token) => <OwnerCell token={token} /> },
  {
    id: 'lastUsed',
    label: 'Last used',
    sort: { by: 'lastUsed', isNewestFirst: true },
    isUsual: true,
    cell: (token) => <LastUsedCell token={token} />,
  },
  {
    id: 'address',
    label: 'Used from',
    isUsual: false,
    cell: ({ lastUsedAddress }) =>
      lastUsedAddress ? <span className="cut mono">{lastUsedAddress}</span> : none,
  },
  {
    id: 'requests',
    label: 'Requests, 30 d',
    sort: { by: 'requests', isNewestFirst: true },
    isUsual: true,
    cell: ({ usage }) => usage && <UsageBars usage={usage} />,
  },
  {
    id: 'created',
    label: 'Created',
    sort: { by: 'creationDate', isNewestFirst: true },
    isUsual: false,
    cell: ({ creationDate }) => <Time at={creationDate} />,
  },
  {
    id: 'version',
    label: 'API version',
    isUsual: false,
    cell: ({ defaultApiVersion }) => defaultApiVersion,
  },
  {
    id: 'id',
    label: 'Id',
    isUsual: false,
    cell: ({ _id }) => (
      <span className="cut mono" title={_id}>
        {_id}
      </span>
    ),
  },
  {
    id: 'expiry',
    label: 'Expires',
    sort: { by: 'expiry' },
    isUsual: true,
    cell: (token) => <ExpiryCell token={token} />,
  },
];

export const USUAL_COLUMNS: readonly string[] = COLUMNS.filter(({ isUsual }) => isUsual).map(({ id }) => id);
