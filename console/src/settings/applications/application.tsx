import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Application, OriginDraft } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { changedOf } from '../data/changed.ts';
import { useAll, useOne, useReadAgain } from '../data/use-settings.ts';
import { Copy } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';

function Properties({ application }: { readonly application: Application }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const { token } = application;
  const before = { name: application.name };
  const [draft, setDraft] = useState(before);
  const change = changedOf(before, draft);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/applications/{token}', { params: { path: { token } }, body: { name: draft.name.trim() } });
    await readAgain('applications');
  };
  return (
    <Section title={t`Properties`}>
      <Copy label={t`Token for the app`} text={token} />
      <Form attempt={attempt} save={save} button={t`Save`} changes={Object.keys(change).length} cancel={() => setDraft(before)}>
        <Field label={t`Name`} name="name" isRequired maxLength={200} value={draft.name} onChange={(name) => setDraft({ name })} />
      </Form>
    </Section>
  );
}

/** The channel that makes tickets of the chats, or the way to one. */
function AsChannel({ application }: { readonly application: Application }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const { token, name } = application;
  const origins = useAll(['origins'], (cursor) => api.GET('/v1/origins', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
  const origin = origins.data?.find(({ channel, accountId }) => channel === 'application' && accountId === token);
  const connect = (): Promise<boolean> =>
    attempt.run(async () => {
      const { id } = await api.POST('/v1/origins', { body: { channel: 'application', name, credentials: { application: token } } as OriginDraft });
      await readAgain('origins');
      await navigate({ to: '/settings/$section/$id', params: { section: 'origins', id } });
    });
  return (
    <Section
      title={t`Support in this app`}
      hint={
        origin === undefined
          ? t`If you connect the chats as a channel, they become tickets, and agents answer in the chat.`
          : t`The chats become tickets, and agents answer in the chat.`
      }
      action={
        origins.isSuccess &&
        (origin === undefined ? (
          <Button isDisabled={attempt.isBusy} onPress={() => void connect()}>
            {t`Connect as a channel`}
          </Button>
        ) : (
          <Link to="/settings/$section/$id" params={{ section: 'origins', id: origin.id }}>
            <bdi>{origin.name}</bdi>
          </Link>
        ))
      }
    >
      <Refused refusal={attempt.refusal} />
    </Section>
  );
}

/** What people say there, and how admins moderate it, is a screen of its own. */
function Chats({ application: { token, chatsCount } }: { readonly application: Application }) {
  const { t } = useLingui();
  return (
    <Section
      title={t`Chats`}
      hint={plural(chatsCount, { one: '# chat', other: '# chats' })}
      action={
        <Link to="/chats/$kind/$id" params={{ kind: 'application', id: token }}>
          {t`Look into them`}
        </Link>
      }
    />
  );
}

export function ApplicationPage({ id: token }: { readonly id: string }) {
  const { t } = useLingui();
  const { api } = useHub();
  const application = useOne(['applications', token], () => api.GET('/v1/applications/{token}', { params: { path: { token } } }));
  return (
    <Page title={application.data?.name ?? '…'} back={{ section: 'applications', label: t`Applications` }}>
      <Loaded query={application}>
        {(data) => (
          <>
            <Chats application={data} />
            <AsChannel application={data} />
            <Properties key={data.name} application={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
