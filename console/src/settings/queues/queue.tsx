import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Queue as QueueData, QueueDraft } from '../../../../client/api.ts';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { Field } from '../../parts/field.tsx';
import { MultiSelect } from '../../parts/form/select.tsx';
import { toast } from '../../parts/toast.tsx';
import { ConditionBuilder } from '../conditions/builder.tsx';
import { conditionOf, groupOf } from '../conditions/groups.ts';
import { changedOf } from '../data/changed.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import styles from '../parts/settings.module.css';
import { useAttempt } from '../parts/use-attempt.ts';

const draftOf = (queue: QueueData | undefined) => ({
  name: queue?.name ?? '',
  condition: groupOf(queue?.condition ?? { all: [] }),
  visibleTo: queue?.visibleTo ?? { teamIds: [], agentIds: [] },
});

function Editor({ queue }: { readonly queue: QueueData | undefined }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const { agents, teams } = useDirectory();
  const attempt = useAttempt();
  const [before, setBefore] = useState(() => draftOf(queue));
  const [draft, setDraft] = useState(before);
  // Fields of the builder keep what is being typed: to discard is to make them again.
  const [round, setRound] = useState(0);
  const change = changedOf(before, draft);
  const save = async (): Promise<void> => {
    const { condition, ...rest } = change;
    const body = { ...rest, ...(condition === undefined ? {} : { condition: conditionOf(condition) }) };
    if (queue !== undefined) {
      await api.PATCH('/v1/queues/{id}', { params: { path: { id: queue.id } }, body });
      setBefore(draft);
      toast({ text: t`Saved. Tickets move to their queues in the background.` });
    } else {
      // Its priority is the API's default.
      const made = { name: draft.name, condition: conditionOf(draft.condition), visibleTo: draft.visibleTo } as QueueDraft;
      const { id } = await api.POST('/v1/queues', { body: made });
      await navigate({ to: '/settings/$section/$id', params: { section: 'queues', id } });
    }
    await readAgain('queues');
  };
  const isNew = queue === undefined;
  const { teamIds, agentIds } = draft.visibleTo;
  return (
    <Form
      attempt={attempt}
      save={save}
      button={isNew ? t`Add queue` : t`Save`}
      {...(isNew ? {} : { changes: Object.keys(change).length })}
      cancel={() => {
        setDraft(before);
        setRound(round + 1);
        attempt.forget();
        if (isNew) void navigate({ to: '/settings/$section', params: { section: 'queues' } });
      }}
    >
      <Field label={t`Name`} name="name" isRequired maxLength={200} autoFocus={isNew} value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
      <ConditionBuilder
        key={round}
        isQueue
        group={draft.condition}
        fault={attempt.refusal?.fields['condition']}
        onChange={(condition) => setDraft({ ...draft, condition })}
      />
      <div className={styles.two}>
        <MultiSelect
          label={t`Visible to teams`}
          name="visibleTo.teamIds"
          placeholder={t`Everybody`}
          options={teams.map(({ id, name }) => ({ id, label: name }))}
          value={teamIds}
          onChange={(ids) => setDraft({ ...draft, visibleTo: { agentIds, teamIds: ids } })}
        />
        <MultiSelect
          label={t`and to agents`}
          name="visibleTo.agentIds"
          placeholder={teamIds.length === 0 ? t`Everybody` : t`Nobody else`}
          options={agents.map(({ id, name }) => ({ id, label: name }))}
          value={agentIds}
          onChange={(ids) => setDraft({ ...draft, visibleTo: { teamIds, agentIds: ids } })}
        />
      </div>
    </Form>
  );
}

function Existing({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const queue = useOne(['queues', id], () => api.GET('/v1/queues/{id}', { params: { path: { id } } }));
  return (
    <Page title={queue.data?.name ?? '…'} back={{ section: 'queues', label: t`Queues` }}>
      <Loaded query={queue}>
        {(data) => (
          <>
            <Editor queue={data} />
            <Section
              title={t`Remove the queue`}
              hint={t`Its tickets stay, but are no longer in it.`}
              action={
                <Confirm
                  button={t`Remove`}
                  title={t`Remove ${data.name}?`}
                  run={async () => {
                    await api.DELETE('/v1/queues/{id}', { params: { path: { id } } });
                    await navigate({ to: '/settings/$section', params: { section: 'queues' } });
                    await readAgain('queues');
                  }}
                >
                  {t`Agents no longer see it. Its tickets stay, but are no longer in it.`}
                </Confirm>
              }
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

export function QueuePage({ id }: { readonly id: string }) {
  const { t } = useLingui();
  if (id !== 'new') return <Existing id={id} />;
  return (
    <Page title={t`New queue`} back={{ section: 'queues', label: t`Queues` }}>
      <Editor queue={undefined} />
    </Page>
  );
}
