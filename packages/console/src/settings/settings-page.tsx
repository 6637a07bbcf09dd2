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
        <li>
          <Link to="/settings/limits">Policies and limits</Link>
          <p className="faint">How long tokens may live, how many there may be, and who may create them.</p>
        </li>
        <li>
          <Link to="/settings/resource-types">Resource types</Link>
          <p className="faint">What your own API protects, so that policies can name it.</p>
        </li>
        <li>
          <Link to="/settings/gateway-routes">Gateway routes</Link>
          <p className="faint">
            Which access each request needs, where a gateway asks before your API is called.
          </p>
        </li>
      </ul>
    </>
  );
}
