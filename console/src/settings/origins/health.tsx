import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Origin, OriginHealth } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Pill } from '../../parts/marks.tsx';

/** How an origin is; read again every few seconds while something is awaited. */
export function useHealth(id: string, everyMs?: number) {
  const { api } = useHub();
  return useQuery({
    queryKey: ['settings', 'origins', 'health', id],
    queryFn: () => api.GET('/v1/origins/{id}/health', { params: { path: { id } } }),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/** What the provider said when it refused the credentials. */
export const lostAccessOf = (origin: Origin, health: OriginHealth | undefined): Origin['lostAccess'] => health?.lostAccess ?? origin.lostAccess;

/** The worst thing first, in one pill. */
export function StateMark({ origin, health }: { readonly origin: Origin; readonly health: OriginHealth | undefined }) {
  const { t } = useLingui();
  if (origin.state === 'disabled') return <Pill tone="warn">{t`Disabled`}</Pill>;
  if (lostAccessOf(origin, health) !== undefined) return <Pill tone="danger">{t`Access lost`}</Pill>;
  if (health !== undefined && health.unreadable > 0)
    return <Pill tone="warn">{plural(health.unreadable, { one: '# call not read', other: '# calls not read' })}</Pill>;
  if (origin.receiveOnly === true) return <Pill tone="info">{t`Receives only`}</Pill>;
  return null;
}

/** When it last got an event. */
export function useLastEvent(): (health: OriginHealth | undefined) => string {
  const { t, i18n } = useLingui();
  return (health) => {
    if (health === undefined) return '…';
    if (health.lastEventAt === null) return t`No event yet`;
    const at = moment(i18n.locale, health.lastEventAt);
    return t`Last event ${at}`;
  };
}
