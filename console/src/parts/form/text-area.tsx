import { TextArea as Area, TextField as AriaField, type TextFieldProps as AriaProps, FieldError, Label, Text } from 'react-aria-components';
import { classes } from '../classes.ts';
import field from '../field.module.css';
import styles from './form.module.css';

export interface TextAreaProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
}

/** Several labelled lines of text. */
export function TextArea({ label, hint, placeholder, ...props }: TextAreaProps) {
  return (
    <AriaField {...props} className={field.field ?? ''}>
      <Label className={field.label ?? ''}>{label}</Label>
      <Area className={classes(field.input, styles.area)} dir="auto" {...(placeholder === undefined ? {} : { placeholder })} />
      {hint !== undefined && (
        <Text slot="description" className={field.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={field.error ?? ''} />
    </AriaField>
  );
}
