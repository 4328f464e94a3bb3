import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { Form as AriaForm } from 'react-aria-components';
import { Button } from '../../parts/button.tsx';
import { classes } from '../../parts/classes.ts';
import styles from '../../parts/form/form.module.css';
import { Refused } from './refused.tsx';
import type { Attempt } from './use-attempt.ts';

export interface FormProps {
  readonly attempt: Attempt;
  readonly save: () => Promise<unknown>;
  readonly done?: () => void;
  readonly button: string;
  readonly children: ReactNode;
  /** Of a form that changes something: how many members differ. None: nothing to save. */
  readonly changes?: number;
  readonly cancel?: () => void;
  /** Beside the button. */
  readonly more?: ReactNode;
}

// React Aria shows the messages again whenever it gets another object.
const NONE = {};

/** Fields with their messages, and one button. The bar stays in sight while a long form scrolls. */
export function Form({ attempt, save, done, button, children, changes, cancel, more }: FormProps) {
  const { t } = useLingui();
  const form = useRef<HTMLFormElement>(null);
  // React Aria's form passes no such handler on.
  useEffect(() => {
    // Afterwards: a render between this handler and React's own would put the old text back.
    const typed = ({ target }: Event): void => void setTimeout(() => attempt.mend((target as HTMLInputElement).name));
    const element = form.current;
    element?.addEventListener('input', typed);
    return () => element?.removeEventListener('input', typed);
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // A dialog is within the page's form for React, but not for the browser.
    event.stopPropagation();
    const names = [...(form.current?.querySelectorAll('[name], [data-field]') ?? [])].map(
      (one) => one.getAttribute('data-field') ?? one.getAttribute('name') ?? '',
    );
    if (await attempt.run(save, names)) done?.();
    else form.current?.querySelector<HTMLElement>('[data-invalid] input, input[data-invalid]')?.focus();
  };
  return (
    <AriaForm ref={form} className={styles.form ?? ''} onSubmit={(event) => void submit(event)} validationErrors={attempt.refusal?.fields ?? NONE}>
      {children}
      <Refused refusal={attempt.refusal} />
      <div className={classes(styles.bar, changes !== undefined && changes > 0 && styles.sticky)}>
        {changes !== undefined && <span>{changes === 0 ? '' : plural(changes, { one: '# change', other: '# changes' })}</span>}
        {more}
        {cancel !== undefined && changes !== 0 && (
          <Button onPress={cancel} isDisabled={attempt.isBusy}>
            {changes === undefined ? <Trans>Cancel</Trans> : t`Discard`}
          </Button>
        )}
        <Button type="submit" look="primary" isDisabled={attempt.isBusy || changes === 0}>
          {button}
        </Button>
      </div>
    </AriaForm>
  );
}
