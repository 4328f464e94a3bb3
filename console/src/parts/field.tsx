import { TextField as AriaField, type TextFieldProps as AriaProps, FieldError, Input, Label, Text } from 'react-aria-components';
import styles from './field.module.css';

export interface FieldProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  /** Without one, it needs an `aria-label`. */
  readonly label?: string;
  readonly hint?: string;
  readonly placeholder?: string | undefined;
}

/** A labelled line of text. A form's `validationErrors` of the API's `errors[{path, message}]` reach it by its `name`. */
export function Field({ label, hint, placeholder, ...props }: FieldProps) {
  return (
    <AriaField {...props} className={styles.field ?? ''}>
      {label !== undefined && <Label className={styles.label ?? ''}>{label}</Label>}
      <Input className={styles.input ?? ''} dir="auto" {...(placeholder === undefined ? {} : { placeholder })} />
      {hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''} />
    </AriaField>
  );
}
