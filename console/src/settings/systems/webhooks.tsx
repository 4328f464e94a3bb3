import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { WebhookDraft } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Pill } from '../../parts/marks.tsx';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { ShownOnce } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WebhookFields } from './webhook-fields.tsx';

interface NewWebhookProps {
  readonly close: () => void;
  readonly made: (secret: string) => void;
}

function NewWebhook({ close, made }: NewWebhookProps) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [draft, setDraft] = useState<Pick<WebhookDraft, 'url' | 'events'>>({ url: '', events: ['message.received'] });
  const save = async (): Promise<void> => {
    const { secret } = await api.POST('/v1/webhooks', { body: { ...draft, url: draft.url.trim() } as WebhookDraft });
    close();
    made(secret);
    await readAgain('webhooks');
  };
  return (
    <Form attempt={attempt} save={save} button={t`Add webhook`} cancel={close}>
      <WebhookFields draft={draft} onChange={setDraft} />
    </Form>
  );
}

/** Addresses of the business's own systems that events are sent to. */
export function Webhooks() {
  const { t } = useLingui();
  const { api } = useHub();
  const [isMaking, setIsMaking] = useState(false);
  const [secret, setSecret] = useState<string>();
  const webhooks = useAll(['webhooks'], (cursor) =>
    api.GET('/v1/webhooks', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page
      title={t`Webhooks`}
      hint={t`Your own systems hear of what happens here.`}
      action={<Button look="primary" onPress={() => setIsMaking(true)}>{t`New webhook`}</Button>}
    >
      <Loaded query={webhooks}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No webhook yet.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map(({ id, url, events, enabled, failing, disabled }) => (
                <Row
                  key={id}
                  to={{ section: 'webhooks', id }}
                  title={url}
                  sub={events.join(', ')}
                  end={disabled !== null || !enabled ? <Pill tone="warn">{t`Disabled`}</Pill> : failing !== null && <Pill tone="danger">{t`Calls fail`}</Pill>}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <Dialog title={t`New webhook`} isOpen={isMaking} onOpenChange={setIsMaking} isDismissable={false}>
        {isMaking && <NewWebhook close={() => setIsMaking(false)} made={setSecret} />}
      </Dialog>
      <ShownOnce title={t`The secret of the webhook`} label={t`Signing secret`} secret={secret} close={() => setSecret(undefined)} />
    </Page>
  );
}
