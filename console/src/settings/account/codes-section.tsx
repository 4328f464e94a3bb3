import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Totp } from '../../../../client/api.ts';
import { moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import form from '../../parts/form/form.module.css';
import { Pill } from '../../parts/marks.tsx';
import { useSession } from '../../screens/session-context.ts';
import { Form } from '../parts/form.tsx';
import { Section } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { bodyOf, CodeField, NO_PROOF, ProofFields } from './proof.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SetUpCodes } from './set-up-codes.tsx';

function NewCodes({ done }: { readonly done: () => void }) {
  const { t } = useLingui();
  const { api } = useSession();
  const attempt = useAttempt();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes !== undefined) return <RecoveryCodes codes={codes} done={done} />;
  const save = async (): Promise<void> => setCodes((await api.POST('/v1/me/totp/recovery-codes', { body: { code: code.trim() } })).recoveryCodes);
  return (
    <Form attempt={attempt} save={save} button={t`Make new codes`} cancel={done}>
      <p>{t`The codes that you have are no longer valid then.`}</p>
      <CodeField value={code} onChange={setCode} />
    </Form>
  );
}

function TurnOff({ done }: { readonly done: () => void }) {
  const { t } = useLingui();
  const { api } = useSession();
  const attempt = useAttempt();
  const [proof, setProof] = useState(NO_PROOF);
  const { password, code = '' } = bodyOf(proof, true);
  return (
    <Form attempt={attempt} save={() => api.POST('/v1/me/totp/disable', { body: { password, code } })} done={done} button={t`Turn off`} cancel={done}>
      <ProofFields proof={proof} hasCodes onChange={setProof} />
    </Form>
  );
}

/** Codes of an authenticator app, and the codes for the day on which the phone is lost. */
export function CodesSection({ totp, changed }: { readonly totp: Totp; readonly changed: () => void }) {
  const { t, i18n } = useLingui();
  const [step, setStep] = useState<'set-up' | 'codes' | 'off'>();
  const done = (): void => {
    setStep(undefined);
    changed();
  };
  const since = totp.confirmedAt === null ? '' : moment(i18n.locale, totp.confirmedAt);
  const titles = { 'set-up': t`Authenticator app`, codes: t`New recovery codes`, off: t`Turn the authenticator app off` };
  return (
    <Section
      title={t`Authenticator app`}
      hint={totp.enabled ? t`On since ${since}. Sign-in asks for a code.` : t`A second factor: sign-in asks for a code that only your phone shows.`}
      action={
        !totp.enabled && (
          <Button look="primary" onPress={() => setStep('set-up')}>
            {t`Set up`}
          </Button>
        )
      }
    >
      {totp.enabled && (
        <>
          <p>
            {totp.recoveryCodesLeft < 4 ? (
              <Pill tone="warn">{plural(totp.recoveryCodesLeft, { one: '# recovery code left', other: '# recovery codes left' })}</Pill>
            ) : (
              plural(totp.recoveryCodesLeft, { one: '# recovery code left', other: '# recovery codes left' })
            )}
          </p>
          <div className={form.bar}>
            <Button onPress={() => setStep('codes')}>{t`New recovery codes`}</Button>
            <Button onPress={() => setStep('set-up')}>{t`Another phone`}</Button>
            {totp.required ? <span>{t`Your workspace requires it.`}</span> : <Button look="danger" onPress={() => setStep('off')}>{t`Turn off`}</Button>}
          </div>
        </>
      )}
      <Dialog title={step === undefined ? '' : titles[step]} isOpen={step !== undefined} onOpenChange={done} isDismissable={false}>
        {step === 'set-up' && <SetUpCodes hasCodes={totp.enabled} done={done} cancel={done} />}
        {step === 'codes' && <NewCodes done={done} />}
        {step === 'off' && <TurnOff done={done} />}
      </Dialog>
    </Section>
  );
}
