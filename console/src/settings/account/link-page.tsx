import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MailLink } from '../../data/link.ts';
import { Field } from '../../parts/field.tsx';
import { toast } from '../../parts/toast.tsx';
import { useSession } from '../../screens/session-context.ts';
import { SignInCard } from '../../screens/sign-in.tsx';
import { Form } from '../parts/form.tsx';
import styles from '../parts/settings.module.css';
import { useAttempt } from '../parts/use-attempt.ts';

export interface LinkPageProps {
  readonly link: MailLink;
  readonly done: () => void;
}

/** Where the links of mails lead: a new password, or a name and a password for somebody who was invited. Then they sign in. */
export function LinkPage({ link, done }: LinkPageProps) {
  const { t } = useLingui();
  const { api } = useSession();
  const attempt = useAttempt();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const isInvited = link.kind === 'invitation';
  const save = (): Promise<unknown> =>
    isInvited
      ? api.POST('/v1/invitations/accept', { body: { token: link.token, name: name.trim(), password } })
      : api.POST('/v1/password-resets/complete', { body: { token: link.token, password } });
  return (
    <SignInCard>
      <p className={styles.hint}>
        {isInvited ? <Trans>You were invited. Choose your name and a password.</Trans> : <Trans>Choose a new password. All your sessions end.</Trans>}
      </p>
      <Form
        attempt={attempt}
        save={save}
        done={() => {
          toast({ text: isInvited ? t`Welcome. Sign in with your address and password.` : t`Your password is set. Sign in with it.` });
          done();
        }}
        button={isInvited ? t`Join` : t`Set password`}
        cancel={done}
      >
        {isInvited && <Field label={t`Your name`} name="name" isRequired autoFocus autoComplete="name" maxLength={200} value={name} onChange={setName} />}
        <Field
          label={t`New password`}
          hint={t`At least 8 characters. A sentence is better than a puzzle.`}
          name="password"
          type="password"
          isRequired
          autoFocus={!isInvited}
          minLength={8}
          maxLength={200}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
        />
      </Form>
    </SignInCard>
  );
}
