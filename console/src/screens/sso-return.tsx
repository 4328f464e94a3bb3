import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import type { SignIn as Credentials } from '../../../client/api.ts';
import { endSso, type SsoFailure } from '../data/sso.ts';
import type { SsoAnswer } from '../data/sso-answer.ts';
import { rememberWorkspace } from '../data/workspace.ts';
import { useSession } from './session-context.ts';
import styles from './sign-in.module.css';
import { SignInCard, useSignInWords } from './sign-in.tsx';

function useFailureWords(): (failure: SsoFailure) => string {
  const { t } = useLingui();
  return (failure) =>
    ({
      denied: t`The sign-in service did not sign you in.`,
      unreachable: t`The sign-in service did not answer. Try again.`,
      refused: t`Something was wrong with the answer of the sign-in service. Try again, or tell your admin.`,
      nobody: t`This account has no access to this workspace. Ask your admin.`,
      expired: t`This sign-in took too long. Try again.`,
      'began-elsewhere': t`This sign-in began in another tab or browser. Try again here.`,
      failed: t`This sign-in did not work. Try again.`,
    })[failure];
}

export interface SsoReturnProps {
  readonly answer: SsoAnswer;
  /** Signed in; or not, with what to say. */
  readonly done: (failure?: string) => void;
}

/** Where the browser comes back to from a provider: the session is asked for until the hub has checked the provider's answer. */
export function SsoReturn({ answer, done }: SsoReturnProps) {
  const { signIn, enter } = useSession();
  const failureWords = useFailureWords();
  const wordsFor = useSignInWords();
  const hasStarted = useRef(false);
  useEffect(() => {
    if (hasStarted.current) return;
    hasStarted.current = true;
    const finish = async (): Promise<void> => {
      try {
        const ended = await endSso(answer, sessionStorage, (credentials) => signIn(credentials as Credentials));
        if ('failure' in ended) return done(failureWords(ended.failure));
        rememberWorkspace(ended.tenant);
        await enter();
        return done();
      } catch (error) {
        return done(wordsFor(error));
      }
    };
    void finish();
  });
  return (
    <SignInCard>
      <p role="status" className={styles.hint}>
        <Trans>Signing you in…</Trans>
      </p>
    </SignInCard>
  );
}
