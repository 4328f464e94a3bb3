import type { Key } from '../table/port.ts';

/** A tenant's configuration has three parts. Each has its own partition and generation, and is loaded only where it is used. */
export const PARTS = ['policy', 'directory', 'lists'] as const;
export type Part = (typeof PARTS)[number];

/** Kinds of configuration entries; `CONFIGURATION_COUNTS` has the limits. */
export const CONFIGURATION_KINDS = ['AGENT', 'LIST', 'ORIGIN', 'QUEUE', 'RULE', 'TEAM'] as const;
export type ConfigurationKind = (typeof CONFIGURATION_KINDS)[number];

/** Kinds of entries by part. `PASTQUEUE`: the visibility of a deleted queue. */
export const KINDS_OF = {
  policy: ['PASTQUEUE', 'QUEUE', 'RULE'],
  directory: ['AGENT', 'ORIGIN', 'TEAM'],
  lists: ['LIST'],
} as const satisfies Record<Part, readonly string[]>;
export type EntryKindName = (typeof KINDS_OF)[Part][number];

const PART_OF = Object.fromEntries(PARTS.flatMap((part) => KINDS_OF[part].map((kind) => [kind, part]))) as Record<EntryKindName, Part>;

/** The format of tenant ids, which are part of keys. No tenant has an id of another format. */
export const TENANT_ID = /^[\w-]{1,56}$/;

/** The tenant's own partition: `TENANT`, and the directory. Before November 2026 it also held the two other parts (`old-layout.ts`). */
export const tenantPk = (tenantId: string): string => `T#${tenantId}`;
export const tenantKey = (tenantId: string): Key => ({ pk: tenantPk(tenantId), sk: 'TENANT' });

export const partPk = (tenantId: string, part: Part): string =>
  part === 'directory' ? tenantPk(tenantId) : `${tenantPk(tenantId)}#${part === 'policy' ? 'POLICY' : 'LISTS'}`;
export const kindPk = (tenantId: string, kind: EntryKindName): string => partPk(tenantId, PART_OF[kind]);
export const configurationKey = (tenantId: string, kind: EntryKindName, id: string): Key => ({ pk: kindPk(tenantId, kind), sk: `${kind}#${id}` });

/** The part whose entry a key names; undefined for all other keys. */
export const partOfKey = (tenantId: string, { pk, sk }: Key): Part | undefined => {
  const part = PART_OF[sk.split('#', 1)[0] as EntryKindName];
  return part !== undefined && pk === partPk(tenantId, part) ? part : undefined;
};

/** The entries of an enrichment list are stored as chunks in a partition of their own, because a list may be larger than an item. */
export const listEntriesPk = (tenantId: string, listId: string): string => `T#${tenantId}#EL#${listId}`;

/** `T#{t}` → tenant; null for any other partition. */
export const parseConfigurationPk = (pk: string): string | null => {
  const [t, tenantId, ...rest] = pk.split('#');
  return t === 'T' && tenantId && rest.length === 0 ? tenantId : null;
};
