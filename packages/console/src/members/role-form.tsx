import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Member } from '../app/keyward.ts';
import { forgetRights, settingsQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { Select } from '../controls/select.tsx';
import { say } from '../controls/toasts.tsx';
import { RoleList } from '../create-token/role-list.tsx';
import { displayName } from '../shell/display-name.ts';
import { ROLES } from './member-search.ts';
import { roleText } from './role-text.ts';
import { TokensInUse } from './tokens-in-use.tsx';

const CUSTOM = 'custom';

interface RoleFormProps {
  readonly member: Member;
  /** Why the viewer may not change it. */
  readonly reason: string | undefined;
}

/** A base role, or custom roles in its place. */
export function RoleForm({ member, reason }: RoleFormProps) {
  const client = useQueryClient();
  const { data: settings } = useQuery(settingsQuery);
  const [role, setRole] = useState<string>(member.customRoles.length > 0 ? CUSTOM : member.role);
  const [custom, setCustom] = useState<readonly string[]>(member.customRoles);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const isCustom = role === CUSTOM;
  const wanted = isCustom ? custom : [];
  const isChanged =
    (isCustom ? member.role : role) !== member.role || wanted.join() !== member.customRoles.join();
  const why =
    isCustom && custom.length === 0
      ? 'Choose at least one role'
      : isChanged
        ? undefined
        : 'Nothing is changed';

  if (reason !== undefined) {
    return (
      <section>
        <h3>Role</h3>
        <p>{roleText(member)}</p>
        <p className="help">To change it: {reason.charAt(0).toLowerCase() + reason.slice(1)}.</p>
      </section>
    );
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isBusy || why !== undefined) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      await keyward.members.update(member._id, [
        ...(isCustom || role === member.role ? [] : [{ op: 'replace' as const, path: '/role', value: role }]),
        ...(wanted.join() === member.customRoles.join()
          ? []
          : [{ op: 'replace' as const, path: '/customRoles', value: wanted }]),
      ]);
      say(`Saved the role of ${displayName(member)}`);
      await forgetRights(client);
    } catch (error) {
      setFailure(error);
    }
    setIsBusy(false);
  }

  const off =
    settings?.customRoles === false ? 'Custom roles are switched off in your organization' : undefined;
  return (
    <form className="form" onSubmit={save} aria-label="Role" noValidate>
      <Select
        label="Role"
        options={[...ROLES, { value: CUSTOM, label: 'Custom roles', reason: off }]}
        value={role}
        onChange={setRole}
      />
      {isCustom && <RoleList chosen={custom} onChange={setCustom} />}
      {isChanged && member.tokens !== undefined && member.tokens.totalCount > 0 && (
        <>
          <p className="warning">
            Their personal tokens may never do more than they: what this takes away,{' '}
            {member.tokens.totalCount === 1
              ? 'their token loses'
              : `their ${member.tokens.totalCount} tokens lose`}{' '}
            at once.
          </p>
          <TokensInUse member={member} />
        </>
      )}
      {failure !== undefined && <Problem title="The role was not changed" error={failure} />}
      <div className="row-buttons">
        <Button type="submit" isBusy={isBusy} reason={why}>
          Save role
        </Button>
      </div>
    </form>
  );
}
