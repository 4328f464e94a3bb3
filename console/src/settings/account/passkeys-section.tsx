import { useLingui } from '@lingui/react/macro';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { Passkey } from '../../../../client/api.ts';
import { hasPasskeys } from '../../data/passkeys.ts';
import { moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { useSession } from '../../screens/session-context.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { Row, Rows, Section } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { AddPasskey } from './add-passkey.tsx';

function Rename({ passkey, done }: { readonly passkey: Passkey; readonly done: () => void }) {
  const { t } = useLingui();
  const { api } = useSession();
  const attempt = useAttempt();
  const [name, setName] = useState(passkey.name);
  const save = (): Promise<unknown> => api.PATCH('/v1/me/passkeys/{id}', { params: { path: { id: passkey.id } }, body: { name: name.trim() } });
  return (
    <Form attempt={attempt} save={save} done={done} button={t`Rename`} cancel={done}>
      <Field label={t`Name`} name="name" isRequired autoFocus maxLength={200} value={name} onChange={setName} />
    </Form>
  );
}

export interface PasskeysSectionProps {
  readonly passkeys: readonly Passkey[];
  readonly hasCodes: boolean;
  readonly changed: () => void;
}

/** Signing in with a fingerprint, a face or a PIN of a device. */
export function PasskeysSection({ passkeys, hasCodes, changed }: PasskeysSectionProps) {
  const { t, i18n } = useLingui();
  const { api } = useSession();
  const [open, setOpen] = useState<'add' | Passkey>();
  const done = (): void => {
    setOpen(undefined);
    changed();
  };
  const usedOf = ({ createdAt, lastUsedAt }: Passkey): string => {
    const added = moment(i18n.locale, createdAt);
    if (lastUsedAt === null) return t`Added ${added}, not used yet`;
    const used = moment(i18n.locale, lastUsedAt);
    return t`Added ${added}, last used ${used}`;
  };
  return (
    <Section
      title={t`Passkeys`}
      hint={t`Sign in with the fingerprint, face or PIN of a device, without a password. A passkey counts as both factors.`}
      action={hasPasskeys() ? <Button onPress={() => setOpen('add')}>{t`Add passkey`}</Button> : undefined}
    >
      {!hasPasskeys() && <p>{t`This browser has no passkeys for this address.`}</p>}
      {passkeys.length > 0 && (
        <Rows>
          {passkeys.map((passkey) => (
            <Row
              key={passkey.id}
              icon={<KeyRound size={18} strokeWidth={1.75} aria-hidden />}
              title={passkey.name}
              sub={usedOf(passkey)}
              end={
                <>
                  <Button look="quiet" onPress={() => setOpen(passkey)}>{t`Rename`}</Button>
                  <Confirm
                    button={t`Remove`}
                    look="danger"
                    title={t`Remove this passkey?`}
                    run={() => api.DELETE('/v1/me/passkeys/{id}', { params: { path: { id: passkey.id } } }).then(changed)}
                  >
                    {t`Nobody can sign in with it any more. Sessions that are open stay.`}
                  </Confirm>
                </>
              }
            />
          ))}
        </Rows>
      )}
      <Dialog title={open === 'add' ? t`Add passkey` : t`Rename passkey`} isOpen={open !== undefined} onOpenChange={done} isDismissable={false}>
        {open === 'add' && <AddPasskey hasCodes={hasCodes} done={done} cancel={done} />}
        {open !== undefined && open !== 'add' && <Rename passkey={open} done={done} />}
      </Dialog>
    </Section>
  );
}
