import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { ParleyError } from '../../../client/rest/problem.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { useSession } from './session-context.ts';
import styles from './sign-in.module.css';

const TENANT = 'parley.tenant';

export function SignIn() {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.brand}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="32" height="32" />
          Parley
        </h1>
        <SignInForm />
      </div>
    </main>
  );
}

interface Known {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** Workspace, mail and password, then a code if the person has a second factor. One sentence for every wrong pair. */
export function SignInForm() {
  const { t } = useLingui();
  const { signIn, enter } = useSession();
  const [form, setForm] = useState<Known>({ tenant: localStorage.getItem(TENANT) ?? '', email: '', password: '' });
  const [code, setCode] = useState('');
  const [isCodeAsked, setIsCodeAsked] = useState(false);
  const [isDemo, setIsDemo] = useState(false);
  const [error, setError] = useState('');
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    const ending = new AbortController();
    // A laptop's hub knows its demo shop; a deployed one answers 404.
    void fetch('/demo.json', { signal: ending.signal })
      .then((response) => (response.ok ? (response.json() as Promise<Known>) : undefined))
      .then((known) => {
        if (known === undefined) return;
        setForm((before) => (before.email === '' ? { tenant: known.tenant, email: known.email, password: known.password } : before));
        setIsDemo(true);
      })
      .catch(() => undefined);
    return () => ending.abort();
  }, []);

  const wordsFor = (problem: unknown): string => {
    if (!(problem instanceof ParleyError)) return t`Parley cannot be reached. Check your connection and try again.`;
    if (problem.code === 'second_factor_required') return isCodeAsked ? t`That code is not right, or it was used before.` : '';
    if (problem.status === 429) {
      const seconds = Math.ceil(problem.retryAfter ?? 60);
      return t`Too many attempts. Try again in ${seconds} seconds.`;
    }
    return problem.status === 401 ? t`That is not right. Check workspace, email and password.` : problem.detail;
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    setError('');
    try {
      const { tenant, email, password } = form;
      await signIn({ tenant: tenant.trim(), email: email.trim(), password, ...(code.trim() === '' ? {} : { code: code.trim() }) });
      localStorage.setItem(TENANT, tenant.trim());
      await enter();
    } catch (problem) {
      setError(wordsFor(problem));
      if (problem instanceof ParleyError && problem.code === 'second_factor_required') {
        setIsCodeAsked(true);
        setCode('');
      }
    } finally {
      setIsBusy(false);
    }
  };
  const set = (name: keyof Known) => (value: string) => setForm((before) => ({ ...before, [name]: value }));

  return (
    <Form className={styles.form ?? ''} onSubmit={(event) => void submit(event)}>
      <Field label={t`Workspace`} name="tenant" isRequired autoComplete="organization" value={form.tenant} onChange={set('tenant')} />
      <Field label={t`Email`} name="email" type="email" isRequired autoComplete="username" value={form.email} onChange={set('email')} />
      <Field label={t`Password`} name="password" type="password" isRequired autoComplete="current-password" value={form.password} onChange={set('password')} />
      {isCodeAsked && (
        <Field
          label={t`Code`}
          hint={t`From your authenticator app, or a recovery code.`}
          name="code"
          isRequired
          autoFocus
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
        />
      )}
      {error !== '' && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <Button type="submit" look="primary" isDisabled={isBusy}>
        <Trans>Sign in</Trans>
      </Button>
      {isDemo && (
        <p className={styles.hint}>
          <Trans>This hub runs on your laptop with a demo shop, so the form is filled in for you.</Trans>
        </p>
      )}
    </Form>
  );
}
