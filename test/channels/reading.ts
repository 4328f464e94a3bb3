import { readFileSync } from 'node:fs';
import type { ParsedElement, RawRequest } from '../../channels/inbound.ts';
import { type ChannelEvent, channelEventSchema } from '../../domain/support/messages/inbound/inbound-event.ts';

export const RECEIVED_AT = Date.parse('2026-11-21T10:00:00Z');

export const fixture = (path: string): Buffer => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));

export const request = (body: string | Uint8Array, more: Partial<RawRequest> = {}): RawRequest => ({
  method: 'POST',
  headers: {},
  query: {},
  body: typeof body === 'string' ? Buffer.from(body) : body,
  receivedAt: RECEIVED_AT,
  ...more,
});

/** Every event must be one that the topic accepts. */
export const eventsOf = (elements: readonly ParsedElement[]): ChannelEvent[] =>
  elements.flatMap((element) => (element.kind === 'event' ? [channelEventSchema.parse(element.event)] : []));

export const theEvent = (elements: readonly ParsedElement[]): ChannelEvent => {
  const [event, ...others] = eventsOf(elements);
  if (!event || others.length > 0) throw new Error(`expected one event, got ${others.length + (event ? 1 : 0)}`);
  return event;
};

export const ignoredOf = (elements: readonly ParsedElement[]): string[] => elements.flatMap((element) => (element.kind === 'ignored' ? [element.what] : []));
export const unreadableOf = (elements: readonly ParsedElement[]): string[] =>
  elements.flatMap((element) => (element.kind === 'unreadable' ? [element.reason] : []));
