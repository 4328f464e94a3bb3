import { useLingui } from '@lingui/react/macro';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Me, User } from '../../../client/api.ts';
import { type Api, createApi } from '../../../client/rest/create-api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import { createSession } from '../../../client/rest/session.ts';
import { indexedDbStore } from '../../../client/storage/indexed-db.ts';
import { type Hub, openHub } from '../data/hub.ts';
import { takeLink } from '../data/link.ts';
import { takeSsoAnswer } from '../data/sso-answer.ts';
import { wsUrl } from '../data/told.ts';
import { HubContext } from '../data/use-hub.ts';
import { tellLists } from '../data/use-list.ts';
import { Dialog } from '../parts/dialog.tsx';
import { toast } from '../parts/toast.tsx';
import { FactorNeeded, LinkPage } from './later.tsx';
import { router } from './routes.tsx';
import { SessionContext } from './session-context.ts';
import { SignIn, SignInForm } from './sign-in.tsx';
import { useRefusals } from './use-refusals.ts';

const SsoReturn = lazy(async () => ({ default: (await import('./sso-return.tsx')).SsoReturn }));

const baseUrl = location.origin;

/** Read before anything else sees the address. */
const mailLink = takeLink(location, history);
const ssoAnswer = takeSsoAnswer(location, history);

type Who =
  | { readonly state: 'unknown' | 'out' }
  /** Signed in, but the business wants a second factor of this role first. */
  | { readonly state: 'factorless'; readonly me: Me }
  | { readonly state: 'in'; readonly hub: Hub; readonly hasExpired: boolean };

const isFactorless = (error: unknown): boolean => error instanceof ParleyError && error.code === 'second_factor_not_set_up';
/** Every call but `/v1/me` says so; this one is small, and its answer is needed anyway. */
const lacksFactor = (api: Api): Promise<boolean> => api.GET('/v1/directory').then(() => false, isFactorless);

export function App() {
  const { t } = useLingui();
  const [who, setWho] = useState<Who>({ state: 'unknown' });
  const [link, setLink] = useState(mailLink);
  const [answer, setAnswer] = useState(ssoAnswer);
  const [ssoFailure, setSsoFailure] = useState<string>();
  const enterAgain = useRef<() => Promise<void>>(undefined);
  const refusals = useRefusals();
  const newest = useRef(refusals);
  newest.current = refusals;
  const queries = useMemo(
    () =>
      new QueryClient({
        // A lead may begin to require it while somebody works.
        queryCache: new QueryCache({ onError: (error) => void (isFactorless(error) && enterAgain.current?.()) }),
        defaultOptions: {
          queries: { refetchOnWindowFocus: false, retry: (tries, error) => tries < 2 && (!(error instanceof ParleyError) || error.status >= 500) },
        },
      }),
    [],
  );
  const { session, api } = useMemo(() => {
    const made = createSession({
      baseUrl,
      store: indexedDbStore(),
      onSignedOut: () => setWho((before) => (before.state === 'in' ? { ...before, hasExpired: true } : { state: 'out' })),
    });
    return { session: made, api: createApi({ baseUrl, ...made }) };
  }, []);

  const enter = useCallback(async () => {
    const [me, isWithoutFactor] = await Promise.all([api.GET('/v1/me'), lacksFactor(api)]);
    if (isWithoutFactor) {
      setWho((before) => {
        if (before.state === 'in') void before.hub.close();
        return { state: 'factorless', me };
      });
      return;
    }
    const hub = await openHub(api, me, wsUrl(), {
      ticketsChanged: tellLists,
      refused: (write, error) => newest.current.refused(hub, write, error),
      skipped: (write) => newest.current.skipped(hub, write),
      heldBack: (write) => newest.current.heldBack(hub, write),
    });
    queries.clear();
    setWho((before) => {
      if (before.state === 'in') void before.hub.close();
      return { state: 'in', hub, hasExpired: false };
    });
  }, [api, queries]);
  enterAgain.current = enter;

  const hasStarted = useRef(false);
  useEffect(() => {
    if (hasStarted.current) return;
    hasStarted.current = true;
    // Whoever comes from a provider opens a new session.
    if (ssoAnswer !== undefined) return setWho({ state: 'out' });
    void session
      .user()
      .then((user: User | undefined) => (user === undefined ? setWho({ state: 'out' }) : enter()))
      .catch((error: unknown) => {
        setWho({ state: 'out' });
        if (!(error instanceof ParleyError)) toast({ text: t`Parley cannot be reached. Check your connection and try again.`, isError: true });
      });
  }, [enter, session, t]);

  const signOut = useCallback(async () => {
    if (who.state === 'in') {
      await who.hub.close();
      await who.hub.forget().catch(() => undefined);
    }
    await session.signOut().catch(() => undefined);
    queries.clear();
    setWho({ state: 'out' });
  }, [queries, session, who]);
  const value = useMemo(() => ({ api, signIn: session.signIn, signOut, enter }), [api, session, signOut, enter]);

  if (who.state === 'unknown') return null;
  return (
    <SessionContext value={value}>
      {link !== undefined ? (
        <LinkPage link={link} done={() => setLink(undefined)} />
      ) : answer !== undefined ? (
        <Suspense>
          <SsoReturn
            answer={answer}
            done={(failure) => {
              setSsoFailure(failure);
              setAnswer(undefined);
            }}
          />
        </Suspense>
      ) : who.state === 'factorless' ? (
        <FactorNeeded me={who.me} />
      ) : who.state !== 'in' ? (
        <SignIn failure={ssoFailure} />
      ) : (
        <QueryClientProvider client={queries}>
          <HubContext value={who.hub}>
            <RouterProvider router={router} />
            <Dialog title={t`Sign in again`} isOpen={who.hasExpired} onOpenChange={() => undefined} isDismissable={false}>
              <SignInForm />
            </Dialog>
          </HubContext>
        </QueryClientProvider>
      )}
    </SessionContext>
  );
}
