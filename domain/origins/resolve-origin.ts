import { kindPk } from '../configuration/keys.ts';
import { everyItem } from '../table/every-item.ts';
import type { Table } from '../table/port.ts';
import type { ChannelName } from './channels.ts';
import { originDirectoryKey, originOf } from './origin.ts';

/** The tenant and origin of a webhook's path. */
export interface OriginAddress {
  readonly tenantId: string;
  readonly originId: string;
  readonly channel: ChannelName;
  readonly accountId: string | null;
}

/** Undefined for an unknown or deleted id. One read. @throws TableUnavailable */
export const resolveOrigin = async (table: Table, originId: string): Promise<OriginAddress | undefined> => {
  const [item] = await table.get([originDirectoryKey(originId)], { consistent: true });
  if (!item) return undefined;
  return {
    tenantId: String(item['tenantId']),
    originId,
    channel: item['channel'] as ChannelName,
    accountId: typeof item['accountId'] === 'string' ? item['accountId'] : null,
  };
};

/** The tenant's origins of a channel by account; if two have the same account, the older one. @throws TableUnavailable */
export const originsByAccount = async (table: Table, tenantId: string, channel: ChannelName): Promise<ReadonlyMap<string, string>> => {
  const origins = (await everyItem(table, kindPk(tenantId, 'ORIGIN'), 'ORIGIN#'))
    .map(originOf)
    .filter((origin) => origin.channel === channel && origin.accountId !== null);
  origins.sort((a, b) => (`${b.createdAt}${b.id}` < `${a.createdAt}${a.id}` ? -1 : 1));
  return new Map(origins.map((origin) => [origin.accountId as string, origin.id]));
};
