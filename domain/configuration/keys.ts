import type { Key } from '../table/port.ts';

/** The tenant's configuration is one partition, read whole: it is small, and everything in it is needed to judge one message. */
export const configurationPk = (tenantId: string): string => `T#${tenantId}`;

export const CONFIGURATION_KINDS = ['AGENT', 'LIST', 'ORIGIN', 'QUEUE', 'RULE', 'TEAM'] as const;
export type ConfigurationKind = (typeof CONFIGURATION_KINDS)[number];

export const tenantKey = (tenantId: string): Key => ({ pk: configurationPk(tenantId), sk: 'TENANT' });
export const configurationKey = (tenantId: string, kind: ConfigurationKind, id: string): Key => ({ pk: configurationPk(tenantId), sk: `${kind}#${id}` });

/** Entries of an enrichment list lie in chunks of their own partition: a list may be larger than an item. */
export const listEntriesPk = (tenantId: string, listId: string): string => `T#${tenantId}#EL#${listId}`;

/** `T#{t}` → tenant; null for any other partition. */
export const parseConfigurationPk = (pk: string): string | null => {
  const [t, tenantId, ...rest] = pk.split('#');
  return t === 'T' && tenantId && rest.length === 0 ? tenantId : null;
};
