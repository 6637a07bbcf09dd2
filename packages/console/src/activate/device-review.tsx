import type { components } from '@keyward/sdk';
import { type ReactNode, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { dayText } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { Time } from '../controls/time.tsx';
import { roleText } from '../members/role-text.ts';

export type Decision = 'approved' | 'denied';

interface DeviceReviewProps {
  readonly userCode: string;
  readonly request: components['schemas']['DeviceRequest'];
  readonly onDecided: (decision: Decision) => void;
}

/** What a program asks for, beside the code that must be the one in the terminal: a link alone proves nothing. */
export function DeviceReview({ userCode, request, onDecided }: DeviceReviewProps) {
  const [busy, setBusy] = useState<Decision>();
  const [error, setError] = useState<unknown>();
  const { deviceName, address, sameAddress, role, lifeSeconds, creationDate } = request;

  async function decide(decision: Decision) {
    setBusy(decision);
    setError(undefined);
    try {
      const { approveDevice, denyDevice } = keyward.sessions;
      await (decision === 'approved' ? approveDevice(userCode) : denyDevice(userCode));
      onDecided(decision);
    } catch (refused) {
      setError(refused);
      setBusy(undefined);
    }
  }

  return (
    <>
      <p>
        Approve only if you ran <code>keyward login</code> yourself and your terminal shows this code:
      </p>
      <p className="user-code">{userCode}</p>
      <dl className="facts">
        <Fact name="Device">{deviceName}</Fact>
        <Fact name="Address">
          <span className="mono">{address}</span>
          {!sameAddress && (
            <p className="warning">Not the address of this browser. Deny if it is not a machine of yours.</p>
          )}
        </Fact>
        <Fact name="Asked">
          <Time at={creationDate} />
        </Fact>
        <Fact name="Role">{roleText({ role, customRoles: [] })}, and never more than you may do</Fact>
        <Fact name="Expires">{dayText(Date.now() + lifeSeconds * 1000)}</Fact>
      </dl>
      {error !== undefined && <Problem title="Not connected" error={error} />}
      <div className="device-answer">
        <Button kind="primary" isBusy={busy === 'approved'} onClick={() => decide('approved')}>
          Approve
        </Button>
        <Button isBusy={busy === 'denied'} onClick={() => decide('denied')}>
          Deny
        </Button>
      </div>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
