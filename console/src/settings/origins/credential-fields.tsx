import { useLingui } from '@lingui/react/macro';
import { Field } from '../../parts/field.tsx';
import { CHANNEL_FIELDS, type Filled } from './channel-fields.ts';

export interface CredentialFieldsProps {
  readonly channel: string;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
  /** Only what is typed is replaced. */
  readonly isChange?: boolean;
}

export function CredentialFields({ channel, filled, onChange, isChange = false }: CredentialFieldsProps) {
  const { t } = useLingui();
  return (CHANNEL_FIELDS[channel] ?? []).map(({ name, label, hint, kind, isOptional, isOwn }) => (
    <Field
      key={name}
      label={isOptional && !isChange ? `${t(label)} (${t`optional`})` : t(label)}
      hint={t(hint)}
      name={`credentials.${name}`}
      // A proposed secret is to be read and copied; one of the provider is not for shoulders.
      type={kind === 'secret' && (!isOwn || isChange) ? 'password' : 'text'}
      isRequired={isOptional !== true && !isChange}
      autoComplete="off"
      spellCheck="false"
      value={filled[name] ?? ''}
      onChange={(text) => onChange({ ...filled, [name]: text })}
    />
  ));
}
