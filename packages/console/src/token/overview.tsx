import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { forgetTokens, rolesQuery } from '../app/queries.ts';
import { absoluteTime } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { Time } from '../controls/time.tsx';
import { say } from '../controls/toasts.tsx';
import { displayName } from '../shell/display-name.ts';
import { reasonAgainst } from '../tokens/token-rights.ts';
import { accessWords } from '../tokens/token-words.ts';

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

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const RANKS = ['no_access', 'reader', 'writer', 'admin', 'owner'];

/** A personal token is never more than its holder: says so when the holder has less by now. */
function narrowedTo({ serviceToken, role, _member }: Token): string | undefined {
  if (serviceToken || role === undefined) return undefined;
  if (RANKS.indexOf(_member.role) >= RANKS.indexOf(role)) return undefined;
  return `Effective now: ${_member.role}, because ${displayName(_member)} has that role. A personal token never does more than its owner may.`;
}

interface EditableProps {
  readonly token: Token;
  readonly field: 'name' | 'description';
  readonly label: string;
  readonly action: string;
  readonly startsOpen?: boolean;
}

function Editable({ token, field, label, action, startsOpen = false }: EditableProps) {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(startsOpen);
  const [text, setText] = useState(token[field] ?? '');
  const [failure, setFailure] = useState<unknown>();

  async function save(event: FormEvent) {
    event.preventDefault();
    setFailure(undefined);
    try {
      await keyward.tokens.update(token._id, [{ op: 'replace', path: `/${field}`, value: text.trim() }]);
      await forgetTokens(client);
      say(`Saved the ${field}`);
      setIsOpen(false);
    } catch (error) {
      setFailure(error);
    }
  }

  if (!isOpen) {
    return (
      <Fact name={label}>
        {token[field] || <span className="faint">None</span>}{' '}
        <Button
          kind="quiet"
          aria-label={`Edit ${field}`}
          reason={reasonAgainst(token, action)}
          onClick={() => {
            setText(token[field] ?? '');
            setIsOpen(true);
          }}
        >
          Edit
        </Button>
      </Fact>
    );
  }
  return (
    <Fact name={label}>
      <form onSubmit={save} className="edit-line">
        <TextField
          label={`New ${field}`}
          autoFocus
          maxLength={field === 'name' ? 256 : 4096}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button kind="primary" type="submit">
          Save
        </Button>
        <Button onClick={() => setIsOpen(false)}>Cancel</Button>
      </form>
      {failure !== undefined && <Problem title={`The ${field} was not saved`} error={failure} />}
    </Fact>
  );
}
