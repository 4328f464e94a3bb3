import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { Button, type ButtonProps } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import form from '../../parts/form/form.module.css';
import { Refused } from './refused.tsx';
import { useAttempt } from './use-attempt.ts';

export interface ConfirmProps {
  /** The word of both buttons, such as "Remove". */
  readonly button: string;
  readonly title: string;
  /** What happens, and what stays. */
  readonly children: ReactNode;
  readonly run: () => Promise<unknown>;
  readonly look?: ButtonProps['look'];
  readonly isDisabled?: boolean;
}

/** A button whose effect cannot be undone: it says what happens and asks once. */
export function Confirm({ button, title, children, run, look = 'danger', isDisabled = false }: ConfirmProps) {
  const [isOpen, setIsOpen] = useState(false);
  const attempt = useAttempt();
  const close = (): void => {
    setIsOpen(false);
    attempt.forget();
  };
  return (
    <>
      <Button look={look} isDisabled={isDisabled} onPress={() => setIsOpen(true)}>
        {button}
      </Button>
      <Dialog title={title} isOpen={isOpen} onOpenChange={close}>
        <p>{children}</p>
        <Refused refusal={attempt.refusal} />
        <div className={form.bar}>
          <Button onPress={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look={look} isDisabled={attempt.isBusy} autoFocus onPress={() => void attempt.run(run).then((worked) => worked && close())}>
            {button}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
