import { KeywardError } from '@keyward/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { Gate } from './gate.tsx';
import { placeToGo } from './place-to-go.ts';

export function LoginPage() {
  const { next, reason } = useSearch({ strict: false }) as {
    readonly next?: string;
    readonly reason?: string;
  };
  const navigate = useNavigate();
  const client = useQueryClient();
  const passphrase = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [email, setEmail] = useState('');
  const [isLinkAskedFor, setIsLinkAskedFor] = useState(false);

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    try {
      const password = passphrase.current?.value ?? '';
      await keyward.sessions.signIn({ email: email.trim(), password });
      client.clear();
      await navigate({ to: placeToGo(next), replace: true });
    } catch (error) {
      setProblem(whyNot(error));
      setIsBusy(false);
      passphrase.current?.select();
    }
  }

  async function askForLink() {
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) return setProblem('Enter your work email first.');
    setProblem(undefined);
    try {
      await keyward.sessions.requestPasswordLink({ email: email.trim() });
      setIsLinkAskedFor(true);
    } catch (error) {
      setProblem(whyNot(error));
    }
  }

  return (
    <Gate title="Sign in">
      {reason === 'ended' && !problem && <p className="notice">Your session has ended. Sign in again.</p>}
      {reason === 'chosen' && !problem && <p className="notice">Your passphrase is set. Sign in with it.</p>}
      {isLinkAskedFor && (
        <p className="notice" role="status">
          If a member has this address and this server can send mail, a link is on its way. Otherwise ask your
          administrator for one.
        </p>
      )}
      <form onSubmit={signIn} className="form">
        <TextField
          label="Work email"
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label="Passphrase"
          type="password"
          name="password"
          autoComplete="current-password"
          required
          ref={passphrase}
        />
        {problem && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <Button kind="primary" type="submit" isBusy={isBusy} className="button-wide">
          Sign in
        </Button>
      </form>
      <p className="gate-links">
        <button type="button" className="link" onClick={askForLink}>
          Choose a new passphrase
        </button>
      </p>
    </Gate>
  );
}

/** Never which half was wrong: the service does not say, and neither does this. */
function whyNot(error: unknown): string {
  if (!(error instanceof KeywardError)) return reasonOf(error);
  if (error.status === 401) return 'This email and passphrase do not fit together.';
  if (error.status !== 429) return reasonOf(error);
  const minutes = Math.ceil((error.retryAfterMs ?? 0) / 60_000);
  const wait = minutes <= 1 ? 'a minute' : `${minutes} minutes`;
  return `Too many attempts. Try again in ${wait}.`;
}
