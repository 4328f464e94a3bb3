import { numberSetting, setting } from '../../adapters/environment.ts';
import { openDatabase } from '../../adapters/embedded/database.ts';
import { openQueues } from '../../adapters/queues/embedded.ts';
import { openSchedules } from '../../adapters/scheduler/embedded.ts';
import { openEmbeddedSearch } from '../../adapters/search/embedded.ts';
import { openTable, tablePath } from '../../adapters/table/embedded.ts';
import { tableLoader } from '../../adapters/table/sqlite/loader.ts';
import { TABLE_SCHEMA } from '../../adapters/table/sqlite/schema.ts';
import { capabilitiesOf } from '../../channels/capabilities.ts';
import { ticketDeps } from '../../functions/ticket-deps.ts';
import type { SeedDeps } from './seed.ts';

export interface OpenSeed extends SeedDeps {
  readonly closedAfterMs: number;
  close(): Promise<void>;
}

const neverAsked = (what: string) => (): Promise<never> => Promise.reject(new Error(`a seed has no ${what}`));

/** The composition of a seed on the data folder of this environment. `searchFile`: the path of the index. */
export const openSeed = (searchFile: string): OpenSeed => {
  const table = openTable();
  const db = openDatabase(tablePath(), TABLE_SCHEMA);
  const { load } = tableLoader(db);
  const search = openEmbeddedSearch(searchFile);
  const tickets = ticketDeps(table);
  return {
    table,
    load,
    search,
    timers: { schedules: openSchedules(), queues: openQueues(), timerQueueUrl: setting('TIMER_QUEUE_URL') },
    counterShards: numberSetting('COUNTER_SHARDS', 1),
    closedAfterMs: tickets.closedAfterMs,
    live: {
      ...tickets,
      mayTouch: () => true,
      capabilitiesOf,
      content: neverAsked('content that lies aside'),
      linkTo: neverAsked('files'),
      channelFor: neverAsked('senders'),
      causationKey: neverAsked('calls'),
      repeatForMs: 0,
    },
    async close() {
      await search.close();
      db.close();
    },
  };
};
