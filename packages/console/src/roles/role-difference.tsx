import type { RightsDiff } from '@keyward/policy';
import { Prose } from '../controls/prose.tsx';

const SHOWN = 12;

/** What holders gain and lose by the change, in words: by what the policies mean, not by how they are written. */
export function RoleDifference({ difference }: { readonly difference: RightsDiff }) {
  const { gained, lost, isComplete } = difference;
  return (
    <section className="difference" aria-label="What changes" role="status">
      <h3>What changes</h3>
      {gained.length + lost.length === 0 && <p className="faint">Written otherwise, it means the same.</p>}
      <Sentences title="Gained" sentences={gained.map(({ sentence }) => sentence)} />
      <Sentences title="Lost" sentences={lost.map(({ sentence }) => sentence)} />
      {!isComplete && <p className="help">There may be more: the policies are hard to compare.</p>}
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
