import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Ticket } from '../../../client/api.ts';
import { useHub } from '../data/use-hub.ts';
import { Button } from '../parts/button.tsx';
import styles from './panel.module.css';
import { Row, Section } from './panel-parts.tsx';

type Fields = Record<string, string | number | boolean | null>;
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** What was typed keeps the kind that the value had: a number stays a number. */
const typed = (text: string, before: unknown): Fields[string] => {
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};

/** The business's own fields. A field is saved when it is left; an empty one is removed. */
export function CustomFields({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const { actions } = useHub();
  const [isAdding, setIsAdding] = useState(false);
  const fields = ticket.customFields as Fields;
  const isClosed = ticket.status === 'closed';
  const set = (name: string, text: string): void => {
    const { [name]: before, ...others } = fields;
    if (text === (before === undefined ? '' : shown(before))) return;
    void actions.change(ticket.id, { customFields: text === '' ? others : { ...fields, [name]: typed(text, before) } });
  };
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const textOf = (field: string): string => {
      const value = form.get(field);
      return typeof value === 'string' ? value.trim() : '';
    };
    if (textOf('name') !== '') set(textOf('name'), textOf('value'));
    setIsAdding(false);
  };
  if (isClosed && Object.keys(fields).length === 0) return null;
  return (
    <Section title={t`Custom fields`}>
      <dl className={styles.list}>
        {Object.entries(fields).map(([name, value]) => (
          <Row key={name} name={name}>
            <input
              key={shown(value)}
              className={styles.field}
              aria-label={name}
              maxLength={1000}
              readOnly={isClosed}
              defaultValue={shown(value)}
              onBlur={(event) => set(name, event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
            />
          </Row>
        ))}
      </dl>
      {isAdding ? (
        <form className={styles.newField} onSubmit={add}>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- somebody has just asked for it */}
          <input className={styles.field} name="name" aria-label={t`Name of the field`} placeholder={t`Name`} maxLength={60} required autoFocus />
          <input className={styles.field} name="value" aria-label={t`Value`} placeholder={t`Value`} maxLength={1000} required />
          <Button type="submit">
            <Trans>Add</Trans>
          </Button>
        </form>
      ) : (
        !isClosed && (
          <Button look="quiet" onPress={() => setIsAdding(true)}>
            <Plus size={14} aria-hidden="true" />
            <Trans>Add a field</Trans>
          </Button>
        )
      )}
    </Section>
  );
}
