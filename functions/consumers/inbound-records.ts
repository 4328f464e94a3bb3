import { InvalidEvent, jsonOf, readEvent } from '../../domain/support/events/envelope.ts';
import { MESSAGES_ROWS } from '../../domain/support/events/message-rows.ts';
import type { GivenEvent } from '../../domain/support/inbound/batch.ts';
import { inboundEventSchema } from '../../domain/support/inbound/inbound-event.ts';
import { MESSAGES_TOPIC } from '../../domain/support/inbound/topic.ts';
import { cut } from '../../domain/text/well-formed.ts';
import type { Named } from './consume-topic.ts';
import { inboundOf } from './public-messages.ts';
import type { TopicRecord } from './topic-records.ts';

export interface ReadInbound extends Named {
  readonly inbound: GivenEvent;
}

const REASON_CHARACTERS = 500;
type Record = Pick<TopicRecord, 'value' | 'at' | 'correlationId' | 'causation' | 'late'>;

/** The parser's own message would quote the record, which may contain text of a customer. */
const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    throw new InvalidEvent('the record is not JSON');
  }
};

/** A record of the topic `messages`: as the webhook function writes it (`schema`), or in the envelope of other producers. @throws InvalidEvent */
export const readInbound = (record: Record): ReadInbound => {
  const { value, late, at } = record;
  const json = parsed(value);
  try {
    if (typeof json === 'object' && json !== null && !('schema' in json) && 'type' in json) {
      const event = readEvent(MESSAGES_TOPIC, MESSAGES_ROWS, jsonOf(value), record);
      const { tenantId, correlationId, id } = event;
      return { inbound: inboundOf(event, at), tenantId, correlationId, eventId: id };
    }
    const event = inboundEventSchema.parse(json);
    const { tenantId, correlationId, identity } = event;
    return { inbound: late ? { ...event, late } : event, tenantId, correlationId, eventId: identity };
  } catch (error) {
    throw error instanceof InvalidEvent ? error : new InvalidEvent(cut((error as Error).message, REASON_CHARACTERS, '…'));
  }
};
