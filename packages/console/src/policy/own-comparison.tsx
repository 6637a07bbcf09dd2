import { capitalized } from '../tokens/token-words.ts';
import type { Subject } from './question.ts';
import type { PolicyState } from './use-policy.ts';

/** How much of what there is, and whether it is within what the viewer may do. */
export function OwnComparison({
  state,
  subject,
  isHeld,
}: {
  readonly state: PolicyState;
  readonly subject: Subject;
  readonly isHeld: boolean;
}) {
  const { analysis, member, witness } = state;
  const { comparison } = analysis;
  const whose =
    member && member.customRoles.length + member.teams.length === 0
      ? `your ${capitalized(member.role)} role`
      : 'your own access';
  return (
    <section className="side-part" aria-label="Compared with your own access">
      <h3>Compared with your own access</h3>
      <div role="status">
        {!comparison && <p className="faint">Once the policy has no mistakes.</p>}
        {comparison && (
          <p className="faint">
            {comparison.reached} of {comparison.total} actions.{' '}
            {comparison.containment?.verdict === 'contained' && `Nothing here is beyond ${whose}.`}
            {comparison.containment === undefined &&
              'Your own roles cannot all be read here; the service compares when it is saved.'}
          </p>
        )}
        {comparison?.containment?.verdict === 'not_provable' && (
          <p className="field-problem">
            It could not be shown that this is within {whose}: {comparison.containment.reason}.
          </p>
        )}
        {witness && (
          <p className={subject.kind === 'personal' || !isHeld ? 'warning' : 'problem'}>
            <span>
              Beyond {whose}: <code>{witness.action}</code> on <code>{witness.resource}</code>.{' '}
              {consequence(subject, isHeld)}
            </span>
          </p>
        )}
      </div>
    </section>
  );
}

function consequence(subject: Subject, isHeld: boolean): string {
  if (subject.kind === 'personal') return 'The token never does more than you may do yourself.';
  if (subject.kind === 'service') return 'The service refuses a token with it.';
  return isHeld
    ? 'Others hold this role, so it cannot be saved.'
    : 'You can write it, but give it to nobody.';
}
