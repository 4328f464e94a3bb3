import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { ParleyError } from '../../../client/rest/problem.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { useSession } from './session-context.ts';
import styles from './sign-in.module.css';

export interface AskResetProps {
  readonly tenant: string;
  readonly email: string;
  readonly done: () => void;
}

/** Asks for a mail with a link. The answer is the same whether there is such an account or not. */
export function AskReset({ tenant, email, done }: AskResetProps) {
  const { t } = useLingui();
  const { api } = useSession();
  const [state, setState] = useState<'asking' | 'busy' | 'sent'>('asking');
  const [error, setError] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string): string => ((form.get(name) as string | null) ?? '').trim();
    setState('busy');
    setError('');
    try {
      await api.POST('/v1/password-resets', { body: { tenant: given('tenant'), email: given('email') } });
      setState('sent');
    } catch (problem) {
      setState('asking');
      setError(problem instanceof ParleyError ? problem.detail : t`Parley cannot be reached. Check your connection and try again.`);
    }
  };
  if (state === 'sent')
    return (
      <div className={styles.form}>
        <p role="status">
          <Trans>If there is such an account, a mail with a link is on its way. The link is good once, for an hour.</Trans>
        </p>
        <Button look="primary" autoFocus onPress={done}>
          <Trans>Back to sign-in</Trans>
        </Button>
      </div>
    );
  return (
    <Form className={styles.form ?? ''} onSubmit={(event) => void submit(event)}>
      <p className={styles.hint}>
        <Trans>You get a mail with a link to set a new password.</Trans>
      </p>
      <Field label={t`Workspace`} name="tenant" isRequired autoComplete="organization" defaultValue={tenant} />
      <Field label={t`Email`} name="email" type="email" isRequired autoFocus autoComplete="username" defaultValue={email} />
      {error !== '' && (
        <p role="alert" className={styles.error} dir="auto">
          {error}
        </p>
      )}
      <Button type="submit" look="primary" isDisabled={state === 'busy'}>
        <Trans>Send the link</Trans>
      </Button>
      <Button look="quiet" onPress={done}>
        <Trans>Back to sign-in</Trans>
      </Button>
    </Form>
  );
}
