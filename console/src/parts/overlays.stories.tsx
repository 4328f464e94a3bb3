import { useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
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
