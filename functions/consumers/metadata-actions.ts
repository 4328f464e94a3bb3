import type { MSKEvent } from 'aws-lambda';
import { METADATA_ROWS } from '../../domain/support/events/ticket-rows.ts';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { consumeTicketTopic } from './ticket-events.ts';
import type { TopicPosition } from './topic-records.ts';

const { logger, count, entry } = observed('metadata');

/** Topic `metadata_actions`: other systems add metadata to tickets, which changes their queues. */
export const handler = entry<MSKEvent, PartialBatch<TopicPosition>>().handler(consumeTicketTopic({ logger, count }, 'metadata_actions', METADATA_ROWS));
