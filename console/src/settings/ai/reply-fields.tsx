import { useLingui } from '@lingui/react/macro';
import { weekday } from '../../i18n/format.ts';
import { Field } from '../../parts/field.tsx';
import { Switch } from '../../parts/form/check.tsx';
import { MultiSelect } from '../../parts/form/select.tsx';
import styles from '../parts/settings.module.css';
import type { AiForm } from './draft.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Replies that nobody reads before they leave: how sure the AI must be, and when. */
export function ReplyFields({ form, onChange }: { readonly form: AiForm; readonly onChange: (form: AiForm) => void }) {
  const { t, i18n } = useLingui();
  const set = (change: Partial<AiForm>): void => onChange({ ...form, ...change });
  return (
    <>
      <Switch
        label={t`Automatic replies`}
        hint={t`They leave without an agent. Never to a machine, on a closed ticket, or after an agent has answered.`}
        isSelected={form.replies}
        onChange={(replies) => set({ replies })}
      />
      {form.replies && (
        <>
          <Field
            label={t`How sure the AI must be, in per cent`}
            hint={t`A reply below this is a suggestion, if those are on.`}
            name="ai.replies.threshold"
            inputMode="decimal"
            isRequired
            value={form.threshold}
            onChange={(threshold) => set({ threshold })}
          />
          <Switch label={t`Only at certain hours`} isSelected={form.hasHours} onChange={(hasHours) => set({ hasHours })} />
          {form.hasHours && (
            <>
              <div className={styles.two}>
                <Field label={t`From`} name="ai.replies.hours.from" type="time" isRequired value={form.from} onChange={(from) => set({ from })} />
                <Field
                  label={t`To`}
                  hint={t`If it is before the beginning: on the next day.`}
                  name="ai.replies.hours.to"
                  type="time"
                  isRequired
                  value={form.to}
                  onChange={(to) => set({ to })}
                />
              </div>
              <div className={styles.two}>
                <MultiSelect
                  label={t`Days on which they begin`}
                  name="ai.replies.hours.days"
                  placeholder={t`Every day`}
                  options={DAYS.map((day) => ({ id: String(day), label: weekday(i18n.locale, day) }))}
                  value={form.days}
                  onChange={(days) => set({ days })}
                />
                <Field
                  label={t`Time zone`}
                  hint={t`Such as Europe/Berlin.`}
                  name="ai.replies.hours.timeZone"
                  isRequired
                  value={form.timeZone}
                  onChange={(timeZone) => set({ timeZone })}
                />
              </div>
            </>
          )}
        </>
      )}
    </>
  );
}
