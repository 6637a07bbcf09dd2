import { type ReactNode, useEffect } from 'react';

interface PageTitleProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** The one thing that is done here most. */
  readonly action?: ReactNode;
}

export function PageTitle({ title, lead, action }: PageTitleProps) {
  useEffect(() => {
    document.title = `${title} · Keyward`;
  }, [title]);
  return (
    <div className="page-title">
      <div>
        <h1>{title}</h1>
        {lead && <p className="faint">{lead}</p>}
      </div>
      {action}
    </div>
  );
}
