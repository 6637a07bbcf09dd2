import { KeywardError } from '@keyward/sdk';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { useCodeInAddress } from './code-in-address.ts';
import { Gate } from './gate.tsx';
import { NewPassphrase } from './new-passphrase.tsx';

/** Where the link of an invitation leads, or that of a new passphrase. */
export function PassphrasePage({ isInvitation }: { readonly isInvitation: boolean }) {
  const code = useCodeInAddress();
  const navigate = useNavigate();
  const [firstName, setFirstName] = useState('');
  const [lastName, setLastName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  async function choose(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    try {
      if (isInvitation) {
        const names = { ...(firstName && { firstName }), ...(lastName && { lastName }) };
        await keyward.sessions.acceptInvitation({ code, password, ...names });
      } else {
        await keyward.sessions.resetPassword({ code, newPassword: password });
      }
      await navigate({ to: '/login', search: { reason: 'chosen' }, replace: true });
    } catch (error) {
      const isUsedUp = error instanceof KeywardError && error.status === 401;
      setProblem(
        isUsedUp ? 'This link does not work any more. Ask whoever sent it for a new one.' : reasonOf(error),
      );
      setIsBusy(false);
    }
  }

  const title = isInvitation ? 'Join your organization' : 'Choose a new passphrase';
  if (code === '') {
    return (
      <Gate title={title}>
        <p className="notice">This address is not complete: open the whole link that you were sent.</p>
      </Gate>
    );
  }
  return (
    <Gate
      title={title}
      lead={
        isInvitation
          ? 'You were invited. Choose a passphrase to come in.'
          : 'Every browser in which you are signed in is signed out.'
      }
    >
      <form onSubmit={choose} className="form">
        {isInvitation && (
          <div className="pair">
            <TextField
              label="First name"
              autoComplete="given-name"
              isOptional
              maxLength={256}
              value={firstName}
              onChange={(event) => setFirstName(event.target.value)}
            />
            <TextField
              label="Last name"
              autoComplete="family-name"
              isOptional
              maxLength={256}
              value={lastName}
              onChange={(event) => setLastName(event.target.value)}
            />
          </div>
        )}
        <NewPassphrase value={password} onChange={setPassword} />
        {problem && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <Button kind="primary" type="submit" isBusy={isBusy} className="button-wide">
          {isInvitation ? 'Join' : 'Save passphrase'}
        </Button>
      </form>
    </Gate>
  );
}
