import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Webhook as WebhookData } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Switch } from '../../parts/form/check.tsx';
import form from '../../parts/form/form.module.css';
import { changedOf } from '../data/changed.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { ShownOnce } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { Deliveries } from './deliveries.tsx';
import { WebhookFields } from './webhook-fields.tsx';

function Properties({ webhook }: { readonly webhook: WebhookData }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const before = { url: webhook.url, events: webhook.events, enabled: webhook.enabled };
  const [draft, setDraft] = useState(before);
  const change = changedOf(before, draft);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/webhooks/{id}', { params: { path: { id: webhook.id } }, body: change });
    await readAgain('webhooks');
  };
  return (
    <Section title={t`Properties`}>
      <Form attempt={attempt} save={save} button={t`Save`} changes={Object.keys(change).length} cancel={() => setDraft(before)}>
        <WebhookFields draft={draft} onChange={(next) => setDraft({ ...draft, ...next })} />
        <Switch label={t`Enabled`} isSelected={draft.enabled} onChange={(enabled) => setDraft({ ...draft, enabled })} />
      </Form>
    </Section>
  );
}

export function WebhookPage({ id }: { readonly id: string }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const [secret, setSecret] = useState<string>();
  const params = { params: { path: { id } } };
  const webhook = useOne(['webhooks', id], () => api.GET('/v1/webhooks/{id}', params));
  return (
    <Page title={webhook.data?.url ?? '…'} back={{ section: 'webhooks', label: t`Webhooks` }}>
      <Loaded query={webhook}>
        {(data) => (
          <>
            {data.disabled !== null && (
              <p role="alert" className={form.alert}>
                {t`Parley disabled it on ${moment(i18n.locale, data.disabled.at)}`}: <bdi>{data.disabled.reason}</bdi>
              </p>
            )}
            {data.failing !== null && (
              <p role="alert" className={form.alert}>
                {t`Calls fail since ${moment(i18n.locale, data.failing.since)}`}: <bdi>{data.failing.reason}</bdi>
              </p>
            )}
            <Properties key={JSON.stringify(data)} webhook={data} />
            <Deliveries id={id} />
            <Section title={t`Secret and removal`} hint={t`A new secret: calls carry the signatures of both for 24 hours.`}>
              <div className={form.bar}>
                <Confirm
                  button={t`New secret`}
                  look="plain"
                  title={t`Make a new secret?`}
                  run={async () => {
                    const { secret: made } = await api.PATCH('/v1/webhooks/{id}', { ...params, body: { rotateSecret: true } });
                    setSecret(made);
                  }}
                >
                  {t`The old one is good for 24 hours more.`}
                </Confirm>
                <Confirm
                  button={t`Remove`}
                  title={t`Remove the webhook?`}
                  run={async () => {
                    await api.DELETE('/v1/webhooks/{id}', params);
                    await navigate({ to: '/settings/$section', params: { section: 'webhooks' } });
                    await readAgain('webhooks');
                  }}
                >
                  {t`Events that wait are not sent.`}
                </Confirm>
              </div>
            </Section>
          </>
        )}
      </Loaded>
      <ShownOnce title={t`The secret of the webhook`} label={t`Signing secret`} secret={secret} close={() => setSecret(undefined)} />
    </Page>
  );
}
