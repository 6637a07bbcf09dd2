import { Button } from '../controls/button.tsx';
import type { RoleText } from './role-draft.ts';
import { Statements } from './statements.tsx';

interface RoleConflictProps {
  readonly theirs: RoleText;
  readonly mine: RoleText;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Somebody else saved the role meanwhile. Nothing was written over, and nothing is lost: both are here to choose from. */
export function RoleConflict({ theirs, mine, onKeepMine, onTakeTheirs }: RoleConflictProps) {
  return (
    <section className="conflict" role="alert" aria-label="Saved by somebody else">
      <h3>Somebody else saved this role while you wrote</h3>
      <p>Yours was not saved. Look at both, and choose one to go on with; saving comes after that.</p>
      <div className="conflict-sides">
        {(
          [
            ['Theirs, as it is now', theirs],
            ['Yours', mine],
          ] as const
        ).map(([title, { name, description, policy }]) => (
          <div key={title}>
            <h4>{title}</h4>
            <p>
              {name}
              {description && <span className="faint"> · {description}</span>}
            </p>
            <Statements statements={policy as never} />
          </div>
        ))}
      </div>
      <div className="row-buttons">
        <Button onClick={onKeepMine}>Go on with mine</Button>
        <Button onClick={onTakeTheirs}>Take theirs</Button>
      </div>
    </section>
  );
}
