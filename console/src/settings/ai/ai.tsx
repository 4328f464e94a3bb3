import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Tenant } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Switch } from '../../parts/form/check.tsx';
import { changedOf } from '../data/changed.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { type AiForm, aiOf, formOf, leavingOf } from './draft.ts';
import { ReplyFields } from './reply-fields.tsx';

function Choices({ tenant }: { readonly tenant: Tenant }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const before = formOf(tenant.ai, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [form, setForm] = useState<AiForm>(before);
  const changes = Object.keys(changedOf(before, form)).length;
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/tenant', { body: { ai: aiOf(form) } });
    await readAgain('tenant');
  };
  const leaving = {
    nothing: t`Nothing leaves Parley.`,
    asked: t`Only when an agent asks: the newest 100 messages of a ticket for a summary, or one message for its translation. Notes never leave.`,
    all: t`With each new message of a customer: the newest 30 messages of its conversation, each cut to 5,000 characters. Notes never leave.`,
  }[leavingOf(form)];
  return (
    <Form attempt={attempt} save={save} button={t`Save`} changes={changes} cancel={() => setForm(before)}>
      <Section title={t`What leaves for the AI service`}>
        <p role="status">{leaving}</p>
      </Section>
      <Section title={t`For agents`}>
        <Switch
          label={t`Suggestions`}
          hint={t`A proposed answer to each new message. An agent uses, changes or dismisses it.`}
          isSelected={form.suggestions}
          onChange={(suggestions) => setForm({ ...form, suggestions })}
        />
        <Switch
          label={t`Sentiment and language`}
          hint={t`Of each message and ticket, for queues and rules.`}
          isSelected={form.sentiment}
          onChange={(sentiment) => setForm({ ...form, sentiment })}
        />
        <Switch
          label={t`Summaries and translations`}
          hint={t`When an agent asks for one.`}
          isSelected={form.onRequest}
          onChange={(onRequest) => setForm({ ...form, onRequest })}
        />
      </Section>
      <Section title={t`For customers`} hint={t`Watch the suggestions for a while before you turn automatic replies on.`}>
        <ReplyFields form={form} onChange={setForm} />
      </Section>
    </Form>
  );
}

/** What AI does for the messages of the workspace, and what leaves for it. */
export function AiSettings() {
  const { t } = useLingui();
  const { api } = useHub();
  const tenant = useOne(['tenant'], () => api.GET('/v1/tenant'));
  return (
    <Page title={t`AI`} hint={t`Parley asks the AI service that this hub is connected to. Everything is off until you turn it on.`}>
      <Loaded query={tenant}>{(data) => <Choices key={JSON.stringify(data.ai)} tenant={data} />}</Loaded>
    </Page>
  );
}
