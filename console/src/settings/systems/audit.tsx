import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '../../../../client/api.ts';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import builder from '../conditions/builder.module.css';
import { Page, Row, Rows } from '../parts/page.tsx';

const shown = (value: unknown): string => (value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value));

/** Who changed which setting, newest first: field by field, before and after. Secrets are never in it. */
export function Audit() {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const { agents } = useDirectory();
  const audit = useInfiniteQuery({
    queryKey: ['settings', 'audit'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => api.GET('/v1/audit', { params: { query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } } }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const whoOf = ({ by }: AuditEntry): string => agents.find(({ id }) => id === by.id)?.name ?? `${by.type} ${by.id ?? ''}`;
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={t`Audit`} hint={t`Who changed what in these settings. Secrets are never in it.`}>
      {audit.isPending && <Skeleton width="100%" height="11rem" />}
      {audit.isError && (
        <Empty action={<Button onPress={() => void audit.refetch()}>{t`Try again`}</Button>}>
          <span role="alert">{t`The audit did not load.`}</span>
        </Empty>
      )}
      {audit.isSuccess && entries.length === 0 && <Empty>{t`Nothing was changed yet.`}</Empty>}
      {entries.length > 0 && (
        <Rows>
          {entries.map((entry) => (
            <Row
              key={`${entry.correlationId} ${entry.object.type} ${entry.object.id} ${entry.at}`}
              title={`${whoOf(entry)} · ${entry.object.type}`}
              sub={
                <>
                  {moment(i18n.locale, entry.at)}
                  {entry.changes.map(({ field, from, to }) => (
                    <span key={field} className={builder.change} dir="auto">
                      {field}: <del>{shown(from)}</del> → <ins>{shown(to)}</ins>
                    </span>
                  ))}
                </>
              }
            />
          ))}
        </Rows>
      )}
      {audit.hasNextPage && (
        <Button isDisabled={audit.isFetchingNextPage} onPress={() => void audit.fetchNextPage()}>
          <Trans>Older changes</Trans>
        </Button>
      )}
    </Page>
  );
}
