import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Role, type Statement } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { PolicyField } from '../create-token/policy-field.tsx';
import { ROLES } from '../members/member-search.ts';
import { keyFor } from './key-for.ts';
import { RoleDifference } from './role-difference.tsx';
import { usedBy } from './used-by.ts';

interface RoleEditorProps {
  /** The role that is changed. */
  readonly role?: Role;
  /** The role that a new one begins as a copy of. */
  readonly origin?: Role | undefined;
  /** Told the key of the role when it was saved. */
  readonly onDone: (key?: string) => void;
}

/** A statement to begin with, as an example of its form. */
const FIRST_POLICY = JSON.stringify(
  [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] }],
  undefined,
  2,
);

export function RoleEditor({ role, origin, onDone }: RoleEditorProps) {
  const client = useQueryClient();
  const from = role ?? origin;
  const [name, setName] = useState(role?.name ?? (origin ? `Copy of ${origin.name}` : ''));
  const [key, setKey] = useState<string>();
  const [description, setDescription] = useState(from?.description ?? '');
  const [base, setBase] = useState(from?.basePermissions ?? 'no_access');
  const [policy, setPolicy] = useState(from ? JSON.stringify(from.policy, undefined, 2) : FIRST_POLICY);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const statements = statementsIn(policy);

  async function save(event: FormEvent) {
    event.preventDefault();
    const found = {
      ...(name.trim() === '' && { name: 'Give the role a name.' }),
      ...(statements === undefined && { policy: 'This is no JSON list yet.' }),
    };
    setProblems(found);
    setFailure(undefined);
    if (statements === undefined || Object.keys(found).length > 0 || isBusy) return;
    setIsBusy(true);
    const wanted = {
      name: name.trim(),
      description,
      policy: [...statements],
      basePermissions: base as 'reader',
    };
    try {
      const saved = role
        ? await keyward.roles.update(role.key, {
            patch: Object.entries(wanted).map(([field, value]) => ({
              op: 'replace' as const,
              path: `/${field}`,
              value,
            })),
          })
        : await keyward.roles.create({ ...wanted, key: key ?? keyFor(name) });
      await Promise.all([client.invalidateQueries({ queryKey: ['roles'] }), forgetTokens(client)]);
      say(`Saved the role ${saved.name}`);
      onDone(saved.key);
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  const holders = role && usedBy(role);
  return (
    <form className="form" onSubmit={save} aria-label="Role" noValidate>
      <TextField
        label="Name"
        autoFocus
        value={name}
        problem={problems.name}
        onChange={(event) => setName(event.target.value)}
      />
      {role === undefined && (
        <TextField
          label="Key"
          help="How programs name it. It cannot be changed later."
          spellCheck={false}
          value={key ?? keyFor(name)}
          onChange={(event) => setKey(event.target.value)}
        />
      )}
      <TextField
        label="Description"
        isOptional
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <Select label="Starts from" options={ROLES} value={base} onChange={setBase} />
      <PolicyField text={policy} onChange={setPolicy} isService={false} problem={problems.policy} />
      {role && statements && <RoleDifference role={role} base={base} policy={statements} />}
      {holders && (
        <p className="warning">Also changes {holders}: whoever holds the role has what it says, at once.</p>
      )}
      {failure !== undefined && <Problem title="The role was not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          Save role
        </Button>
        <Button onClick={() => onDone(role?.key)}>Cancel</Button>
      </div>
    </form>
  );
}

function statementsIn(text: string): readonly Statement[] | undefined {
  try {
    const policy: unknown = JSON.parse(text);
    return Array.isArray(policy) ? policy : undefined;
  } catch {
    return undefined;
  }
}
