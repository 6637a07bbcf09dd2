import type { components } from '@keyward/sdk';
import { type ReactNode, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { dayText } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { Select } from '../controls/select.tsx';
import { Time } from '../controls/time.tsx';
import { BASE_ROLES } from '../create-token/scope.ts';
import { capitalized } from '../tokens/token-words.ts';

export type Decision = 'approved' | 'denied';

const TOKEN_ROLES = BASE_ROLES.map((value) => ({ value, label: capitalized(value) }));

interface DeviceReviewProps {
  readonly userCode: string;
  readonly request: components['schemas']['DeviceRequest'];
  readonly onDecided: (decision: Decision) => void;
}

/** What a program asks for, beside the code that must be the one in the terminal: a link alone proves nothing. */
export function DeviceReview({ userCode, request, onDecided }: DeviceReviewProps) {
  const [busy, setBusy] = useState<Decision>();
  const [error, setError] = useState<unknown>();
  const { program, deviceName, address, sameAddress, lifeSeconds, creationDate } = request;
  const [role, setRole] = useState(request.role);

  async function decide(decision: Decision) {
    setBusy(decision);
    setError(undefined);
    try {
      const { approveDevice, denyDevice } = keyward.sessions;
      await (decision === 'approved' ? approveDevice({ userCode, role }) : denyDevice(userCode));
      onDecided(decision);
    } catch (refused) {
      setError(refused);
      setBusy(undefined);
    }
  }

  return (
    <>
      <p>
        Approve only if you ran <code>{program} login</code> yourself and your terminal shows this code:
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
        <Fact name="Expires">{dayText(Date.now() + lifeSeconds * 1000)}</Fact>
      </dl>
      <Select
        label="Role of its token"
        options={TOKEN_ROLES}
        value={role}
        onChange={setRole}
        help={`${role === request.role ? 'As it asks' : `It asks for ${capitalized(request.role)}`}. Never more than you may do yourself.`}
      />
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
