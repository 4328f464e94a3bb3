import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { Field } from '../../parts/field.tsx';
import { MultiSelect, Select } from '../../parts/form/select.tsx';
import { useReadAgain } from '../data/use-settings.ts';
import { Form } from '../parts/form.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { STAFF, type StaffRole, useRoles } from './roles.ts';

/** A mail with a link that is good once. */
export function Invite({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const { api } = useHub();
  const roles = useRoles();
  const readAgain = useReadAgain();
  const { teams } = useDirectory();
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<StaffRole>('agent');
  const [teamIds, setTeamIds] = useState<readonly string[]>([]);
  const save = async (): Promise<void> => {
    await api.POST('/v1/invitations', { body: { email: email.trim(), role, teamIds: [...teamIds] } });
    await readAgain('invitations');
  };
  return (
    <Form attempt={attempt} save={save} done={close} button={t`Send the invitation`} cancel={close}>
      <Field
        label={t`Email`}
        hint={t`They get a link that is good once, for 7 days.`}
        name="email"
        type="email"
        isRequired
        autoFocus
        autoComplete="off"
        value={email}
        onChange={setEmail}
      />
      <Select label={t`Role`} hint={roles.says(role)} name="role" options={roles.options(STAFF)} value={role} onChange={(next) => setRole(next as StaffRole)} />
      <MultiSelect
        label={t`Teams`}
        name="teamIds"
        placeholder={t`None`}
        options={teams.map(({ id, name }) => ({ id, label: name }))}
        value={teamIds}
        onChange={setTeamIds}
      />
    </Form>
  );
}
