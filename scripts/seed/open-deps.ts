import { numberSetting } from '../../adapters/environment.ts';
import { openTableFile, tablePath } from '../../adapters/table/embedded.ts';
import { sqliteTable } from '../../adapters/table/sqlite/table.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import type { Table } from '../../domain/table/port.ts';
import { ticketDeps } from '../../functions/ticket-deps.ts';
import type { BatchDeps } from './batch.ts';

const unavailable = (what: string) => (): Promise<never> => Promise.reject(new Error(`a seed has no ${what}`));

/** Read-only, because opening the table for writing rebuilds the indexes that the load has dropped. */
export const openTableToRead = (): { readonly table: Table; close(): void } => {
  const db = openTableFile(tablePath());
  return { table: sqliteTable(db), close: () => db.close() };
};

/** The dependencies of commands in a thread that creates batches, on the data folder and with the settings of this environment. */
export const openBatchDeps = (): BatchDeps => {
  const { table } = openTableToRead();
  return {
    table,
    counterShards: numberSetting('COUNTER_SHARDS', 1),
    live: {
      ...ticketDeps(table),
      mayTouch: () => true,
      capabilitiesOf,
      content: unavailable('separately stored content'),
      linkTo: unavailable('files'),
      channelFor: unavailable('senders'),
      causationKey: unavailable('calls'),
      repeatForMs: 0,
    },
  };
};
