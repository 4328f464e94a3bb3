import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { WebhookReplayResult } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Pill } from '../../parts/marks.tsx';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Loaded, Row, Rows, Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';

const DAY_MS = 86_400_000;

/** The latest calls, and sending them again: one, or all of the last day, oldest first. */
export function Deliveries({ id }: { readonly id: string }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [sent, setSent] = useState<number>();
  const deliveries = useOne(['webhooks', id, 'deliveries'], () => api.GET('/v1/webhooks/{id}/deliveries', { params: { path: { id }, query: { limit: 20 } } }));
  const retry = (deliveryId: string): Promise<boolean> =>
    attempt.run(async () => {
      await api.POST('/v1/webhooks/{id}/deliveries/{deliveryId}/retry', { params: { path: { id, deliveryId } } });
      await readAgain('webhooks');
    });
  const replay = (): Promise<boolean> =>
    attempt.run(async () => {
      let count = 0;
      let body: { since: string } | { after: string } | undefined = { since: new Date(Date.now() - DAY_MS).toISOString() };
      while (body !== undefined) {
        const { replayed, next }: WebhookReplayResult = await api.POST('/v1/webhooks/{id}/replay', { params: { path: { id } }, body });
        count += replayed;
        setSent(count);
        body = next === null ? undefined : { after: next };
      }
      await readAgain('webhooks');
    });
  return (
    <Section
      title={t`Deliveries`}
      hint={<span role="status">{sent === undefined ? '' : plural(sent, { one: '# event is sent again', other: '# events are sent again' })}</span>}
      action={
        <Button isDisabled={attempt.isBusy} onPress={() => void replay()}>
          <Trans>Send the last day again</Trans>
        </Button>
      }
    >
      <Refused refusal={attempt.refusal} />
      <Loaded query={deliveries}>
        {({ items }) =>
          items.length === 0 ? (
            <p>
              <Trans>Nothing was sent in the last 30 days.</Trans>
            </p>
          ) : (
            <Rows>
              {items.map(({ id: deliveryId, event, state, at, attempts, lastStatus, reason }) => (
                <Row
                  key={deliveryId}
                  title={event}
                  sub={[moment(i18n.locale, at), plural(attempts, { one: '# attempt', other: '# attempts' }), lastStatus, reason]
                    .filter((part) => part !== null)
                    .join(' · ')}
                  end={
                    <>
                      {state === 'failed' && <Pill tone="danger">{t`Failed`}</Pill>}
                      {state === 'pending' && <Pill tone="warn">{t`Waits`}</Pill>}
                      <Button isDisabled={attempt.isBusy} onPress={() => void retry(deliveryId)}>
                        <Trans>Send again</Trans>
                      </Button>
                    </>
                  }
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Section>
  );
}
