import { useQuery } from '@tanstack/react-query';
import type { Token } from '../app/keyward.ts';
import { rolesQuery } from '../app/queries.ts';
import { absoluteTime } from '../app/times.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { Time } from '../controls/time.tsx';
import { displayName } from '../shell/display-name.ts';
import { accessWords } from '../tokens/token-words.ts';
import { Editable } from './editable.tsx';
import { Fact } from './fact.tsx';
import { IdleEnd } from './idle-end.tsx';

export function Overview({ token, isNaming }: { readonly token: Token; readonly isNaming: boolean }) {
  const { data: roles } = useQuery(rolesQuery);
  const { main, more } = accessWords(token, roles);
  const narrowed = narrowedTo(token);
  return (
    <dl className="facts">
      <Editable
        token={token}
        field="name"
        label="Name"
        action="updateAccessTokenName"
        startsOpen={isNaming}
      />
      <Editable token={token} field="description" label="Description" action="updateAccessTokenDescription" />
      <Fact name={token.serviceToken ? 'Created by' : 'Owner'}>
        {displayName(token._member)} <span className="faint">{token._member.email}</span>
      </Fact>
      <Fact name="Access">
        {[main, more].filter(Boolean).join(', ')}
        {narrowed && <p className="notice">{narrowed}</p>}
      </Fact>
      <Fact name="Last used">
        {token.lastUsed === 0 ? (
          'Never'
        ) : (
          <>
            <Time at={token.lastUsed} /> from {token.lastUsedAddress}
            <br />
            <span className="faint">{token.lastUsedAgent || 'by a program that does not name itself'}</span>
          </>
        )}
        <IdleEnd token={token} />
      </Fact>
      <Fact name="Created">{absoluteTime(token.creationDate)}</Fact>
      <Fact name="Expires">{token.expiry === undefined ? 'Never' : absoluteTime(token.expiry)}</Fact>
      <Fact name="API version">{token.defaultApiVersion}</Fact>
      <Fact name="Allowed addresses">
        {token.allowedIps.length === 0 ? (
          'Everywhere'
        ) : (
          <span className="mono">{token.allowedIps.join(', ')}</span>
        )}
      </Fact>
      <Fact name="Tags">{token.tags.length === 0 ? 'None' : token.tags.join(', ')}</Fact>
      <Fact name="Id">
        <span className="mono">{token._id}</span>{' '}
        <CopyButton kind="quiet" text={token._id} said="Id copied" />
      </Fact>
    </dl>
  );
}

const RANKS = ['no_access', 'reader', 'writer', 'admin', 'owner'];

/** A personal token is never more than its holder: says so when the holder has less by now. */
function narrowedTo({ serviceToken, role, _member }: Token): string | undefined {
  if (serviceToken || role === undefined) return undefined;
  if (RANKS.indexOf(_member.role) >= RANKS.indexOf(role)) return undefined;
  return `Effective now: ${_member.role}, because ${displayName(_member)} has that role. A personal token never does more than its owner may.`;
}
