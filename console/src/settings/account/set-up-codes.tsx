import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TotpSecret } from '../../../../client/api.ts';
import { useSession } from '../../screens/session-context.ts';
import { Copy } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { bodyOf, CodeField, NO_PROOF, ProofFields } from './proof.tsx';
import { Qr } from './qr.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

export interface SetUpCodesProps {
  /** Codes are on: this replaces the app, and one of them is needed. */
  readonly hasCodes: boolean;
  readonly done: () => void;
  readonly cancel?: () => void;
}

/** Password → QR code and first code → recovery codes. Until the first code, sign-in stays as it is. */
export function SetUpCodes({ hasCodes, done, cancel }: SetUpCodesProps) {
  const { t } = useLingui();
  const { api } = useSession();
  const attempt = useAttempt();
  const [proof, setProof] = useState(NO_PROOF);
  const [secret, setSecret] = useState<TotpSecret>();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[]>();
  const back = cancel === undefined ? {} : { cancel };

  if (codes !== undefined) return <RecoveryCodes codes={codes} done={done} />;
  if (secret === undefined)
    return (
      <Form
        key="proof"
        attempt={attempt}
        save={async () => setSecret(await api.POST('/v1/me/totp', { body: bodyOf(proof, hasCodes) }))}
        button={t`Continue`}
        {...back}
      >
        <ProofFields proof={proof} hasCodes={hasCodes} onChange={setProof} />
      </Form>
    );
  return (
    <Form
      key="code"
      attempt={attempt}
      save={async () => setCodes((await api.POST('/v1/me/totp/confirm', { body: { code: code.trim() } })).recoveryCodes)}
      button={t`Turn on`}
      {...back}
    >
      <p>
        <Trans>Scan this with an authenticator app, or type the key into it. Then enter the six digits that the app shows.</Trans>
      </p>
      <Qr text={secret.uri} />
      <Copy label={t`Key`} text={secret.secret} />
      <CodeField value={code} onChange={setCode} hint={t`Six digits. They change every 30 seconds.`} />
    </Form>
  );
}
