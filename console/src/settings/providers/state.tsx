import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { IdentityProvider } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Pill } from '../../parts/marks.tsx';
import { allOf } from '../data/all.ts';

/** A check runs in the background for a few seconds. */
const CHECKING_MS = 1500;

/** All providers; read again while one of them is being checked. */
export function useProviders() {
  const { api } = useHub();
  return useQuery({
    queryKey: ['settings', 'identity-providers'],
    queryFn: () => allOf((cursor) => api.GET('/v1/identity-providers', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } })),
    refetchInterval: ({ state }) => (state.data?.some(({ checkedAt }) => checkedAt === null) === true ? CHECKING_MS : false),
  });
}

/** The worst thing first. */
export function ProviderMark({ provider }: { readonly provider: IdentityProvider }) {
  const { t } = useLingui();
  if (provider.checkedAt === null) return <Pill tone="info">{t`Being checked`}</Pill>;
  if (provider.checkError !== null) return <Pill tone="danger">{t`Does not work`}</Pill>;
  if (!provider.enabled) return <Pill tone="warn">{t`Disabled`}</Pill>;
  return null;
}
