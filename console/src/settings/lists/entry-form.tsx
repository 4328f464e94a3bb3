import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { EnrichmentEntry } from '../../../../client/api.ts';
import { useDirectory } from '../../data/use-hub.ts';
import { PRIORITIES, useWords } from '../../i18n/words.ts';
import { Field } from '../../parts/field.tsx';
import { type Option, Select } from '../../parts/form/select.tsx';
import { TextArea } from '../../parts/form/text-area.tsx';
import { Form } from '../parts/form.tsx';
import styles from '../parts/settings.module.css';
import { useAttempt } from '../parts/use-attempt.ts';
import { EMPTY_ENTRY, type EntryForm, entryOf, formOf } from './entries.ts';

const NONE = '-';
const named = (all: readonly { readonly id: string; readonly name: string }[]): Option[] => all.map(({ id, name }) => ({ id, label: name }));

export interface EntryDialogProps {
  /** Undefined: a new one. */
  readonly entry: EnrichmentEntry | undefined;
  readonly save: (entry: EnrichmentEntry) => Promise<void>;
  readonly close: () => void;
}

/** A value, and what a ticket gets when it is found. */
export function EntryFields({ entry, save, close }: EntryDialogProps) {
  const { t } = useLingui();
  const words = useWords();
  const { agents, teams } = useDirectory();
  const attempt = useAttempt();
  const [form, setForm] = useState<EntryForm>(entry === undefined ? EMPTY_ENTRY : formOf(entry));
  const choice = (name: 'priority' | 'agentId' | 'teamId', label: string, options: readonly Option[]) => (
    <Select
      label={label}
      name={name}
      options={[{ id: NONE, label: '–' }, ...options]}
      value={form[name] === '' ? NONE : form[name]}
      onChange={(id) => setForm({ ...form, [name]: id === NONE ? '' : id })}
    />
  );
  const text = (name: 'tags' | 'topic' | 'language' | 'sentiment', label: string, hint?: string) => (
    <Field label={label} {...(hint === undefined ? {} : { hint })} name={name} value={form[name]} onChange={(typed) => setForm({ ...form, [name]: typed })} />
  );
  return (
    <Form attempt={attempt} save={() => save(entryOf(form))} done={close} button={entry === undefined ? t`Add entry` : t`Save`} cancel={close}>
      <Field
        label={t`What to look for`}
        hint={t`Capitals, accents and letters that look alike make no difference.`}
        name="value"
        isRequired
        autoFocus
        maxLength={500}
        value={form.value}
        onChange={(value) => setForm({ ...form, value })}
      />
      <div className={styles.two}>
        {choice(
          'priority',
          t`Priority`,
          PRIORITIES.map((id) => ({ id, label: words.priority(id) })),
        )}
        {text('tags', t`Tags`, t`Separated by commas.`)}
        {choice('agentId', t`Owner`, named(agents))}
        {choice('teamId', t`Team`, named(teams))}
        {text('topic', t`Topic`)}
        {text('language', t`Language`, t`Such as de or pt-BR.`)}
      </div>
      {text('sentiment', t`Sentiment`)}
      <TextArea
        label={t`Custom fields`}
        hint={t`One a line: tier: gold`}
        name="fields"
        value={form.fields}
        onChange={(fields) => setForm({ ...form, fields })}
      />
    </Form>
  );
}
