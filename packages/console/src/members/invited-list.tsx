import type { keyward } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { momentText } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Sheet } from '../controls/sheet.tsx';

export type Invited = Awaited<ReturnType<typeof keyward.members.invite>>['items'];

/** Who was invited. Where no mail was sent there is a link to hand over, this once. */
export function InvitedList({
  invited,
  onClose,
}: {
  readonly invited: Invited;
  readonly onClose: () => void;
}) {
  const hasLinks = invited.some(({ _invitation }) => _invitation.link !== undefined);
  return (
    <Sheet
      title={`Invited ${counted(invited.length, 'member')}`}
      subtitle={
        hasLinks
          ? 'No mail was sent: hand each their link. It is shown this once.'
          : 'Each was mailed a link.'
      }
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <ul className="card invited">
        {invited.map(({ _id, email, _invitation }) => (
          <li key={_id}>
            <span>{email}</span>
            <span className="meta">works until {momentText(_invitation.expiry)}</span>
            {_invitation.link !== undefined && (
              <CopyButton
                text={new URL(_invitation.link, location.origin).href}
                label="Copy link"
                said={`Link of ${email} copied`}
              />
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
