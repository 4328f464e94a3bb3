import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useHub } from '../../data/use-hub.ts';
import { fileSize, moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Row, Rows, Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';

/** Calls of the provider with something that could not be read. Their bytes are kept, so they can be read again. */
export function UnreadCalls({ id }: { readonly id: string }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const events = useOne(['origins', 'events', id], () => api.GET('/v1/origins/{id}/events', { params: { path: { id }, query: { limit: 20 } } }));
  const items = events.data?.items ?? [];
  if (items.length === 0) return null;
  const replay = (eventId: string): Promise<boolean> =>
    attempt.run(async () => {
      await api.POST('/v1/origins/{id}/events/{eventId}/replay', { params: { path: { id, eventId } } });
      await readAgain('origins');
    });
  return (
    <Section title={t`Calls that could not be read`} hint={t`Everything else in these calls had its effect. The bytes are kept for 90 days.`}>
      <Rows>
        {items.map(({ id: eventId, at, count, elements, size }) => (
          <Row
            key={eventId}
            title={moment(i18n.locale, at)}
            sub={`${plural(count, { one: '# element', other: '# elements' })} · ${fileSize(i18n.locale, size)} · ${elements[0]?.reason ?? ''}`}
            end={
              <Button isDisabled={attempt.isBusy} onPress={() => void replay(eventId)}>
                <Trans>Read again</Trans>
              </Button>
            }
          />
        ))}
      </Rows>
      <Refused refusal={attempt.refusal} />
    </Section>
  );
}
