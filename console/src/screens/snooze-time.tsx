import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { localInput, napOf } from '../data/snooze.ts';
import { moment } from '../i18n/format.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import styles from './snooze.module.css';

/** A length such as `3h`, or a date and time in the future. */
export default function SnoozeTime({ onChoose }: { readonly onChoose: (at: Date) => void }) {
  const { t, i18n } = useLingui();
  const [length, setLength] = useState('');
  const [date, setDate] = useState(() => localInput(new Date(Date.now() + 3_600_000)));
  const chosen = length.trim() === '' ? new Date(date) : napOf(length, new Date());
  const isGood = chosen !== undefined && chosen.getTime() > Date.now();
  const when = isGood ? moment(i18n.locale, chosen.toISOString()) : '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isGood) onChoose(chosen);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t`In`} hint={t`45m, 3h, 2d or 1w`} value={length} onChange={setLength} autoFocus />
      <label className={styles.date}>
        <Trans>Or at</Trans>
        <input
          type="datetime-local"
          value={date}
          min={localInput(new Date())}
          onChange={(event) => {
            setLength('');
            setDate(event.target.value);
          }}
        />
      </label>
      <p role="status" className={styles.when}>
        {isGood ? t`Returns on ${when}.` : t`This time is not in the future.`}
      </p>
      <Button type="submit" look="primary" isDisabled={!isGood}>
        <Trans>Snooze</Trans>
      </Button>
    </form>
  );
}
