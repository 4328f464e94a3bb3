import { useLingui } from '@lingui/react/macro';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { User } from '../../../client/api.ts';
import { createApi } from '../../../client/rest/create-api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import { createSession } from '../../../client/rest/session.ts';
import { indexedDbStore } from '../../../client/storage/indexed-db.ts';
import { type Hub, openHub } from '../data/hub.ts';
import { HubContext } from '../data/use-hub.ts';
import { tellLists } from '../data/use-list.ts';
import { Dialog } from '../parts/dialog.tsx';
import { toast } from '../parts/toast.tsx';
import { router } from './routes.tsx';
import { SessionContext } from './session-context.ts';
import { SignIn, SignInForm } from './sign-in.tsx';
import { useRefusals } from './use-refusals.ts';

const baseUrl = location.origin;
const wsUrl = (): string => document.querySelector<HTMLMetaElement>('meta[name=parley-ws]')?.content ?? '';

type Who = { readonly state: 'unknown' | 'out' } | { readonly state: 'in'; readonly hub: Hub; readonly hasExpired: boolean };

export function App() {
  const { t } = useLingui();
  const [who, setWho] = useState<Who>({ state: 'unknown' });
  const refusals = useRefusals();
  const newest = useRef(refusals);
  newest.current = refusals;
  const queries = useMemo(
    () =>
      new QueryClient({
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
    const me = await api.GET('/v1/me');
    const hub = await openHub(api, me, wsUrl(), {
      ticketsChanged: tellLists,
      refused: (write, error) => newest.current.refused(hub, write, error),
      skipped: (write) => newest.current.skipped(hub, write),
    });
    queries.clear();
    setWho((before) => {
      if (before.state === 'in') void before.hub.close();
      return { state: 'in', hub, hasExpired: false };
    });
  }, [api, queries]);

  const hasStarted = useRef(false);
  useEffect(() => {
    if (hasStarted.current) return;
    hasStarted.current = true;
    void session
      .user()
      .then((user: User | undefined) => (user === undefined ? setWho({ state: 'out' }) : enter()))
      .catch((error: unknown) => {
        setWho({ state: 'out' });
        if (!(error instanceof ParleyError)) toast({ text: t`Parley cannot be reached. Check your connection and try again.`, isError: true });
      });
  }, [enter, session, t]);

  const signOut = useCallback(async () => {
    if (who.state === 'in') await who.hub.close();
    await session.signOut().catch(() => undefined);
    queries.clear();
    setWho({ state: 'out' });
  }, [queries, session, who]);
  const value = useMemo(() => ({ signIn: session.signIn, signOut, enter }), [session, signOut, enter]);

  if (who.state === 'unknown') return null;
  return (
    <SessionContext value={value}>
      {who.state !== 'in' ? (
        <SignIn />
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
