import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { PasskeyDraft } from '../../../../client/api.ts';
import { makePasskey } from '../../data/passkeys.ts';
import { Field } from '../../parts/field.tsx';
import { useSession } from '../../screens/session-context.ts';
import { Form } from '../parts/form.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { bodyOf, NO_PROOF, ProofFields } from './proof.tsx';

export interface AddPasskeyProps {
  readonly hasCodes: boolean;
  readonly done: () => void;
  readonly cancel: () => void;
}

/** The password, then the browser's own dialog. */
export function AddPasskey({ hasCodes, done, cancel }: AddPasskeyProps) {
  const { t } = useLingui();
  const { api } = useSession();
  const attempt = useAttempt();
  const [name, setName] = useState('');
  const [proof, setProof] = useState(NO_PROOF);
  const save = async (): Promise<void> => {
    const options = await api.POST('/v1/me/passkeys/options', { body: bodyOf(proof, hasCodes) });
    const credential = (await makePasskey(options)) as unknown as PasskeyDraft['credential'];
    await api.POST('/v1/me/passkeys', { body: { name: name.trim(), credential } });
  };
  return (
    <Form attempt={attempt} save={save} done={done} button={t`Add passkey`} cancel={cancel}>
      <Field
        label={t`Name`}
        hint={t`So that you can tell them apart, such as “Work laptop”.`}
        name="name"
        isRequired
        maxLength={200}
        value={name}
        onChange={setName}
      />
      <ProofFields proof={proof} hasCodes={hasCodes} onChange={setProof} />
    </Form>
  );
}
