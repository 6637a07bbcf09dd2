import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { CloseIcon } from './icons.tsx';
import { OfflineBanner } from './offline-banner.tsx';

interface SheetProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly size?: 'narrow' | 'wide' | 'broad';
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stays in sight below what scrolls. */
  readonly footer?: ReactNode;
  readonly hasCloseButton?: boolean;
}

/** A panel at the right edge, above the page. Escape and a click beside it ask it to close. */
export function Sheet(props: SheetProps) {
  const { title, subtitle, size = 'narrow', onClose, children, footer, hasCloseButton = true } = props;
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal className={`sheet sheet-${size}`}>
        <Dialog className="sheet-body">
          <header className="sheet-head">
            <div>
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              {subtitle && <p className="faint">{subtitle}</p>}
            </div>
            {hasCloseButton && (
              <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
                <CloseIcon />
              </button>
            )}
          </header>
          <OfflineBanner />
          <div className="sheet-content">{children}</div>
          {footer && <footer className="sheet-foot">{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
