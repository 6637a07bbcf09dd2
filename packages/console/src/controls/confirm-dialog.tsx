import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { OfflineBanner } from './offline-banner.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something happens that cannot be taken back. Its buttons are among the children, in `.dialog-buttons`. */
export function ConfirmDialog({ title, onClose, children }: ConfirmDialogProps) {
  return (
    <ModalOverlay
      className="overlay overlay-centre"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => isOpen || onClose()}
    >
      <Modal className="dialog">
        <Dialog role="alertdialog" className="dialog-body">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <OfflineBanner />
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
