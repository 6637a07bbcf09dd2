import type { Policy } from '@keyward/policy';
import { KeywardError } from '@keyward/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useCallback, useMemo, useState } from 'react';
import { keyFor } from '../app/key-for.ts';
import { mistakeInKey, takenKey } from '../app/key-problem.ts';
import { keyward, type Role } from '../app/keyward.ts';
import { forgetRights } from '../app/queries.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { ProblemSummary } from '../controls/problem-summary.tsx';
import { say } from '../controls/toasts.tsx';
import { PolicyBuilder } from '../policy/policy-builder.tsx';
import { usePolicy } from '../policy/use-policy.ts';
import { RoleConflict } from './role-conflict.tsx';
import { RoleDifference } from './role-difference.tsx';
import { fieldsOf, patchOf, type RoleDraft, type RoleText, textOf } from './role-draft.ts';
import { RoleFields } from './role-fields.tsx';
import { RoleHolders } from './role-holders.tsx';
import type { FieldReasons } from './role-rights.ts';
import { Statements } from './statements.tsx';
import { usedBy } from './used-by.ts';

interface RoleEditorProps {
  /** The role that is changed; undefined for a new one. */
  readonly role?: Role | undefined;
  /** What the form begins with, unless something was typed before the page was loaded anew. */
  readonly start: RoleDraft;
  /** What the draft is kept under. */
  readonly formName: string;
  /** Why it cannot be saved at all. */
  readonly reason?: string | undefined;
  /** Why a field of it cannot be changed. */
  readonly fieldReasons?: FieldReasons;
  /** Told the key of the role when it was saved. */
  readonly onDone: (key?: string) => void;
}

const NO_REASONS: FieldReasons = {};

/** A role is written here: its name, what it starts from, and its policy. */
export function RoleEditor(props: RoleEditorProps) {
  const { role, start, formName, reason, fieldReasons: reasons = NO_REASONS, onDone } = props;
  const client = useQueryClient();
  const { draft, setDraft, forget } = useStoredDraft<RoleDraft>(formName, () => start);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>();
  const [theirs, setTheirs] = useState<RoleText>();
  const [isBusy, setIsBusy] = useState(false);
  const { name, key, description, base, policy, before } = draft;
  const wantedKey = key ?? keyFor(name);
  const subject = useMemo(() => ({ kind: 'role', base }) as const, [base]);
  const state = usePolicy({ text: policy, subject, before, name: role?.key ?? formName });
  const isHeld = role !== undefined && usedBy(role) !== undefined;
  const write = useCallback(
    (part: Partial<RoleDraft>) => setDraft((draft) => ({ ...draft, ...part })),
    [setDraft],
  );
  const writePolicy = useCallback((text: string) => write({ policy: text }), [write]);

  async function save(event: FormEvent) {
    event.preventDefault();
    const wanted = wantedOf(draft);
    const wrongKey = role !== undefined || name.trim() === '' ? undefined : mistakeInKey(wantedKey);
    const found = {
      ...(name.trim() === '' && { name: 'Give the role a name.' }),
      ...(wrongKey !== undefined && { key: wrongKey }),
      ...(wanted === undefined && { policy: 'This is no JSON list yet.' }),
    };
    setProblems(found);
    setFailure(undefined);
    if (!wanted || Object.keys(found).length > 0 || isBusy || reason !== undefined) return;
    setIsBusy(true);
    try {
      const saved =
        role && before
          ? await keyward.roles.update(role.key, { patch: patchOf(before, wanted) })
          : await keyward.roles.create({ ...fieldsOf(wanted), key: wantedKey });
      await forgetRights(client);
      forget();
      say(`Saved the role ${saved.name}`);
      onDone(saved.key);
    } catch (error) {
      const taken = takenKey(error, wantedKey);
      const isConflict = role && error instanceof KeywardError && error.code === 'patch_failed';
      if (isConflict) await keyward.roles.get(role.key).then(textOf).then(setTheirs, setFailure);
      else if (taken !== undefined) setProblems({ key: taken });
      else setFailure(error);
    } finally {
      setIsBusy(false);
    }
  }

  const { difference } = state.analysis;
  const beyond =
    isHeld && state.witness
      ? `Beyond your own access: ${state.witness.action} on ${state.witness.resource}`
      : undefined;
  return (
    <form className="form role-form" onSubmit={save} aria-label="Role" noValidate>
      <ProblemSummary problems={problems} />
      <RoleFields
        name={name}
        problem={problems.name}
        keyProblem={problems.key}
        roleKey={role === undefined ? wantedKey : undefined}
        description={description}
        base={base}
        reasons={reasons}
        onChange={write}
      />
      {reasons.policy === undefined ? (
        <PolicyBuilder
          text={policy}
          onChange={writePolicy}
          state={state}
          subject={subject}
          isHeld={isHeld}
          problem={problems.policy}
        />
      ) : (
        <section className="role-allows" aria-label="Policy">
          <h3>Policy</h3>
          <p className="help">{reasons.policy}</p>
          <Statements statements={wantedOf(draft)?.policy ?? []} />
        </section>
      )}
      {difference && <RoleDifference difference={difference} />}
      {role && <RoleHolders role={role} />}
      {theirs && (
        <RoleConflict
          theirs={theirs}
          mine={wantedOf(draft) ?? { ...draft, policy: [] }}
          onKeepMine={() => {
            write({ before: theirs });
            setTheirs(undefined);
          }}
          onTakeTheirs={() => {
            setDraft({ ...theirs, policy: JSON.stringify(theirs.policy, undefined, 2), before: theirs });
            setTheirs(undefined);
          }}
        />
      )}
      {failure !== undefined && <Problem title="The role was not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy} reason={reason ?? beyond}>
          Save role
        </Button>
        <Button onClick={() => onDone(role?.key)}>Cancel</Button>
      </div>
    </form>
  );
}

/** Undefined while the policy is no JSON list. */
function wantedOf(draft: RoleDraft): RoleText | undefined {
  try {
    const policy: unknown = JSON.parse(draft.policy);
    return Array.isArray(policy) ? { ...draft, policy: policy as Policy } : undefined;
  } catch {
    return undefined;
  }
}
