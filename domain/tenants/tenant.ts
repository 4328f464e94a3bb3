import type { Item, Key } from '../table/port.ts';

/** Who may register as a user: nobody, anybody, or who has an address of one of these domains. */
export type Registration = 'closed' | 'open' | { readonly domains: readonly string[] };

export type Setting = string | number | boolean | null;

export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly registration: Registration;
  /** What the console keeps for the whole business. */
  readonly settings: Readonly<Record<string, Setting>>;
  readonly createdAt: string;
}

export const slugKey = (slug: string): Key => ({ pk: `DIR#slug#${slug}`, sk: 'DIR' });

export function tenantOf(item: Item): Tenant {
  return {
    id: String(item['id']),
    slug: String(item['slug']),
    name: String(item['name']),
    registration: item['registration'] as Registration,
    settings: item['settings'] as Tenant['settings'],
    createdAt: String(item['createdAt']),
  };
}

/** Rises with each change of who may register; null until the first one. */
export const registrationVersionOf = (item: Item): number | null => (item['registrationVersion'] as number | undefined) ?? null;
