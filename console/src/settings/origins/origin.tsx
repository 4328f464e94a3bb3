import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Origin as OriginData } from '../../../../client/api.ts';
import { apiUrl } from '../../data/told.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { Field } from '../../parts/field.tsx';
import { Switch } from '../../parts/form/check.tsx';
import { changedOf } from '../data/changed.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Copy } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { Connect } from './connect.tsx';
import { lostAccessOf, StateMark, useHealth, useLastEvent } from './health.tsx';
import { Disconnect, Rotate, TestAccess } from './origin-actions.tsx';
import { UnreadCalls } from './unread-calls.tsx';

/** Until the first event: it may come any second. */
const WAITING_MS = 3000;
/** Channels of the hub itself: nobody calls an address. */
const WITHOUT_PROVIDER = new Set(['livechat', 'application']);

function Health({ origin }: { readonly origin: OriginData }) {
  const { t, i18n } = useLingui();
  const { me } = useHub();
  const lastEvent = useLastEvent();
  const first = useHealth(origin.id).data;
  const health = useHealth(origin.id, first?.lastEventAt === null ? WAITING_MS : undefined).data;
  const lost = lostAccessOf(origin, health);
  const hasProvider = !WITHOUT_PROVIDER.has(origin.channel);
  const isWaiting = hasProvider && health?.lastEventAt === null;
  return (
    <Section
      title={t`Connection`}
      hint={<span role="status">{isWaiting ? t`Waiting for the first call of the provider…` : lastEvent(health)}</span>}
      action={<StateMark origin={origin} health={health} />}
    >
      {lost !== undefined && (
        <p role="alert">
          {t`Since ${moment(i18n.locale, lost.since)}`}: <bdi>{lost.error.message}</bdi> ({lost.error.code})
        </p>
      )}
      {hasProvider && <Copy label={t`Address for the provider (webhook)`} text={`${apiUrl()}${origin.webhookPath}`} />}
      {health?.notices.map(({ at, text }) => (
        <p key={at + text}>
          {moment(i18n.locale, at)}: <bdi>{text}</bdi>
        </p>
      ))}
      {me.role === 'admin' && <TestAccess id={origin.id} />}
    </Section>
  );
}

function Properties({ origin }: { readonly origin: OriginData }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const before = { name: origin.name, state: origin.state, readMarks: origin.readMarks !== false };
  const [draft, setDraft] = useState(before);
  const change = changedOf(before, draft);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/origins/{id}', { params: { path: { id: origin.id } }, body: change });
    await readAgain('origins');
  };
  return (
    <Section title={t`Properties`}>
      <Form attempt={attempt} save={save} button={t`Save`} changes={Object.keys(change).length} cancel={() => setDraft(before)}>
        <Field label={t`Name`} name="name" isRequired maxLength={200} value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
        <Switch
          label={t`Enabled`}
          hint={t`While it is disabled, messages keep arriving; they are hidden until you enable it.`}
          isSelected={draft.state === 'enabled'}
          onChange={(isOn) => setDraft({ ...draft, state: isOn ? 'enabled' : 'disabled' })}
        />
        <Switch
          label={t`Read marks and typing`}
          hint={t`Customers see that an agent has read their message and that somebody writes, where the channel has it.`}
          isSelected={draft.readMarks}
          onChange={(readMarks) => setDraft({ ...draft, readMarks })}
        />
      </Form>
    </Section>
  );
}

function Existing({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const words = useWords();
  const { api, me } = useHub();
  const origin = useOne(['origins', id], () => api.GET('/v1/origins/{id}', { params: { path: { id } } }));
  return (
    <Page
      title={origin.data?.name ?? '…'}
      back={{ section: 'origins', label: t`Channels` }}
      hint={origin.data === undefined ? '' : words.channel(origin.data.channel)}
    >
      <Loaded query={origin}>
        {(data) => (
          <>
            {data.warnings?.map(({ message }) => (
              <p key={message} role="alert">
                {message}
              </p>
            ))}
            <Health origin={data} />
            {me.role === 'admin' && (
              <>
                {/* Saved values are where the form begins again. */}
                <Properties key={JSON.stringify(data)} origin={data} />
                <UnreadCalls id={id} />
                <Rotate origin={data} />
                <Disconnect origin={data} />
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

export function Origin({ id }: { readonly id: string }) {
  return id === 'new' ? <Connect /> : <Existing id={id} />;
}
