import { type AiSettings, aiSettingsOf } from '../configuration/ai-settings.ts';
import { CLOSING_TIME } from '../configuration/closing-time.ts';
import { linkPreviewsOf } from '../configuration/link-previews.ts';
import type { Role } from '../context.ts';
import type { Item, Key } from '../table/port.ts';

/** Who may register as a user: nobody, anybody, or people with an address of one of these domains. */
export type Registration = 'closed' | 'open' | { readonly domains: readonly string[] };

export type Setting = string | number | boolean | null;

export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly registration: Registration;
  /** Settings that the console stores for the whole business, without the secrets. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Names of the secret settings that have a value; no answer of Parley contains the values. */
  readonly secretsSet: readonly string[];
  /** Minutes in pending or solved until a ticket closes; null: the deployment's `TICKET_CLOSED_AFTER_MINS`. */
  readonly ticketClosedAfterMins: number | null;
  readonly ai: AiSettings;
  /** Roles whose people must prove a second factor. */
  readonly secondFactorRoles: readonly Role[];
  /** Whether links in chats, groups and directs get a preview. */
  readonly linkPreviews: boolean;
  readonly createdAt: string;
}

/** Signs the calls of rules. Stored beside the settings; in tenants from before November 2026, among them. */
export const WEBHOOK_SECRET = 'webhookSecret';

/** Undefined if the tenant has none: then nothing is sent, because nothing is sent unsigned. */
export const webhookSecretOf = (tenant: Item | undefined): string | undefined => {
  const secret = tenant?.[WEBHOOK_SECRET] ?? (tenant?.['settings'] as Tenant['settings'] | undefined)?.[WEBHOOK_SECRET];
  return typeof secret === 'string' && secret !== '' ? secret : undefined;
};

/** None if the tenant never set them. */
export const secondFactorRolesOf = (tenant: Item | undefined): readonly Role[] => (tenant?.['secondFactorRoles'] as readonly Role[] | undefined) ?? [];

export const slugKey = (slug: string): Key => ({ pk: `DIR#slug#${slug}`, sk: 'DIR' });

export function tenantOf(item: Item): Tenant {
  const { [WEBHOOK_SECRET]: _secret, ...settings } = item['settings'] as Tenant['settings'];
  return {
    id: String(item['id']),
    slug: String(item['slug']),
    name: String(item['name']),
    registration: item['registration'] as Registration,
    settings,
    secretsSet: webhookSecretOf(item) === undefined ? [] : [WEBHOOK_SECRET],
    ticketClosedAfterMins: (item[CLOSING_TIME] as number | undefined) ?? null,
    ai: aiSettingsOf(item),
    secondFactorRoles: secondFactorRolesOf(item),
    linkPreviews: linkPreviewsOf(item),
    createdAt: String(item['createdAt']),
  };
}

/** Incremented by each change of who may register; null until the first one. */
export const registrationVersionOf = (item: Item): number | null => (item['registrationVersion'] as number | undefined) ?? null;
