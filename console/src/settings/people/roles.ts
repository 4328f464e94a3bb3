import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Option } from '../../parts/form/select.tsx';

const ROLE: Readonly<Record<string, MessageDescriptor>> = {
  admin: msg`Admin`,
  supervisor: msg`Lead`,
  agent: msg`Agent`,
  user: msg`User`,
};
export const STAFF = ['admin', 'supervisor', 'agent'] as const;
export type StaffRole = (typeof STAFF)[number];

export function useRoles() {
  const { t } = useLingui();
  const word = (role: string): string => {
    const known = ROLE[role];
    return known === undefined ? role : t(known);
  };
  return {
    word,
    options: (roles: readonly string[]): Option[] => roles.map((id) => ({ id, label: word(id) })),
    /** What the role may do, beside the field. */
    says: (role: StaffRole): string =>
      role === 'admin'
        ? t`Everything, with channels, people and keys.`
        : role === 'supervisor'
          ? t`All tickets, queues and rules.`
          : t`The tickets of their queues and teams.`,
  };
}
