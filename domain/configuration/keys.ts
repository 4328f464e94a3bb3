import type { Key } from '../table/port.ts';

/** The configuration of a tenant is in three parts: each has its own partition and its own generation, and is loaded only where it is used. */
export const PARTS = ['policy', 'directory', 'lists'] as const;
export type Part = (typeof PARTS)[number];

/** Kinds of configuration entries; `CONFIGURATION_COUNTS` has the limits. */
export const CONFIGURATION_KINDS = ['AGENT', 'LIST', 'ORIGIN', 'QUEUE', 'RULE', 'TEAM'] as const;
export type ConfigurationKind = (typeof CONFIGURATION_KINDS)[number];

/** Kinds of entries by the part that they belong to. `PASTQUEUE`: the visibility of a deleted queue. */
export const KINDS_OF = {
  policy: ['PASTQUEUE', 'QUEUE', 'RULE'],
  directory: ['AGENT', 'ORIGIN', 'TEAM'],
  lists: ['LIST'],
} as const satisfies Record<Part, readonly string[]>;
export type EntryKindName = (typeof KINDS_OF)[Part][number];

const PART_OF = Object.fromEntries(PARTS.flatMap((part) => KINDS_OF[part].map((kind) => [kind, part]))) as Record<EntryKindName, Part>;

/** The form of a tenant's id, which is part of keys. What claims another form belongs to nobody. */
export const TENANT_ID = /^[\w-]{1,56}$/;

/** The tenant's own partition: `TENANT`, and the directory. Before November 2026 it held the two other parts as well (`old-layout.ts`). */
export const tenantPk = (tenantId: string): string => `T#${tenantId}`;
export const tenantKey = (tenantId: string): Key => ({ pk: tenantPk(tenantId), sk: 'TENANT' });

export const partPk = (tenantId: string, part: Part): string =>
  part === 'directory' ? tenantPk(tenantId) : `${tenantPk(tenantId)}#${part === 'policy' ? 'POLICY' : 'LISTS'}`;
export const kindPk = (tenantId: string, kind: EntryKindName): string => partPk(tenantId, PART_OF[kind]);
export const configurationKey = (tenantId: string, kind: EntryKindName, id: string): Key => ({ pk: kindPk(tenantId, kind), sk: `${kind}#${id}` });

/** The part whose entry a key names; undefined for everything else. */
export const partOfKey = (tenantId: string, { pk, sk }: Key): Part | undefined => {
  const part = PART_OF[sk.split('#', 1)[0] as EntryKindName];
  return part !== undefined && pk === partPk(tenantId, part) ? part : undefined;
};

/** Entries of an enrichment list are in chunks of their own partition: a list may be larger than an item. */
export const listEntriesPk = (tenantId: string, listId: string): string => `T#${tenantId}#EL#${listId}`;

/** `T#{t}` → tenant; null for any other partition. */
export const parseConfigurationPk = (pk: string): string | null => {
  const [t, tenantId, ...rest] = pk.split('#');
  return t === 'T' && tenantId && rest.length === 0 ? tenantId : null;
};
