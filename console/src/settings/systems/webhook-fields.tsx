import { useLingui } from '@lingui/react/macro';
import type { WebhookDraft } from '../../../../client/api.ts';
import { Field } from '../../parts/field.tsx';
import { MultiSelect } from '../../parts/form/select.tsx';

export const WEBHOOK_EVENTS = ['ticket.created', 'ticket.updated', 'message.received', 'message.sent', 'queue.changed'] as const;
type Draft = Pick<WebhookDraft, 'url' | 'events'>;

export function WebhookFields({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  const { t } = useLingui();
  const words: Readonly<Record<(typeof WEBHOOK_EVENTS)[number], string>> = {
    'ticket.created': t`A ticket is opened`,
    'ticket.updated': t`A ticket changes`,
    'message.received': t`A customer writes`,
    'message.sent': t`A reply is sent`,
    'queue.changed': t`A ticket enters or leaves a queue`,
  };
  return (
    <>
      <Field
        label={t`Address`}
        hint={t`With https.`}
        name="url"
        type="url"
        isRequired
        autoFocus
        maxLength={2048}
        value={draft.url}
        onChange={(url) => onChange({ ...draft, url })}
      />
      <MultiSelect
        label={t`Events`}
        name="events"
        options={WEBHOOK_EVENTS.map((id) => ({ id, label: words[id] }))}
        value={draft.events}
        onChange={(events) => onChange({ ...draft, events: events as Draft['events'] })}
      />
    </>
  );
}
