import { Check as Tick } from 'lucide-react';
import { Switch as AriaSwitch, Checkbox } from 'react-aria-components';
import field from '../field.module.css';
import styles from './form.module.css';

export interface CheckProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isSelected: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

const words = ({ label, hint }: CheckProps) => (
  <span>
    {label}
    {hint !== undefined && <small className={field.hint}>{hint}</small>}
  </span>
);

/** One of a group of things that may hold together. */
export function Check(props: CheckProps) {
  const { isSelected, isDisabled = false, onChange } = props;
  return (
    <Checkbox className={styles.check ?? ''} isSelected={isSelected} isDisabled={isDisabled} onChange={onChange}>
      <span className={styles.box} aria-hidden="true">
        {isSelected && <Tick size={14} strokeWidth={2.5} />}
      </span>
      {words(props)}
    </Checkbox>
  );
}

/** On or off. */
export function Switch(props: CheckProps) {
  const { isSelected, isDisabled = false, onChange } = props;
  return (
    <AriaSwitch className={styles.check ?? ''} isSelected={isSelected} isDisabled={isDisabled} onChange={onChange}>
      <span className={styles.switch} aria-hidden="true" />
      {words(props)}
    </AriaSwitch>
  );
}
