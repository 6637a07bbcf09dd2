import { Fragment, useState } from 'react';
import { counted } from '../app/numbers.ts';
import { ChevronIcon } from '../controls/icons.tsx';
import type { RightsOf } from '../decision/explain-query.ts';
import { ExtentText } from './extent-text.tsx';
import type { GrantContext } from './grant-words.ts';
import type { Permission } from './rights-queries.ts';
import { SideCell } from './side-cell.tsx';
import { Why } from './why.tsx';

interface PermissionTableProps {
  readonly of: RightsOf;
  readonly type: string;
  readonly chain: string;
  readonly permissions: readonly Permission[];
  /** How many actions the type has. */
  readonly total: number;
  readonly isOpenAtFirst: boolean;
  readonly context: GrantContext;
}

/** The actions of one type in one place. */
export function PermissionTable(props: PermissionTableProps) {
  const { of, type, chain, permissions, total, isOpenAtFirst, context } = props;
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const hasScope = permissions.some(({ scope }) => scope);
  const hasHolder = permissions.some(({ holder }) => holder);
  const allowed = permissions.filter(({ extent }) => extent !== 'none').length;
  return (
    <details className="card matrix" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <strong>{type}</strong> <code>{chain}</code>{' '}
        <span className="faint">
          {allowed === 0 ? 'none' : allowed} of {counted(total, 'action')} allowed
        </span>
      </summary>
      {isOpen && (
        <table className="effective-table">
          <thead>
            <tr>
              <th scope="col">Action</th>
              {hasScope && <th scope="col">Token says</th>}
              {hasHolder && <th scope="col">{hasScope ? 'Holder says' : 'Member'}</th>}
              {hasScope && hasHolder && <th scope="col">Allowed</th>}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <Row
                key={permission.action}
                of={of}
                chain={chain}
                permission={permission}
                hasScope={hasScope}
                hasHolder={hasHolder}
                context={context}
              />
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

interface RowProps extends Pick<PermissionTableProps, 'of' | 'chain' | 'context'> {
  readonly permission: Permission;
  readonly hasScope: boolean;
  readonly hasHolder: boolean;
}

function Row({ of, chain, permission, hasScope, hasHolder, context }: RowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { action, extent, scope, holder } = permission;
  const columns = 1 + Number(hasScope) + Number(hasHolder) + Number(hasScope && hasHolder);
  return (
    <Fragment>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="why-button"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            <ChevronIcon />
            <span className="mono">{action}</span>
          </button>
        </th>
        {hasScope && <SideCell side={scope} context={{ roles: context.roles }} />}
        {hasHolder && <SideCell side={holder} context={context} />}
        {hasScope && hasHolder && (
          <td>
            <ExtentText extent={extent} />
          </td>
        )}
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={columns} className="why-cell">
            <Why of={of} request={requestOf(permission, chain)} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** What is explained: an example where there is one, else the place of the type. */
function requestOf({ action, example, scope, holder }: Permission, chain: string) {
  const found = example ?? scope?.example ?? holder?.example;
  return { ...(found as object), action, resource: resourceIn(found) ?? chain };
}

function resourceIn(example: unknown): string | undefined {
  return (example as { readonly resource?: string } | undefined)?.resource;
}
