import type { ReactNode } from 'react';
import { Mark } from '../controls/icons.tsx';
import { OfflineBanner } from '../controls/offline-banner.tsx';

/** The frame of every page that is shown to somebody who is not signed in. */
export function Gate({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <main className="gate">
      <OfflineBanner />
      <div className="gate-brand">
        <Mark />
        <span>Keyward</span>
      </div>
      <div className="gate-card">
        <h1>{title}</h1>
        {lead && <p className="faint">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
