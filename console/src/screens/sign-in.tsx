import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound } from 'lucide-react';
import { type FormEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import type { SignIn as Credentials } from '../../../client/api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import { askPasskey, hasPasskeys, isCancelled } from '../data/passkeys.ts';
import { rememberedWorkspace, rememberWorkspace } from '../data/workspace.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { useSession } from './session-context.ts';
import styles from './sign-in.module.css';
import { SsoButtons } from './sso-buttons.tsx';

const AskReset = lazy(async () => ({ default: (await import('./ask-reset.tsx')).AskReset }));

/** The card that everything before the first ticket is on. */
export function SignInCard({ children }: { readonly children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.brand}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="32" height="32" />
          Parley
        </h1>
        {children}
      </div>
    </main>
  );
}

export function SignIn({ failure }: SignInFormProps) {
  return (
    <SignInCard>
      <SignInForm failure={failure} />
    </SignInCard>
  );
}

export interface SignInFormProps {
  /** What became of a sign-in at a provider. */
  readonly failure?: string | undefined;
}

interface Known {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** What a refused sign-in says. One sentence for every wrong pair. */
export function useSignInWords() {
  const { t } = useLingui();
  return (problem: unknown): string => {
    if (!(problem instanceof ParleyError)) return t`Parley cannot be reached. Check your connection and try again.`;
    if (problem.status === 429) {
      const seconds = Math.ceil(problem.retryAfter ?? 60);
      return t`Too many attempts. Try again in ${seconds} seconds.`;
    }
    return problem.status === 401 ? t`That is not right. Check workspace, email and password.` : problem.detail;
  };
}

/** Workspace, mail and password, then a code if the person has a second factor; or a passkey alone; or a provider of the workspace. */
export function SignInForm({ failure = '' }: SignInFormProps) {
  const { t } = useLingui();
  const { api, signIn, enter } = useSession();
  const wordsFor = useSignInWords();
  const [form, setForm] = useState<Known>({ tenant: rememberedWorkspace(), email: '', password: '' });
  const [code, setCode] = useState('');
  const [isCodeAsked, setIsCodeAsked] = useState(false);
  const [isCodeWrong, setIsCodeWrong] = useState(false);
  const [isDemo, setIsDemo] = useState(false);
  const [isResetAsked, setIsResetAsked] = useState(false);
  const [error, setError] = useState(failure);
  const [isBusy, setIsBusy] = useState(false);
  // What somebody has typed, into whichever field, stays.
  const isTyped = useRef(false);

  useEffect(() => {
    const ending = new AbortController();
    // A laptop's hub knows its demo shop; a deployed one answers 404.
    void fetch('/demo.json', { signal: ending.signal })
      .then((response) => (response.ok ? (response.json() as Promise<Known>) : undefined))
      .then((known) => {
        if (known === undefined) return;
        if (!isTyped.current) setForm({ tenant: known.tenant, email: known.email, password: known.password });
        setIsDemo(true);
      })
      .catch(() => undefined);
    return () => ending.abort();
  }, []);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setIsBusy(true);
    setError('');
    setIsCodeWrong(false);
    try {
      await work();
    } catch (problem) {
      if (isCancelled(problem)) return;
      if (problem instanceof ParleyError && problem.code === 'second_factor_required') {
        setIsCodeWrong(isCodeAsked);
        setIsCodeAsked(true);
        setCode('');
      } else setError(wordsFor(problem));
    } finally {
      setIsBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(async () => {
      const { tenant, email, password } = form;
      await signIn({ tenant: tenant.trim(), email: email.trim(), password, ...(code.trim() === '' ? {} : { code: code.trim() }) });
      rememberWorkspace(tenant.trim());
      await enter();
    });
  };
  const usePasskey = (): void =>
    void attempt(async () => {
      const passkey = await askPasskey(await api.POST('/v1/sessions/passkey-options'));
      try {
        await signIn({ passkey } as unknown as Credentials);
      } catch (problem) {
        if (!(problem instanceof ParleyError) || problem.status !== 401) throw problem;
        setError(t`This passkey is not known here. Sign in with your password.`);
        return;
      }
      await enter();
    });
  const set = (name: keyof Known) => (value: string) => {
    isTyped.current = true;
    setForm((before) => ({ ...before, [name]: value }));
    // The code belongs to the account that it was asked for.
    setIsCodeAsked(false);
    setCode('');
  };

  if (isResetAsked)
    return (
      <Suspense>
        <AskReset tenant={form.tenant} email={form.email} done={() => setIsResetAsked(false)} />
      </Suspense>
    );
  return (
    <Form className={styles.form ?? ''} onSubmit={submit} validationErrors={isCodeWrong ? { code: t`That code is not right, or it was used before.` } : {}}>
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
          onChange={(text) => {
            setIsCodeWrong(false);
            setCode(text);
          }}
        />
      )}
      {error !== '' && (
        <p role="alert" className={styles.error} dir="auto">
          {error}
        </p>
      )}
      <Button type="submit" look="primary" isDisabled={isBusy}>
        <Trans>Sign in</Trans>
      </Button>
      {hasPasskeys() && (
        <Button isDisabled={isBusy} onPress={usePasskey}>
          <KeyRound size={16} strokeWidth={1.75} />
          <Trans>Sign in with a passkey</Trans>
        </Button>
      )}
      <SsoButtons tenant={form.tenant} isBusy={isBusy} attempt={attempt} />
      <Button look="quiet" onPress={() => setIsResetAsked(true)}>
        <Trans>Forgot your password?</Trans>
      </Button>
      {isDemo && (
        <p className={styles.hint}>
          <Trans>This hub runs on your laptop with a demo shop, so the form is filled in for you.</Trans>
        </p>
      )}
    </Form>
  );
}
