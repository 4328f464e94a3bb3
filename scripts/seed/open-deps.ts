import { numberSetting } from '../../adapters/environment.ts';
import { openTable } from '../../adapters/table/embedded.ts';
import { capabilitiesOf } from '../../channels/capabilities.ts';
import { ticketDeps } from '../../functions/ticket-deps.ts';
import type { BatchDeps } from './batch.ts';

const neverAsked = (what: string) => (): Promise<never> => Promise.reject(new Error(`a seed has no ${what}`));

/** What commands need in a thread that makes batches, on the data folder and by the settings of this environment. */
export const openBatchDeps = (): BatchDeps => {
  const table = openTable();
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
