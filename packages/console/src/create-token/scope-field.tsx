import { useQuery } from '@tanstack/react-query';
import { ownMemberQuery, resourceTypesQuery, settingsQuery } from '../app/queries.ts';
import { Select } from '../controls/select.tsx';
import { extentInWords } from './extent-in-words.ts';
import { ownReachQuery } from './own-reach.ts';
import { PolicyField } from './policy-field.tsx';
import { RoleList } from './role-list.tsx';
import { accessOptions } from './role-options.ts';
import type { Scope, ScopeProblems } from './scope.ts';

interface ScopeFieldProps {
  readonly scope: Scope;
  readonly onChange: (part: Partial<Scope>) => void;
  readonly isService: boolean;
  readonly problems: ScopeProblems;
}

/** A base role, custom roles, or a policy of its own. */
export function ScopeField({ scope, onChange, isService, problems }: ScopeFieldProps) {
  const { access, roleKeys, policy } = scope;
  const { data: member } = useQuery(ownMemberQuery);
  const { data: types } = useQuery(resourceTypesQuery);
  const { data: settings } = useQuery(settingsQuery);
  const { data: beyond } = useQuery(ownReachQuery(member, types?.items));
  const isOfBase = access !== 'custom' && access !== 'inline';
  return (
    <>
      <Select
        label="Role"
        options={accessOptions(types?.items, beyond ?? {}, settings?.customRoles ?? true)}
        value={access}
        onChange={(value) => onChange({ access: value })}
        help={isOfBase ? extentInWords(access, types?.items, beyond, member) : undefined}
        problem={isOfBase ? problems.access : undefined}
      />
      {access === 'custom' && (
        <RoleList
          chosen={roleKeys}
          onChange={(keys) => onChange({ roleKeys: keys })}
          problem={problems.access}
        />
      )}
      {access === 'inline' && (
        <PolicyField
          text={policy}
          onChange={(text) => onChange({ policy: text })}
          isService={isService}
          problem={problems.policy}
        />
      )}
    </>
  );
}
