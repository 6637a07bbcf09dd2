import { useState } from 'react';
import type { AuditEntry } from '../app/keyward.ts';
import { clockText } from '../app/times.ts';
import { type Refusal, WhyDenied } from './why-denied.tsx';

interface RefusalsProps {
  readonly entry: AuditEntry;
  readonly refusals: readonly Refusal[];
  /** The request that was searched for; without one the latest is explained. */
  readonly requestId: string | undefined;
}

/** The calls that an entry stands for, with why one of them was denied. */
export function Refusals({ entry, refusals, requestId }: RefusalsProps) {
  const [chosen, setChosen] = useState(requestId);
  const asked = refusals.find((refusal) => refusal.requestId === chosen) ?? refusals.at(-1);
  return (
    <>
      {entry.result === 'denied' && asked && <WhyDenied entry={entry} refusal={asked} />}
      <table className="changes">
        <caption>The latest refused calls</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What was asked for</th>
            <th scope="col">From</th>
            <th scope="col">Request</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map((refusal) => (
            <tr key={refusal.requestId}>
              <td className="mono">{clockText(refusal.date)}</td>
              <td>
                <code>{refusal.action}</code> on <code>{refusal.resource}</code>
              </td>
              <td className="mono">{refusal.address}</td>
              <td className="mono">
                {refusal.requestId}{' '}
                {entry.result === 'denied' && refusal !== asked && (
                  <button type="button" className="link" onClick={() => setChosen(refusal.requestId)}>
                    Why?
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
