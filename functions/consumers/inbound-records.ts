import { InvalidEvent } from '../../domain/support/events/envelope.ts';
import { type InboundEvent, inboundEventSchema } from '../../domain/support/inbound/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';
import type { Named } from './consume-topic.ts';
import type { TopicRecord } from './topic-records.ts';

export interface ReadInbound extends Named {
  readonly inbound: InboundEvent;
}

const REASON_CHARACTERS = 500;

/** A record of the topic `messages` as webhooks write it. @throws InvalidEvent */
export const readInbound = ({ value, late }: Pick<TopicRecord, 'value' | 'late'>): ReadInbound => {
  try {
    const event = inboundEventSchema.parse(JSON.parse(value));
    const inbound = late ? { ...event, late } : event;
    const { tenantId, correlationId, identity } = inbound;
    return { inbound, tenantId, correlationId, eventId: identity };
  } catch (error) {
    throw new InvalidEvent(cut((error as Error).message, REASON_CHARACTERS, '…'));
  }
};
