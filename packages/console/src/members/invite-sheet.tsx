import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { Select } from '../controls/select.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { emailsIn } from './emails-in.ts';
import { type Invited, InvitedList } from './invited-list.tsx';
import { ROLES } from './member-search.ts';
import { INVITING, useOwnReasons } from './own-reasons.ts';

const MOST = 50;

/** Several people at once: all are invited, or none. */
export function InviteSheet() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { draft, setDraft, forget } = useStoredDraft('invite', () => ({ text: '', role: 'reader' }));
  const { text, role } = draft;
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const [invited, setInvited] = useState<Invited>();
  const close = () => void navigate({ to: '/members', search: (all: object) => all });
  const { emails, wrong } = emailsIn(text);
  const { createMember: reason } = useOwnReasons(INVITING);

  async function invite(event: FormEvent) {
    event.preventDefault();
    const mistake = mistakeIn(emails, wrong);
    setProblem(mistake);
    setFailure(undefined);
    if (mistake !== undefined || isBusy || reason !== undefined) return;
    setIsBusy(true);
    try {
      const { items } = await keyward.members.invite(
        emails.map((email) => ({ email, role: role as 'reader' })),
      );
      await client.invalidateQueries({ queryKey: ['members'] });
      forget();
      setInvited(items);
    } catch (error) {
      setFailure(error);
    }
    setIsBusy(false);
  }

  if (invited) return <InvitedList invited={invited} onClose={close} />;
  return (
    <Sheet
      title="Invite members"
      subtitle="Each gets a link by which they choose a passphrase."
      onClose={close}
    >
      <form className="form" onSubmit={invite} noValidate>
        <label className="field">
          <span>E-mail addresses</span>
          <textarea
            className="input area"
            rows={5}
            // biome-ignore lint/a11y/noAutofocus: the panel was opened to type here.
            autoFocus
            spellCheck={false}
            placeholder="ada@example.com, grace@example.com"
            aria-invalid={problem ? true : undefined}
            aria-describedby="emails-help"
            value={text}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          />
          <span className={problem ? 'field-problem' : 'help'} id="emails-help">
            {problem ?? `One in each line, or between commas. ${MOST} at once at most.`}
          </span>
        </label>
        <Select
          label="Role"
          options={ROLES}
          value={role}
          onChange={(chosen) => setDraft({ ...draft, role: chosen })}
        />
        {failure !== undefined && <Problem title="Nobody was invited" error={failure} />}
        <div className="row-buttons">
          <Button kind="primary" type="submit" isBusy={isBusy} reason={reason}>
            {emails.length > 1 ? `Invite ${counted(emails.length, 'member')}` : 'Invite'}
          </Button>
          <Button onClick={close}>Cancel</Button>
        </div>
      </form>
    </Sheet>
  );
}

function mistakeIn(emails: readonly string[], wrong: readonly string[]): string | undefined {
  const [first] = wrong;
  if (first !== undefined) return `“${first}” is no e-mail address.`;
  if (emails.length === 0) return 'Give at least one e-mail address.';
  return emails.length > MOST ? `These are ${emails.length}. Invite ${MOST} at once at most.` : undefined;
}
