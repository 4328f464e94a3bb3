import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { MessageDraft, Ticket } from '../../../client/api.ts';
import { useHub } from '../data/use-hub.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { toast } from '../parts/toast.tsx';
import styles from './snooze.module.css';
import { useUndo } from './use-undo.ts';

const keyOf = (originId: string): string => `parley.template.${originId}`;

interface Known {
  readonly name: string;
  readonly language: string;
}

function known(originId: string): Known {
  try {
    return { name: '', language: '', ...(JSON.parse(localStorage.getItem(keyOf(originId)) ?? '{}') as Partial<Known>) };
  } catch {
    return { name: '', language: '' };
  }
}

/** A message that the provider has approved: what can be sent when the customer has not written for too long. The last one of this place is filled in. */
export default function TemplateForm({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const { actions } = useHub();
  const undo = useUndo();
  const [form, setForm] = useState(() => known(ticket.origin.id));
  const [values, setValues] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const name = form.name.trim();
    const language = form.language.trim();
    const parameters = values
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((text) => ({ component: 'body' as const, text }));
    const template: NonNullable<MessageDraft['template']> = {
      name,
      ...(language === '' ? {} : { language }),
      ...(parameters.length === 0 ? {} : { parameters }),
    };
    localStorage.setItem(keyOf(ticket.origin.id), JSON.stringify({ name, language }));
    const id = await actions.post(ticket.id, { kind: 'reply', template, thenStatus: 'pending' });
    setValues('');
    toast({ text: t`Sending the template ${name}…`, action: { label: t`Undo`, run: () => undo(id) } }, 5);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <p>
        <Trans>Only a template that the provider has approved can be sent until the customer writes again.</Trans>
      </p>
      <Field label={t`Template`} isRequired value={form.name} onChange={(name) => setForm({ ...form, name })} />
      <Field
        label={t`Its language`}
        hint={t`As the provider writes it, such as en_US`}
        value={form.language}
        onChange={(language) => setForm({ ...form, language })}
      />
      <label className={styles.date}>
        <Trans>Values of its placeholders, one on each line</Trans>
        <textarea rows={2} dir="auto" value={values} onChange={(event) => setValues(event.target.value)} />
      </label>
      <Button type="submit" look="primary" isDisabled={form.name.trim() === ''}>
        <Trans>Send template</Trans>
      </Button>
    </form>
  );
}
