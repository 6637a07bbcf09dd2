import { Link } from '@tanstack/react-router';
import { Gate } from '../sign-in/gate.tsx';

export function NotFoundPage() {
  return (
    <Gate title="There is no such page" lead="The address may be mistyped, or the page has moved.">
      <p className="gate-links">
        <Link to="/">Home</Link>
        <Link to="/tokens">Access tokens</Link>
      </p>
    </Gate>
  );
}
