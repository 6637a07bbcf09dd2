import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Member } from '../app/keyward.ts';
import { forgetRights } from '../app/queries.ts';
import { useIsKept, useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { displayName } from '../shell/display-name.ts';
import { AttributeFields } from '../teams/attribute-fields.tsx';
import { attributesIn, mistakeInRows, rowsOf, textOf } from '../teams/role-attributes.ts';
import { attributePatch } from './attribute-patch.ts';

interface MemberAttributesProps {
  readonly member: Member;
  /** Why the viewer may not change them. */
  readonly reason: string | undefined;
}

/** The name under which what was typed is kept. */
const attributesForm = ({ _id }: Member) => `attributes.${_id}`;

/** What placeholders stand for in the roles that the member has directly. */
export function MemberAttributes({ member, reason }: MemberAttributesProps) {
  const isKept = useIsKept(attributesForm(member));
  const [isEditing, setIsEditing] = useState(isKept);
  const entries = Object.entries(member.roleAttributes ?? {});
  return (
    <section className="member-teams">
      <h3>Role attributes</h3>
      {isEditing ? (
        <EditAttributes member={member} onClose={() => setIsEditing(false)} />
      ) : (
        <>
          {entries.length === 0 && <p className="faint">None.</p>}
          {entries.length > 0 && (
            <dl className="attributes">
              {entries.map(([name, values]) => (
                <div key={name}>
                  <dt className="mono">{name}</dt>
                  <dd className="mono">{textOf(values)}</dd>
                </div>
              ))}
            </dl>
          )}
          <div>
            <Button reason={reason} onClick={() => setIsEditing(true)}>
              Change attributes
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function EditAttributes({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const client = useQueryClient();
  // Others may change them while the form is open, and while it is reloaded: only what is changed here is sent.
  const { draft, setDraft, forget } = useStoredDraft(attributesForm(member), () => {
    const start = member.roleAttributes ?? {};
    return { start, rows: rowsOf(start) };
  });
  const { start, rows } = draft;
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const mistake = mistakeInRows(rows);
    setProblem(mistake);
    setFailure(undefined);
    if (mistake !== undefined || isBusy) return;
    const patch = attributePatch(start, attributesIn(rows));
    if (patch.length === 0) return onClose();
    setIsBusy(true);
    try {
      await keyward.members.update(member._id, patch);
      forget();
      await forgetRights(client);
      say(`Saved the attributes of ${displayName(member)}`);
      onClose();
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <form className="form framed" onSubmit={save} aria-label="Role attributes" noValidate>
      <AttributeFields
        whose="this member"
        rows={rows}
        onChange={(typed) => setDraft({ ...draft, rows: typed })}
        problem={problem}
      />
      {failure !== undefined && <Problem title="The attributes were not saved" error={failure} />}
      <div className="row-buttons">
        <Button type="submit" isBusy={isBusy}>
          Save attributes
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
