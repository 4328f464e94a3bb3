import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { LucideIcon } from 'lucide-react';
import { Cable, ShieldCheck } from 'lucide-react';
import type { ComponentType } from 'react';
import { Security } from './account/security.tsx';
import { Origins } from './origins/list.tsx';
import { Origin } from './origins/origin.tsx';

export type Role = 'admin' | 'supervisor' | 'agent' | 'user';

export interface SettingsSection {
  readonly id: string;
  readonly group: 'me' | 'work' | 'people' | 'systems';
  readonly name: MessageDescriptor;
  readonly icon: LucideIcon;
  /** Who may read it (DESIGN §5). */
  readonly roles: readonly Role[];
  readonly List: ComponentType;
  /** One of the list, or a new one. */
  readonly Detail?: ComponentType<{ readonly id: string }>;
}

const leads = ['admin', 'supervisor'] as const;
const everybody = ['admin', 'supervisor', 'agent', 'user'] as const;

/** In the order of the navigation. What the API cannot do yet has no row here. */
export const SECTIONS: readonly SettingsSection[] = [
  { id: 'security', group: 'me', name: msg`Sign-in and devices`, icon: ShieldCheck, roles: everybody, List: Security },
  { id: 'origins', group: 'work', name: msg`Channels`, icon: Cable, roles: leads, List: Origins, Detail: Origin },
];

export const sectionsOf = (role: Role): readonly SettingsSection[] => SECTIONS.filter(({ roles }) => roles.includes(role));
