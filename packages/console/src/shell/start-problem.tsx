import { loadAnew } from '../app/load-anew.ts';
import { Problem } from '../controls/problem.tsx';
import { Gate } from '../sign-in/gate.tsx';

/** Shown when not even who is signed in could be found out. */
export function StartProblem({ error }: { readonly error: unknown }) {
  return (
    <Gate title="Keyward cannot be shown">
      <Problem title="The console did not start" error={error} onRetry={() => void loadAnew()} />
    </Gate>
  );
}
