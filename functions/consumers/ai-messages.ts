import type { MSKEvent } from 'aws-lambda';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { AI_ROWS, type AiEventRow } from '../../domain/support/events/ai-rows.ts';
import { applyAiEvents } from '../../domain/support/events/apply-ticket-events.ts';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { consumeTopic } from './consume-topic.ts';
import { openConsumer } from './open-consumer.ts';
import { countedEffect, readTicketEvent } from './ticket-events.ts';
import type { TopicPosition } from './topic-records.ts';

const { logger, count, entry } = observed('suggestions');
const { consumer, forBatch, tries } = openConsumer({ logger, count });

const appended = (row: unknown): string => ((row as AiEventRow).kind === 'ai_message' ? 'AiRepliesAppended' : 'SuggestionsAppended');

/** Topic `ai_messages`: a tenant's own AI suggests answers to agents, or answers customers directly. */
export const handler = entry<MSKEvent, PartialBatch<TopicPosition>>().handler(
  consumeTopic(consumer, {
    topic: 'ai_messages',
    read: readTicketEvent('ai_messages', AI_ROWS),
    apply: (events) => applyAiEvents({ ...forBatch(), capabilitiesOf }, events, tries),
    counted: (effect, { row }) => (effect === 'applied' ? appended(row) : countedEffect(effect)),
  }),
);
