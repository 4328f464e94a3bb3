import type { MSKEvent } from 'aws-lambda';
import { TICKETS_ROWS } from '../../domain/support/events/ticket-rows.ts';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { consumeTicketTopic } from './ticket-events.ts';
import type { TopicPosition } from './topic-records.ts';

const { logger, count, entry } = observed('tickets');

/** Topic `tickets`: other systems change tickets, as with a PATCH. */
export const handler = entry<MSKEvent, PartialBatch<TopicPosition>>().handler(consumeTicketTopic({ logger, count }, 'tickets', TICKETS_ROWS));
