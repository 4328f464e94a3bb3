import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, type ReactElement, useState } from 'react';
import { localInput, napOf, naps } from '../data/snooze.ts';
import { moment } from '../i18n/format.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Menu } from '../parts/menu.tsx';
import styles from './snooze.module.css';

const CHOOSE = 'choose';

export interface SnoozeProps {
  readonly button: ReactElement;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onChoose: (at: Date) => void;
}

/** Times to sleep until: the usual ones, a typed length such as `3h`, or a date and time. */
export function Snooze({ button, isOpen, onOpenChange, onChoose }: SnoozeProps) {
  const { t, i18n } = useLingui();
  const [isChoosing, setIsChoosing] = useState(false);
  const labels = { later: t`Later today`, tomorrow: t`Tomorrow`, monday: t`Monday` };
  const times = naps(new Date()).map(({ id, at }) => ({ id, at, label: `${labels[id]} · ${moment(i18n.locale, at.toISOString())}` }));
  const group = t`This ticket`;
  const named = (label: string): string => `${t`Snooze`}: ${label}`;
  useKeys([
    ...times.map(({ id, at, label }) => ({ id: `snooze:${id}`, keys: '', label: named(label), group, run: () => onChoose(at) })),
    { id: 'snooze:choose', keys: '', label: named(t`Another time…`), group, run: () => setIsChoosing(true) },
  ]);
  return (
    <>
      <Menu
        label={t`Snooze`}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        button={button}
        choices={[...times.map(({ id, label }) => ({ id: id as string, label })), { id: CHOOSE, label: t`Another time…` }]}
        onChoose={(chosen) => {
          const nap = times.find(({ id }) => id === chosen);
          if (nap === undefined) setIsChoosing(true);
          else onChoose(nap.at);
        }}
      />
      <SnoozeDialog isOpen={isChoosing} onOpenChange={setIsChoosing} onChoose={onChoose} />
    </>
  );
}

/** A length or a date in a dialog. */
export function SnoozeDialog({ isOpen, onOpenChange, onChoose }: Omit<SnoozeProps, 'button'>) {
  const { t } = useLingui();
  return (
    <Dialog title={t`Snooze until`} isOpen={isOpen} onOpenChange={onOpenChange}>
      <TimeForm
        onChoose={(at) => {
          onOpenChange(false);
          onChoose(at);
        }}
      />
    </Dialog>
  );
}

function TimeForm({ onChoose }: { readonly onChoose: (at: Date) => void }) {
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
