import type { pollOrigin } from '../../domain/origins/poll-origin.ts';
import type { Table } from '../../domain/table/port.ts';

type Polling = Parameters<typeof pollOrigin>[0];

/** A provider that is asked for news: at each poll one review, first of yesterday, then of today. */
export const oneReviewADay = (table: Table): Polling => {
  let daysAgo = 1;
  return {
    table,
    clock: Date.now,
    random: Math.random,
    everySeconds: () => 300,
    credentials: async () => ({}),
    ask: async () => {
      const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
      daysAgo -= 1;
      return { outcome: 'page' as const, news: [{ key: `review ${daysAgo}`, at, element: {} }], cursor: '1', more: false, from: at };
    },
    callOf: () => ({ headers: {}, body: '{}' }),
    deliver: async () => ({ ok: true, reason: '' }),
  };
};
