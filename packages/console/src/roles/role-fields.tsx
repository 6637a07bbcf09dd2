import type { BaseRole } from '@keyward/policy';
import { memo } from 'react';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import { ROLES } from '../members/member-search.ts';
import type { RoleDraft } from './role-draft.ts';
import type { FieldReasons } from './role-rights.ts';

interface RoleFieldsProps extends Pick<RoleDraft, 'name' | 'description' | 'base'> {
  /** What is wrong with the name. */
  readonly problem: string | undefined;
  /** What is wrong with the key. */
  readonly keyProblem: string | undefined;
  /** Undefined for a role that has one already. */
  readonly roleKey: string | undefined;
  readonly reasons: FieldReasons;
  readonly onChange: (part: Partial<RoleDraft>) => void;
}

/** What a role is called and starts from. Not drawn again while its policy is written. */
export const RoleFields = memo(function RoleFields(props: RoleFieldsProps) {
  const { name, problem, keyProblem, roleKey, description, base, reasons, onChange } = props;
  return (
    <div className="role-fields">
      <TextField
        label="Name"
        autoFocus
        value={name}
        problem={problem}
        readOnly={reasons.name !== undefined}
        help={reasons.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {roleKey !== undefined && (
        <TextField
          label="Key"
          help="How programs name it. It cannot be changed later."
          spellCheck={false}
          value={roleKey}
          problem={keyProblem}
          onChange={(event) => onChange({ key: event.target.value })}
        />
      )}
      <TextField
        label="Description"
        isOptional
        value={description}
        readOnly={reasons.description !== undefined}
        help={reasons.description}
        onChange={(event) => onChange({ description: event.target.value })}
      />
      {reasons.base === undefined ? (
        <Select
          label="Starts from"
          options={ROLES}
          value={base}
          onChange={(value) => onChange({ base: value as BaseRole })}
        />
      ) : (
        <TextField
          label="Starts from"
          readOnly
          help={reasons.base}
          value={ROLES.find((each) => each.value === base)?.label ?? base}
        />
      )}
    </div>
  );
});
