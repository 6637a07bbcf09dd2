import { useQuery } from '@tanstack/react-query';
import { keyward, type Role, type Statement } from '../app/keyward.ts';
import { useSettled } from '../app/use-settled.ts';
import { Prose } from '../controls/prose.tsx';

const SHOWN = 12;

interface RoleDifferenceProps {
  readonly role: Role;
  readonly base: string;
  readonly policy: readonly Statement[];
}

/** What holders gain and lose by the change, in words: by what the policies mean, not by how they are written. */
export function RoleDifference({ role, base, policy }: RoleDifferenceProps) {
  const from = { policy: role.policy, basePermissions: role.basePermissions as 'reader' };
  const settled = useSettled(JSON.stringify({ policy, basePermissions: base }));
  const isSame = settled === JSON.stringify(from);
  const { data } = useQuery({
    queryKey: ['role-difference', role._id, settled],
    queryFn: ({ signal }) =>
      keyward.policies.diff({ from, to: JSON.parse(settled) as typeof from }, { signal }),
    enabled: !isSame,
  });
  if (isSame || !data) return null;
  const isNothing = data.gained.length === 0 && data.lost.length === 0;
  return (
    <section className="difference" aria-label="What changes" role="status">
      <h3>What changes</h3>
      {isNothing && <p className="faint">Written otherwise, it means the same.</p>}
      <Sentences title="Gained" sentences={data.gained.map(({ sentence }) => sentence)} />
      <Sentences title="Lost" sentences={data.lost.map(({ sentence }) => sentence)} />
      {!data.isComplete && <p className="help">There may be more: the policies are hard to compare.</p>}
    </section>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div className="sentences" data-title={title}>
      <h4>{title}</h4>
      <ul>
        {sentences.slice(0, SHOWN).map((sentence) => (
          <li key={sentence}>
            <Prose text={sentence} />
          </li>
        ))}
        {sentences.length > SHOWN && <li className="faint">and {sentences.length - SHOWN} more</li>}
      </ul>
    </div>
  );
}
