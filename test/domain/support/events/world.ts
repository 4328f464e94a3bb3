import { CATALOGUE } from '../../../../domain/support/events/catalogue.ts';
import { type Envelope, readEvent, type TopicEvent } from '../../../../domain/support/events/envelope.ts';
import { TENANT } from '../inbound/events.ts';

export type TicketEvent = TopicEvent<{ readonly ticketId: string }>;

/** An event as its topic's consumer reads it. */
export const event = (topic: string, id: string, type: string, data: object, more: Partial<Envelope> & { causation?: string } = {}): TicketEvent => {
  const { causation = null, ...envelope } = more;
  const json = { tenantId: TENANT, id, type, version: 1, occurredAt: '2026-03-01T10:00:00Z', data, ...envelope };
  return readEvent(topic, CATALOGUE[topic] ?? [], json, { correlationId: 'c', causation, late: false }) as TicketEvent;
};

export const set = (id: string, ticketId: string, data: object): TicketEvent => event('tickets', id, 'ticket.set', { ticketId, ...data });
export const tag = (id: string, ticketId: string, data: object): TicketEvent => event('tickets', id, 'ticket.tag', { ticketId, ...data });
export const metadata = (id: string, ticketId: string, data: object): TicketEvent => event('metadata_actions', id, 'metadata.changed', { ticketId, ...data });
