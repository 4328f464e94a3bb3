import { useLingui } from '@lingui/react/macro';
import { Field } from '../../parts/field.tsx';
import { Switch } from '../../parts/form/check.tsx';
import { Select } from '../../parts/form/select.tsx';
import { useRoles } from '../people/roles.ts';
import { NOBODY, type ProviderForm } from './draft.ts';

export interface ProviderFieldsProps {
  readonly form: ProviderForm;
  readonly onChange: (form: ProviderForm) => void;
  readonly isNew?: boolean;
}

export function ProviderFields({ form, onChange, isNew = false }: ProviderFieldsProps) {
  const { t } = useLingui();
  const roles = useRoles();
  const optional = (label: string): string => `${label} (${t`optional`})`;
  const set = (change: Partial<ProviderForm>): void => onChange({ ...form, ...change });
  return (
    <>
      <Field
        label={t`Name`}
        hint={t`People read it on the button of the sign-in page.`}
        name="name"
        isRequired
        autoFocus={isNew}
        maxLength={200}
        value={form.name}
        onChange={(name) => set({ name })}
      />
      {isNew && (
        <Field
          label={t`Issuer`}
          hint={t`The address before /.well-known/openid-configuration. It cannot be changed later.`}
          name="issuer"
          type="url"
          isRequired
          maxLength={1000}
          value={form.issuer}
          onChange={(issuer) => set({ issuer })}
        />
      )}
      <Field
        label={t`Client ID`}
        hint={t`If the provider has not made one yet, enter any text and change it later.`}
        name="clientId"
        isRequired
        autoComplete="off"
        maxLength={500}
        value={form.clientId}
        onChange={(clientId) => set({ clientId })}
      />
      <Switch
        label={t`The client has a secret`}
        hint={t`Without one, the client is public and only PKCE protects it.`}
        isSelected={form.hasSecret}
        onChange={(hasSecret) => set({ hasSecret, clientSecret: '' })}
      />
      {form.hasSecret && (
        <Field
          label={optional(t`Client secret`)}
          hint={isNew ? t`You can add it later.` : t`What you leave empty stays as it is.`}
          name="clientSecret"
          type="password"
          autoComplete="off"
          maxLength={2000}
          value={form.clientSecret}
          onChange={(clientSecret) => set({ clientSecret })}
        />
      )}
      <Field
        label={t`Scopes`}
        hint={t`What Parley asks the provider for. “openid” is always among them.`}
        name="scopes"
        value={form.scopes}
        onChange={(scopes) => set({ scopes })}
      />
      <Field
        label={optional(t`Mail domains`)}
        hint={t`Only people with a verified address of these domains sign in. Separate them by commas.`}
        name="emailDomains"
        value={form.emailDomains}
        onChange={(emailDomains) => set({ emailDomains })}
      />
      <Select
        label={t`People whom Parley does not know`}
        name="newPeople"
        options={[{ id: NOBODY, label: t`They cannot sign in` }, ...roles.options(['user', 'agent', 'supervisor'])]}
        value={form.newPeople}
        onChange={(newPeople) => set({ newPeople })}
      />
      <Switch label={t`Enabled`} hint={t`The sign-in page shows its button.`} isSelected={form.enabled} onChange={(enabled) => set({ enabled })} />
    </>
  );
}
