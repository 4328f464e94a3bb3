import * as z from 'zod/mini';
import { LONGEST_PATH_ID } from '../../limits.ts';
import { type EventRow, eventRow } from './event-row.ts';

export const QUEUES_TOPIC = 'queue_acks';

/** Topic `queue_acks`: a queue's tickets must be evaluated again. */
export const QUEUES_ROWS: readonly EventRow[] = [
  eventRow({
    type: 'queue.changed',
    version: 1,
    data: z.strictObject({ queueId: z.string().check(z.minLength(1), z.maxLength(LONGEST_PATH_ID)) }),
    says: 'A queue changed: every active ticket that it holds or may now hold is evaluated again, by its newest definition, in the background.',
    keyOf: ({ queueId }) => queueId,
  }),
];
