import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { RuleRun } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { useOne } from '../data/use-settings.ts';
import { Row, Rows, Section } from '../parts/page.tsx';
import styles from '../parts/settings.module.css';

/** What the rule did lately, or why it did nothing. */
export function Runs({ id }: { readonly id: string }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const runs = useOne(['rules', id, 'runs'], () => api.GET('/v1/rules/{id}/runs', { params: { path: { id }, query: { limit: 10 } } }));
  const items = runs.data?.items ?? [];
  if (items.length === 0) return null;
  const whatOf = ({ refused, changes, leftOut }: RuleRun): string => {
    if (refused !== null) return t`Refused: ${refused.code}`;
    if (leftOut.length > 0) return t`Left out: ${leftOut.map(({ reason }) => reason).join(', ')}`;
    return plural(changes.length, { one: '# change', other: '# changes' });
  };
  return (
    <Section title={t`Latest runs`}>
      <Rows>
        {items.map((run) => (
          <Row
            key={`${run.ticketId} ${run.at}`}
            title={moment(i18n.locale, run.at)}
            sub={whatOf(run)}
            end={
              <Link to="/inbox/$queue/$ticket" params={{ queue: 'all', ticket: run.ticketId }} className={styles.back ?? ''}>
                {t`Open the ticket`}
              </Link>
            }
          />
        ))}
      </Rows>
    </Section>
  );
}
