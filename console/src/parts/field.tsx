import { TextField as AriaField, type TextFieldProps as AriaProps, FieldError, Input, Label, Text } from 'react-aria-components';
import styles from './field.module.css';

export interface FieldProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly hint?: string;
}

/** A labelled line of text. A form's `validationErrors` of the API's `errors[{path, message}]` reach it by its `name`. */
export function Field({ label, hint, ...props }: FieldProps) {
  return (
    <AriaField {...props} className={styles.field ?? ''}>
      <Label className={styles.label ?? ''}>{label}</Label>
      <Input className={styles.input ?? ''} dir="auto" />
      {hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''} />
    </AriaField>
  );
}
