import { useLingui } from '@lingui/react/macro';
import { useHub } from '../../data/use-hub.ts';
import { Field } from '../../parts/field.tsx';
import { Select } from '../../parts/form/select.tsx';
import { useAll } from '../data/use-settings.ts';
import { CHANNEL_FIELDS, type Filled, NO, YES } from './channel-fields.ts';

export interface CredentialFieldsProps {
  readonly channel: string;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
  /** Only what is typed is replaced. */
  readonly isChange?: boolean;
}

/** The applications of the workspace, for an origin that follows the chats of one. */
function useApplications(isNeeded: boolean) {
  const { api } = useHub();
  const read = (cursor: string | undefined) => api.GET('/v1/applications', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } });
  return (useAll(['applications'], read, isNeeded).data ?? []).map(({ token, name }) => ({ id: token, label: name }));
}

export function CredentialFields({ channel, filled, onChange, isChange = false }: CredentialFieldsProps) {
  const { t } = useLingui();
  const fields = CHANNEL_FIELDS[channel] ?? [];
  const applications = useApplications(fields.some(({ kind }) => kind === 'application'));
  return fields.map(({ name, label, hint, kind, isOptional = false, isOwn }) => {
    const common = {
      label: isOptional && !isChange ? `${t(label)} (${t`optional`})` : t(label),
      hint: t(hint),
      name: `credentials.${name}`,
      isRequired: !isOptional && !isChange,
    };
    const set = (text: string): void => onChange({ ...filled, [name]: text });
    if (kind === 'flag' || kind === 'application')
      return (
        <Select
          key={name}
          {...common}
          options={
            kind === 'application'
              ? applications
              : [
                  { id: YES, label: t`Yes` },
                  { id: NO, label: t`No` },
                ]
          }
          placeholder={t`Choose…`}
          value={filled[name] ?? null}
          onChange={set}
        />
      );
    return (
      <Field
        key={name}
        {...common}
        // A proposed secret is to be read and copied; one of the provider is not for shoulders.
        type={kind === 'secret' && (!isOwn || isChange) ? 'password' : 'text'}
        autoComplete="off"
        spellCheck="false"
        value={filled[name] ?? ''}
        onChange={set}
      />
    );
  });
}
