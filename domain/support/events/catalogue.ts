import { MESSAGES_TOPIC } from '../inbound/topic.ts';
import { AI_ROWS } from './ai-rows.ts';
import { ESCALATIONS_ROWS, ESCALATIONS_TOPIC } from './escalation-rows.ts';
import type { EventRow } from './event-row.ts';
import { MESSAGES_ROWS } from './message-rows.ts';
import { QUEUES_ROWS, QUEUES_TOPIC } from './queue-rows.ts';
import { METADATA_ROWS, TICKETS_ROWS } from './ticket-rows.ts';

/** All events of all topics. */
export const CATALOGUE: Readonly<Record<string, readonly EventRow[]>> = {
  [MESSAGES_TOPIC]: MESSAGES_ROWS,
  tickets: TICKETS_ROWS,
  [QUEUES_TOPIC]: QUEUES_ROWS,
  ai_messages: AI_ROWS,
  metadata_actions: METADATA_ROWS,
  [ESCALATIONS_TOPIC]: ESCALATIONS_ROWS,
};
