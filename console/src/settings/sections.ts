import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { LucideIcon } from 'lucide-react';
import { AppWindow, Bell, Cable, KeyRound, Layers, ListChecks, LogIn, ScrollText, ShieldCheck, Sparkles, User, Users, Webhook, Zap } from 'lucide-react';
import type { ComponentType } from 'react';
import { Notifications } from './account/notifications.tsx';
import { Security } from './account/security.tsx';
import { AiSettings } from './ai/ai.tsx';
import { ApplicationPage } from './applications/application.tsx';
import { Applications } from './applications/list.tsx';
import { ApiKeys } from './keys/api-keys.tsx';
import { ListPage } from './lists/detail.tsx';
import { Lists } from './lists/list.tsx';
import { Origins } from './origins/list.tsx';
import { Origin } from './origins/origin.tsx';
import { AgentPage } from './people/agent.tsx';
import { People } from './people/list.tsx';
import { Teams } from './people/teams.tsx';
import { Providers } from './providers/list.tsx';
import { ProviderPage } from './providers/provider.tsx';
import { Queues } from './queues/list.tsx';
import { QueuePage } from './queues/queue.tsx';
import { Rules } from './rules/list.tsx';
import { RulePage } from './rules/rule.tsx';
import { Audit } from './systems/audit.tsx';
import { WebhookPage } from './systems/webhook.tsx';
import { Webhooks } from './systems/webhooks.tsx';

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
  { id: 'notifications', group: 'me', name: msg`Notifications`, icon: Bell, roles: everybody, List: Notifications },
  { id: 'origins', group: 'work', name: msg`Channels`, icon: Cable, roles: leads, List: Origins, Detail: Origin },
  { id: 'queues', group: 'work', name: msg`Queues`, icon: Layers, roles: leads, List: Queues, Detail: QueuePage },
  { id: 'rules', group: 'work', name: msg`Rules`, icon: Zap, roles: leads, List: Rules, Detail: RulePage },
  { id: 'lists', group: 'work', name: msg`Lists`, icon: ListChecks, roles: ['admin'], List: Lists, Detail: ListPage },
  { id: 'ai', group: 'work', name: msg`AI`, icon: Sparkles, roles: ['admin'], List: AiSettings },
  { id: 'agents', group: 'people', name: msg`Agents`, icon: User, roles: leads, List: People, Detail: AgentPage },
  { id: 'teams', group: 'people', name: msg`Teams`, icon: Users, roles: leads, List: Teams },
  { id: 'identity-providers', group: 'people', name: msg`Single sign-on`, icon: LogIn, roles: ['admin'], List: Providers, Detail: ProviderPage },
  { id: 'applications', group: 'systems', name: msg`Applications`, icon: AppWindow, roles: ['admin'], List: Applications, Detail: ApplicationPage },
  { id: 'webhooks', group: 'systems', name: msg`Webhooks`, icon: Webhook, roles: ['admin'], List: Webhooks, Detail: WebhookPage },
  { id: 'api-keys', group: 'systems', name: msg`API keys`, icon: KeyRound, roles: ['admin'], List: ApiKeys },
  { id: 'audit', group: 'systems', name: msg`Audit`, icon: ScrollText, roles: ['admin'], List: Audit },
];

export const sectionsOf = (role: Role): readonly SettingsSection[] => SECTIONS.filter(({ roles }) => roles.includes(role));
