import { KeywardError } from '@keyward/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { sessionQuery } from '../app/queries.ts';
import { reasonOf } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { Gate } from '../sign-in/gate.tsx';
import { CodeForm } from './code-form.tsx';
import { type Decision, DeviceReview } from './device-review.tsx';
import { asShown } from './user-code.ts';

/** Where a member lets in a program that has no browser: `keyward login` leads here. */
export function ActivatePage() {
  const { code = '' } = useSearch({ strict: false }) as { readonly code?: string };
  const userCode = asShown(String(code));
  const navigate = useNavigate();
  const [decision, setDecision] = useState<Decision>();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['device', userCode],
    queryFn: () => keyward.sessions.lookUpDevice(userCode),
    enabled: userCode !== '' && decision === undefined,
    refetchOnWindowFocus: false,
  });

  function submit(typed: string) {
    const code = asShown(typed);
    // The same address asks nothing again.
    if (code === userCode) void refetch();
    else void navigate({ to: '/activate', search: { code } as never });
  }

  if (decision !== undefined) return <Decided decision={decision} />;
  if (data === undefined || error) {
    return (
      <Gate title="Connect a command line" lead={<SignedInAs />}>
        <CodeForm
          key={userCode}
          initial={userCode}
          problem={error ? whyNot(error) : undefined}
          isBusy={isFetching}
          onSubmit={submit}
        />
      </Gate>
    );
  }
  return (
    <Gate title="Connect this command line?" lead={<SignedInAs />}>
      <DeviceReview userCode={userCode} request={data} onDecided={setDecision} />
    </Gate>
  );
}

function Decided({ decision }: { readonly decision: Decision }) {
  const isIn = decision === 'approved';
  return (
    <Gate title={isIn ? 'Connected' : 'Denied'}>
      <p role="status">
        {isIn
          ? 'Your command line has its token now. Go back to it; this page can be closed.'
          : 'Nothing was connected. Whoever asked is told so.'}
      </p>
      <p className="gate-links">
        <a className="link" href="/tokens">
          {isIn ? 'See its token' : 'Go to tokens'}
        </a>
      </p>
    </Gate>
  );
}

/** The token will be that of whoever is signed in here, so the page says who that is. */
function SignedInAs() {
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const client = useQueryClient();

  async function change() {
    try {
      await keyward.sessions.signOut();
      client.clear();
      await navigate({ to: '/login', search: { next: location.pathname + location.search } as never });
    } catch (error) {
      say(`Could not sign out. ${reasonOf(error)}`);
    }
  }

  return (
    <>
      Signed in as {session?.member.email}.{' '}
      <button type="button" className="link" onClick={change}>
        Use another account
      </button>
    </>
  );
}

function whyNot(error: unknown): string {
  if (!(error instanceof KeywardError)) return reasonOf(error);
  if (error.status === 404) return 'No command line waits for this code. Codes end after ten minutes.';
  if (error.status !== 429) return reasonOf(error);
  return `Too many wrong codes. Try again in ${Math.ceil((error.retryAfterMs ?? 0) / 60_000)} minutes.`;
}
