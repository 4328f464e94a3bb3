import { useRef, useState } from 'react';
import { Dialog as AriaDialog, Modal } from 'react-aria-components';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import styles from './overlay.module.css';
import { ModalOverlay, Popover } from './overlay.tsx';
import { Toasts, toast } from './toast.tsx';

/** `data-opens`: the test presses it and photographs what opens. */
export const Dialogs = () => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div data-opens="[role=dialog]">
      <Button onPress={() => setIsOpen(true)}>Open the dialog</Button>
      <Dialog title="Close 3 tickets for good?" isOpen={isOpen} onOpenChange={setIsOpen}>
        <p>A closed ticket never opens again.</p>
        <Button look="danger" onPress={() => setIsOpen(false)}>
          Close for good
        </Button>
      </Dialog>
    </div>
  );
};
export const Floating = () => {
  const place = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div ref={place} data-opens="[role=dialog]">
      <Button onPress={() => setIsOpen(true)}>Open what floats</Button>
      <Popover className={styles.popover ?? ''} triggerRef={place} isOpen={isOpen} onOpenChange={setIsOpen} aria-label="What floats">
        <p>Escape gives the focus back to the button.</p>
      </Popover>
    </div>
  );
};
export const Covering = () => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div data-opens="[role=dialog]">
      <Button onPress={() => setIsOpen(true)}>Cover the page</Button>
      <ModalOverlay className={styles.scrim ?? ''} isOpen={isOpen} onOpenChange={setIsOpen} isDismissable>
        <Modal className={styles.sheet ?? ''}>
          <AriaDialog className={styles.dialog ?? ''} aria-label="What covers the page">
            <p>Without a title and buttons, as the palette is.</p>
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </div>
  );
};
export const Notices = () => {
  const tell = (): void => {
    toast({ text: 'Sending to Diego Ramos…', action: { label: 'Undo', run: () => undefined } });
    toast({ text: 'The provider does not accept the token.', isError: true });
  };
  return (
    <div data-opens="[role=alertdialog]">
      <Button onPress={tell}>Tell something</Button>
      <Toasts />
    </div>
  );
};
