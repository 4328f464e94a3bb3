import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Rule as RuleData, SavedRule } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Field } from '../../parts/field.tsx';
import { Switch } from '../../parts/form/check.tsx';
import { Select } from '../../parts/form/select.tsx';
import { toast } from '../../parts/toast.tsx';
import { ConditionBuilder } from '../conditions/builder.tsx';
import { changedOf } from '../data/changed.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import styles from '../parts/settings.module.css';
import { useAttempt } from '../parts/use-attempt.ts';
import { Actions } from './actions.tsx';
import { type Draft, draftOf, patchOf, ruleOf, TIMER_FIELDS } from './draft.ts';
import { DryRun } from './dry-run.tsx';
import { ImportRules } from './import.tsx';
import { Runs } from './runs.tsx';
import { useRuleWords } from './words.ts';

function When({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  const { t } = useLingui();
  const words = useRuleWords();
  const timer = draft.timer ?? { field: TIMER_FIELDS[2], minutes: 60 };
  return (
    <div className={styles.two}>
      <Select
        label={t`When`}
        name="event"
        options={words.events}
        value={draft.event}
        onChange={(event) => onChange({ ...draft, event: event as Draft['event'] })}
      />
      {draft.event === 'timer' && (
        <>
          <Field
            label={t`Minutes`}
            name="timer.minutes"
            type="number"
            value={String(timer.minutes)}
            onChange={(minutes) => onChange({ ...draft, timer: { ...timer, minutes: Number(minutes) } })}
          />
          <Select
            label={t`Counted`}
            name="timer.field"
            options={words.times}
            value={timer.field}
            onChange={(field) => onChange({ ...draft, timer: { ...timer, field } })}
          />
        </>
      )}
    </div>
  );
}

function Editor({ rule }: { readonly rule: RuleData | undefined }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const trial = useAttempt();
  const place = useRef<HTMLDivElement>(null);
  const [before, setBefore] = useState(() => draftOf(rule));
  const [draft, setDraft] = useState(before);
  const [round, setRound] = useState(0);
  const change = changedOf(before, draft);
  const isNew = rule === undefined;
  const save = async (): Promise<void> => {
    const saved: SavedRule = isNew
      ? await api.POST('/v1/rules', { body: ruleOf(draft) })
      : await api.PATCH('/v1/rules/{id}', { params: { path: { id: rule.id } }, body: patchOf(change, draft) });
    setBefore(draft);
    for (const { message } of saved.warnings ?? []) toast({ text: message, isError: true });
    toast({ text: t`Saved. The rule applies to what happens from now on.` });
    if (isNew) await navigate({ to: '/settings/$section/$id', params: { section: 'rules', id: saved.id } });
    await readAgain('rules');
  };
  const cancel = (): void => {
    setDraft(before);
    setRound(round + 1);
    attempt.forget();
    if (isNew) void navigate({ to: '/settings/$section', params: { section: 'rules' } });
  };
  // A trial that is refused points at the same fields as a save.
  const fields = { ...attempt.refusal?.fields, ...trial.refusal?.fields };
  const shown = {
    ...attempt,
    refusal:
      attempt.refusal === undefined && trial.refusal === undefined ? undefined : { detail: attempt.refusal?.detail, rest: attempt.refusal?.rest ?? [], fields },
    mend(field: string): void {
      attempt.mend(field);
      trial.mend(field);
    },
  };
  const names = (): string[] =>
    [...(place.current?.querySelectorAll('[name], [data-field]') ?? [])].map((one) => one.getAttribute('data-field') ?? one.getAttribute('name') ?? '');
  return (
    <div ref={place}>
      <Form
        key={round}
        attempt={shown}
        save={save}
        button={isNew ? t`Add rule` : t`Save`}
        {...(isNew ? {} : { changes: Object.keys(change).length })}
        cancel={cancel}
      >
        <Field label={t`Name`} name="name" isRequired maxLength={200} autoFocus={isNew} value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
        <When draft={draft} onChange={setDraft} />
        <ConditionBuilder group={draft.condition} fault={shown.refusal?.fields['condition']} onChange={(condition) => setDraft({ ...draft, condition })} />
        <Actions actions={draft.actions} onChange={(actions) => setDraft({ ...draft, actions })} />
        <Switch label={t`Enabled`} isSelected={draft.enabled} onChange={(enabled) => setDraft({ ...draft, enabled })} />
        <Switch
          label={t`The last one`}
          hint={t`If it holds, the rules after it do not run.`}
          isSelected={draft.stop}
          onChange={(stop) => setDraft({ ...draft, stop })}
        />
        <DryRun draft={draft} attempt={trial} names={names} />
      </Form>
    </div>
  );
}

function Existing({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const rule = useOne(['rules', id], () => api.GET('/v1/rules/{id}', { params: { path: { id } } }));
  return (
    <Page title={rule.data?.name ?? '…'} back={{ section: 'rules', label: t`Rules` }}>
      <Loaded query={rule}>
        {(data) => (
          <>
            <Editor rule={data} />
            <Runs id={id} />
            <Section
              title={t`Remove the rule`}
              hint={t`What it has done stays.`}
              action={
                <Confirm
                  button={t`Remove`}
                  title={t`Remove ${data.name}?`}
                  run={async () => {
                    await api.DELETE('/v1/rules/{id}', { params: { path: { id } } });
                    await navigate({ to: '/settings/$section', params: { section: 'rules' } });
                    await readAgain('rules');
                  }}
                >
                  <Trans>It no longer applies to what happens from now on. To pause it only, disable it.</Trans>
                </Confirm>
              }
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

export function RulePage({ id }: { readonly id: string }) {
  const { t } = useLingui();
  if (id === 'import') return <ImportRules />;
  if (id !== 'new') return <Existing id={id} />;
  return (
    <Page title={t`New rule`} back={{ section: 'rules', label: t`Rules` }}>
      <Editor rule={undefined} />
    </Page>
  );
}
