import { numberSetting } from '../../adapters/environment.ts';
import { openTableFile, tablePath } from '../../adapters/table/embedded.ts';
import { sqliteTable } from '../../adapters/table/sqlite/table.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import type { Table } from '../../domain/table/port.ts';
import { ticketDeps } from '../../functions/ticket-deps.ts';
import type { BatchDeps } from './batch.ts';

const neverAsked = (what: string) => (): Promise<never> => Promise.reject(new Error(`a seed has no ${what}`));

/** For reading only: opening it for writing rebuilds the indexes that a load has dropped. */
export const openTableToRead = (): { readonly table: Table; close(): void } => {
  const db = openTableFile(tablePath());
  return { table: sqliteTable(db), close: () => db.close() };
};

/** The dependencies of commands in a thread that makes batches, on the data folder and with the settings of this environment. */
export const openBatchDeps = (): BatchDeps => {
  const { table } = openTableToRead();
  return {
    table,
    counterShards: numberSetting('COUNTER_SHARDS', 1),
    live: {
      ...ticketDeps(table),
      mayTouch: () => true,
      capabilitiesOf,
      content: neverAsked('content that lies aside'),
      linkTo: neverAsked('files'),
      channelFor: neverAsked('senders'),
      causationKey: neverAsked('calls'),
      repeatForMs: 0,
    },
  };
};
