import { Trans } from '@lingui/react/macro';
import { LogIn } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OfferedProvider } from '../../../client/api.ts';
import { rememberWorkspace } from '../data/workspace.ts';
import { Button } from '../parts/button.tsx';
import { useSession } from './session-context.ts';

/** Somebody types the workspace: its providers are read when they pause. */
const PAUSE_MS = 400;

/** The providers of a workspace. None while nobody knows. */
function useOffered(tenant: string): readonly OfferedProvider[] {
  const { api } = useSession();
  const [offered, setOffered] = useState<readonly OfferedProvider[]>([]);
  useEffect(() => {
    setOffered([]);
    if (tenant === '') return undefined;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      const query = { tenant };
      // Without an answer there are no buttons; the password still works.
      void api.GET('/v1/sessions/oidc-providers', { params: { query }, signal: ending.signal }).then(
        ({ items }) => setOffered(items),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [api, tenant]);
  return offered;
}

export interface SsoButtonsProps {
  readonly tenant: string;
  readonly isBusy: boolean;
  /** Runs a call and shows what became of it. */
  readonly attempt: (work: () => Promise<void>) => Promise<void>;
}

/** One button for each provider of the workspace. */
export function SsoButtons({ tenant, isBusy, attempt }: SsoButtonsProps) {
  const { api } = useSession();
  const slug = tenant.trim();
  const begin = (provider: string): void =>
    void attempt(async () => {
      const { beginSso, returnPath } = await import('../data/sso.ts');
      const start = { tenant: slug, provider, returnTo: returnPath(location, import.meta.env.BASE_URL) };
      const url = await beginSso({ ...start, start: (body) => api.POST('/v1/sessions/oidc-start', { body }) }, sessionStorage);
      rememberWorkspace(slug);
      location.assign(url);
    });
  return useOffered(slug).map(({ id, name }) => (
    <Button key={id} isDisabled={isBusy} onPress={() => begin(id)}>
      <LogIn size={16} strokeWidth={1.75} />
      <span>
        <Trans>
          Continue with <bdi>{name}</bdi>
        </Trans>
      </span>
    </Button>
  ));
}
