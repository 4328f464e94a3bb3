import { useLingui } from '@lingui/react/macro';
import type { Report, ReportChange } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Pill } from '../../parts/marks.tsx';
import { usePages } from '../data/use-pages.ts';
import { useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Row, Rows, Section } from '../parts/page.tsx';
import { Paged } from '../parts/paged.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { ChatText, useSender } from './message.tsx';

function ReportRow({ report }: { readonly report: Report }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const senderOf = useSender();
  const { id, message, reason, createdAt } = report;
  const settle = async (body: ReportChange): Promise<void> => {
    await api.PATCH('/v1/reports/{id}', { params: { path: { id } }, body });
    await readAgain('reports');
    await readAgain('applications');
  };
  const at = moment(i18n.locale, createdAt);
  return (
    <Row
      title={senderOf(message)}
      sub={
        <>
          <ChatText message={message} />
          <span>
            {t`Reported on ${at}`}: <bdi>{reason}</bdi>
          </span>
          <Refused refusal={attempt.refusal} />
        </>
      }
      end={
        <>
          {message.hidden && <Pill tone="warn">{t`Hidden`}</Pill>}
          <Button isDisabled={attempt.isBusy} onPress={() => void attempt.run(() => settle({ state: 'dismissed' }))}>
            {t`Dismiss`}
          </Button>
          {!message.deleted && (
            <>
              <Button isDisabled={attempt.isBusy} onPress={() => void attempt.run(() => settle({ action: 'hide' }))}>
                {t`Hide`}
              </Button>
              <Confirm button={t`Delete`} title={t`Delete this message?`} run={() => settle({ action: 'delete' })}>
                {t`Its text is gone for everybody. Its number stays.`}
              </Confirm>
            </>
          )}
        </>
      }
    />
  );
}

/** Messages of chats and groups that people have reported and nobody has looked at. */
export function Reports() {
  const { t } = useLingui();
  const { api } = useHub();
  const reports = usePages(['reports'], (cursor) => api.GET('/v1/reports', { params: { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } } }));
  if (reports.data?.pages.every(({ items }) => items.length === 0) === true) return null;
  return (
    <Section title={t`Reported messages`} hint={t`Of chats, groups and directs. Nobody has looked at these yet.`}>
      <Paged query={reports} more={t`Older reports`}>
        {(items) => (
          <Rows>
            {items.map((report) => (
              <ReportRow key={report.id} report={report} />
            ))}
          </Rows>
        )}
      </Paged>
    </Section>
  );
}
