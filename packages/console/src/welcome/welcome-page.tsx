import { KeywardError } from '@keyward/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { useCodeInAddress } from '../sign-in/code-in-address.ts';
import { Gate } from '../sign-in/gate.tsx';
import { NewPassphrase, PASSPHRASE_MINIMUM } from '../sign-in/new-passphrase.tsx';
import { Steps } from './steps.tsx';

/** The first run: owner, organization, and then the first token in the panel that makes all others. */
export function WelcomePage() {
  const fromLink = useCodeInAddress();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [step, setStep] = useState<'owner' | 'organization'>('owner');
  const [code, setCode] = useState(fromLink);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [organization, setOrganization] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  function continueToOrganization(event: FormEvent) {
    event.preventDefault();
    if (password.length < PASSPHRASE_MINIMUM)
      return setProblem(`The passphrase needs at least ${PASSPHRASE_MINIMUM} characters.`);
    setProblem(undefined);
    setStep('organization');
  }

  async function setUp(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    try {
      const owner = { code: code.trim(), email: email.trim(), password, organization: organization.trim() };
      const { _id } = await keyward.service.setUp(owner);
      await keyward.sessions.signIn({ email: owner.email, password });
      // It comes with every set-up, for those who set up by API. Nobody has its secret now.
      await keyward.tokens.delete(_id);
      client.clear();
      const search = { name: 'my-first-token', role: 'reader', expires_in: 30 };
      const state = { isFirst: true } as object;
      await navigate({ to: '/tokens/new', search, state, replace: true });
    } catch (error) {
      const isRefused = error instanceof KeywardError && error.status === 401;
      setProblem(isRefused ? CODE_REFUSED : reasonOf(error));
      if (isRefused) setStep('owner');
      setIsBusy(false);
    }
  }

  const failure = problem && (
    <p className="field-problem" role="alert">
      {problem}
    </p>
  );
  if (step === 'owner') {
    return (
      <Gate title="Create the owner" lead="Of this server’s first organization. Others are invited later.">
        <Steps current={0} />
        <form key="owner" onSubmit={continueToOrganization} className="form">
          <TextField
            label="Set-up code"
            name="code"
            required
            spellCheck={false}
            className="mono"
            placeholder="kwb_…"
            autoFocus={fromLink === ''}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            help="Printed by the server when it starts with nobody in it."
          />
          <TextField
            label="Work email"
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus={fromLink !== ''}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <NewPassphrase value={password} onChange={setPassword} />
          {failure}
          <Button kind="primary" type="submit" className="button-wide">
            Create owner
          </Button>
        </form>
      </Gate>
    );
  }
  return (
    <Gate title="Name the organization" lead="Its name stands at the top of every page.">
      <Steps current={1} />
      <form key="organization" onSubmit={setUp} className="form">
        <TextField
          label="Organization"
          name="organization"
          autoComplete="organization"
          required
          autoFocus
          maxLength={256}
          value={organization}
          onChange={(event) => setOrganization(event.target.value)}
        />
        {failure}
        <div className="form-buttons">
          <Button onClick={() => setStep('owner')}>Back</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            Continue to the first token
          </Button>
        </div>
      </form>
    </Gate>
  );
}

const CODE_REFUSED =
  'This set-up code does not work. It works once and for one hour: restart the server for a new one. If somebody set it up already, sign in.';
