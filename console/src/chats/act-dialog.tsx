import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ChatMessage } from '../../../client/api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import form from '../parts/form/form.module.css';
import { Refused } from '../settings/parts/refused.tsx';
import { useAttempt } from '../settings/parts/use-attempt.ts';

export interface ActDialogProps {
  readonly act: 'delete' | 'ban';
  readonly message: Pick<ChatMessage, 'number'>;
  readonly sender: string;
  readonly run: (reason: string | null) => Promise<unknown>;
  readonly close: () => void;
}

/** Asks once before something that cannot be taken back, or that shuts somebody out. */
export function ActDialog({ act, message: { number }, sender, run, close }: ActDialogProps) {
  const { t } = useLingui();
  const attempt = useAttempt();
  const [reason, setReason] = useState('');
  const isBan = act === 'ban';
  const go = async (): Promise<void> => {
    if (await attempt.run(() => run(reason.trim() === '' ? null : reason.trim()))) close();
  };
  return (
    <Dialog title={isBan ? t`Ban ${sender}?` : t`Delete message ${number}?`} isOpen onOpenChange={close}>
      <p>
        {isBan ? (
          <Trans>They leave the group, and nobody can add them until the ban is ended. Their messages stay.</Trans>
        ) : (
          <Trans>Its text is gone for everybody. Its number stays.</Trans>
        )}
      </p>
      {isBan && <Field label={t`Reason, for the moderators`} name="reason" maxLength={500} value={reason} onChange={setReason} autoFocus />}
      <Refused refusal={attempt.refusal} />
      <div className={form.bar}>
        <Button onPress={close}>
          <Trans>Cancel</Trans>
        </Button>
        <Button look="danger" isDisabled={attempt.isBusy} autoFocus={!isBan} onPress={() => void go()}>
          {isBan ? t`Ban` : t`Delete`}
        </Button>
      </div>
    </Dialog>
  );
}
