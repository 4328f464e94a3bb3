import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Agent } from '../../../../client/api.ts';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { Field } from '../../parts/field.tsx';
import form from '../../parts/form/form.module.css';
import { MultiSelect, Select } from '../../parts/form/select.tsx';
import { toast } from '../../parts/toast.tsx';
import { changedOf } from '../data/changed.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { loadChangeOf, loadFormOf } from './load.ts';
import { STAFF, type StaffRole, useRoles } from './roles.ts';

function Properties({ agent }: { readonly agent: Agent }) {
  const { t } = useLingui();
  const { api } = useHub();
  const roles = useRoles();
  const readAgain = useReadAgain();
  const { teams } = useDirectory();
  const attempt = useAttempt();
  const { name, email, role, teamIds } = agent;
  const before = { name, email, role, teamIds };
  const [draft, setDraft] = useState(before);
  const change = changedOf(before, draft);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/agents/{id}', { params: { path: { id: agent.id } }, body: change });
    await readAgain('agents');
  };
  return (
    <Section title={t`Properties`} hint={agent.source === 'user_service' ? t`Comes from your user service, and is changed there.` : undefined}>
      <Form attempt={attempt} save={save} button={t`Save`} changes={Object.keys(change).length} cancel={() => setDraft(before)}>
        <Field label={t`Name`} name="name" isRequired maxLength={200} value={draft.name} onChange={(next) => setDraft({ ...draft, name: next })} />
        <Field
          label={t`Email`}
          name="email"
          type="email"
          isRequired
          autoComplete="off"
          value={draft.email}
          onChange={(next) => setDraft({ ...draft, email: next })}
        />
        <Select
          label={t`Role`}
          hint={roles.says(draft.role)}
          name="role"
          options={roles.options(STAFF)}
          value={draft.role}
          onChange={(next) => setDraft({ ...draft, role: next as StaffRole })}
        />
        <MultiSelect
          label={t`Teams`}
          name="teamIds"
          placeholder={t`None`}
          options={teams.map((team) => ({ id: team.id, label: team.name }))}
          value={draft.teamIds}
          onChange={(next) => setDraft({ ...draft, teamIds: next })}
        />
      </Form>
    </Section>
  );
}

/** What rules give to the agent. The hub's own, also for agents of a user service. */
function Load({ agent }: { readonly agent: Agent }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const before = loadFormOf(agent);
  const [draft, setDraft] = useState(before);
  const change = loadChangeOf(before, draft);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/agents/{id}', { params: { path: { id: agent.id } }, body: change });
    await readAgain('agents');
  };
  return (
    <Section title={t`Work`} hint={t`For rules that give tickets to agents. Who takes a ticket by hand may have more.`}>
      <Form attempt={attempt} save={save} button={t`Save`} changes={Object.keys(change).length} cancel={() => setDraft(before)}>
        <Field
          label={t`Most tickets at once`}
          hint={t`Active ones. Any number if you leave it empty.`}
          name="capacity"
          inputMode="numeric"
          value={draft.capacity}
          onChange={(capacity) => setDraft({ ...draft, capacity })}
        />
        <Field
          label={t`Skills`}
          hint={t`In the words of your tags, separated by commas: french, billing.`}
          name="skills"
          value={draft.skills}
          onChange={(skills) => setDraft({ ...draft, skills })}
        />
      </Form>
    </Section>
  );
}

/** For an agent who has lost a phone or a device, and for one who leaves. */
function Leaving({ agent }: { readonly agent: Agent }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const { id, name } = agent;
  const params = { params: { path: { id } } };
  const told = (): void => void toast({ text: t`Done. Their sessions have ended.` });
  return (
    <>
      <Section title={t`Lost phone or device`} hint={t`They sign in with the password alone until they set it up again. Their sessions end.`}>
        <div className={form.bar}>
          <Confirm
            button={t`Remove second factor`}
            title={t`Remove the second factor of ${name}?`}
            run={() => api.DELETE('/v1/agents/{id}/totp', params).then(told)}
          >
            {t`Make sure that it is ${name} who asks. Their sessions end.`}
          </Confirm>
          <Confirm button={t`Remove passkeys`} title={t`Remove the passkeys of ${name}?`} run={() => api.DELETE('/v1/agents/{id}/passkeys', params).then(told)}>
            {t`Make sure that it is ${name} who asks. Their sessions end.`}
          </Confirm>
        </div>
      </Section>
      <Section
        title={t`Remove the agent`}
        hint={t`Their sessions end at once. Their tickets stay theirs until somebody takes them.`}
        action={
          <Confirm
            button={t`Remove`}
            title={t`Remove ${name}?`}
            run={async () => {
              await api.DELETE('/v1/agents/{id}', params);
              await navigate({ to: '/settings/$section', params: { section: 'agents' } });
              await readAgain('agents');
            }}
          >
            <Trans>Their sessions end at once. Their tickets stay theirs until somebody takes them.</Trans>
          </Confirm>
        }
      />
    </>
  );
}

export function AgentPage({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { api, me } = useHub();
  const agent = useOne(['agents', id], () => api.GET('/v1/agents/{id}', { params: { path: { id } } }));
  return (
    <Page title={agent.data?.name ?? '…'} back={{ section: 'agents', label: t`Agents` }} hint={agent.data?.email ?? ''}>
      <Loaded query={agent}>
        {(data) =>
          me.role === 'admin' && (
            <>
              <Properties key={JSON.stringify([data.name, data.email, data.role, data.teamIds])} agent={data} />
              <Load key={JSON.stringify(loadFormOf(data))} agent={data} />
              {data.source === 'hub' && <Leaving agent={data} />}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
