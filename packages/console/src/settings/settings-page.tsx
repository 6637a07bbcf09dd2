import { Link } from '@tanstack/react-router';
import { PageTitle } from '../shell/page-title.tsx';

/** What the gear leads to. */
export function SettingsPage() {
  return (
    <>
      <PageTitle title="Organization settings" />
      <ul className="card links">
        <li>
          <Link to="/settings/authorization">Authorization</Link>
          <p className="faint">Access tokens: who may call the REST API, and with which rights.</p>
        </li>
      </ul>
    </>
  );
}
