import type { Key, Table, Write } from '../../domain/table/port.ts';
import { keyOf } from './conditions.ts';

/** An item of another tenant was requested. On AWS the credentials deny it; here the table does. */
export class ForeignKey extends Error {
  constructor(pk: string, tenantId: string) {
    super(`tenant ${tenantId} may not reach ${pk.split('#').slice(0, 2).join('#')}`);
    this.name = 'ForeignKey';
  }
}

/**
 * The table restricted to one tenant's items, as `dynamodb:LeadingKeys` restricts the API's credentials on AWS (docs/decisions/0315): partitions begin
 * with the tenant, on the table and on its indexes. Entries of the directory are only written within a transaction.
 */
export const ownKeysOnly = (table: Table, tenantId: string): Table => {
  const own = `T#${tenantId}`;
  const isOwn = (pk: string): boolean => pk === own || pk.startsWith(`${own}#`);
  const guard = (pk: string, allowed: boolean): void => {
    if (!allowed) throw new ForeignKey(pk, tenantId);
  };
  const guardKeys = (keys: readonly Key[]): void => keys.forEach(({ pk }) => guard(pk, isOwn(pk)));
  const isJoined = (write: Write): boolean => keyOf(write).pk.startsWith('DIR#');
  return {
    async get(keys, options) {
      guardKeys(keys);
      return table.get(keys, options);
    },
    async query(query) {
      guard(query.pk, isOwn(query.pk));
      return table.query(query);
    },
    async merge(query) {
      for (const pk of query.pks) guard(pk, isOwn(pk));
      return table.merge(query);
    },
    async sorted(query) {
      guard(query.pk, isOwn(query.pk));
      return table.sorted(query);
    },
    async count(query) {
      guard(query.pk, isOwn(query.pk));
      return table.count(query);
    },
    async transact(writes) {
      for (const write of writes) guard(keyOf(write).pk, isOwn(keyOf(write).pk) || isJoined(write));
      return table.transact(writes);
    },
    async write(write) {
      guardKeys([keyOf(write)]);
      return table.write(write);
    },
    async scan() {
      throw new ForeignKey('*', tenantId);
    },
  };
};
