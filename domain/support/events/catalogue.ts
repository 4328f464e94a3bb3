import type { EventRow } from './event-row.ts';
import { METADATA_ROWS, TICKETS_ROWS } from './ticket-rows.ts';

/** Every event that can be put on a topic. Topics that nobody consumes yet are missing. */
export const CATALOGUE: Readonly<Record<string, readonly EventRow[]>> = {
  tickets: TICKETS_ROWS,
  metadata_actions: METADATA_ROWS,
};
