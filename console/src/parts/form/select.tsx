import { Check, ChevronDown } from 'lucide-react';
import { Select as AriaSelect, Button, FieldError, Label, ListBox, ListBoxItem, SelectValue, Text } from 'react-aria-components';
import { classes } from '../classes.ts';
import field from '../field.module.css';
import overlay from '../overlay.module.css';
import { Popover } from '../overlay.tsx';
import styles from './form.module.css';

export interface Option {
  readonly id: string;
  readonly label: string;
}

interface Common {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly name?: string;
  readonly options: readonly Option[];
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly isInvalid?: boolean;
  /** The label is only spoken. */
  readonly isBare?: boolean;
  readonly error?: string | undefined;
}

function Inside({ label, hint, options, isBare = false, error }: Common) {
  return (
    <>
      {!isBare && <Label className={field.label ?? ''}>{label}</Label>}
      <Button className={classes(field.input, styles.trigger)}>
        <SelectValue />
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </Button>
      {hint !== undefined && (
        <Text slot="description" className={field.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={field.error ?? ''}>{error}</FieldError>
      <Popover className={overlay.popover ?? ''} offset={4}>
        <ListBox items={options}>
          {({ id, label: text }) => (
            <ListBoxItem id={id} textValue={text} className={overlay.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <bdi>{text}</bdi>
                  <span className={overlay.end}>{isSelected && <Check size={16} strokeWidth={1.75} />}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </>
  );
}

const ariaOf = ({ label, name, placeholder, isRequired, isDisabled, isInvalid, isBare, error }: Common) => ({
  className: field.field ?? '',
  ...(isBare === true ? { 'aria-label': label } : {}),
  ...(name === undefined ? {} : { name }),
  ...(placeholder === undefined ? {} : { placeholder }),
  ...(isRequired === undefined ? {} : { isRequired }),
  ...(isDisabled === undefined ? {} : { isDisabled }),
  ...(isInvalid === true || error !== undefined ? { isInvalid: true } : {}),
});

/** One of several. */
export function Select({ value, onChange, ...common }: Common & { readonly value: string | null; readonly onChange: (id: string) => void }) {
  return (
    <AriaSelect {...ariaOf(common)} value={value} onChange={(id) => onChange(String(id))}>
      <Inside {...common} />
    </AriaSelect>
  );
}

/** Any number of several, such as teams. */
export function MultiSelect({ value, onChange, ...common }: Common & { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }) {
  return (
    <AriaSelect {...ariaOf(common)} selectionMode="multiple" value={[...value]} onChange={(ids) => onChange([...ids].map(String))}>
      <Inside {...common} />
    </AriaSelect>
  );
}
