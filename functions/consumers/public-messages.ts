import { attachmentOf, contentOf, eventOf } from '../../channels/elements.ts';
import { link } from '../../channels/json.ts';
import { timeOf } from '../../channels/times.ts';
import type { TopicEvent } from '../../domain/support/events/envelope.ts';
import type { MessageEvent } from '../../domain/support/events/message-rows.ts';
import type { GivenEvent } from '../../domain/support/inbound/batch.ts';
import { fitEvent } from '../../domain/support/inbound/fit-event.ts';
import type { ChannelEvent, Content } from '../../domain/support/inbound/inbound-event.ts';

/**
 * Converts an event of another producer on the topic `messages` into an element of a channel. `receivedAt`: epoch ms at which it was written to the
 * topic. The command reads the channel from the origin.
 */
export const inboundOf = ({ tenantId, id: eventId, occurredAt, row, data, correlationId, causation, late }: TopicEvent, receivedAt: number): GivenEvent => {
  const given = { type: row.type, data } as MessageEvent;
  const { event } = fitEvent(channelEvent(given, { eventId, occurredAt: timeOf(occurredAt, receivedAt), receivedAt }));
  return {
    schema: 'messages/1',
    tenantId,
    originId: given.data.originId,
    channel: null,
    correlationId,
    receivedAt: new Date(receivedAt).toISOString(),
    identity: event.providerId ?? eventId,
    late,
    event,
    contentRef: null,
    ...(causation === null ? {} : { causation }),
    eventId,
    ...(given.type === 'message.edited' ? { onlyText: true } : {}),
  };
};

interface Said {
  readonly eventId: string;
  readonly occurredAt: string;
  readonly receivedAt: number;
}

const channelEvent = (given: MessageEvent, { eventId, occurredAt, receivedAt }: Said): ChannelEvent => {
  const about = { providerId: given.data.id, threadKey: null, occurredAt };
  switch (given.type) {
    case 'message.created': {
      const { id, author, createdAt } = given.data;
      return eventOf({
        verb: 'created',
        providerId: id,
        threadKey: author.id,
        author: { id: author.id, name: author.name ?? null, handle: author.handle ?? null },
        content: written(given.data),
        occurredAt: createdAt === undefined ? occurredAt : timeOf(createdAt, receivedAt),
      });
    }
    case 'message.edited':
      return eventOf({ ...about, verb: 'edited', version: eventId, content: contentOf({ surface: 'dm', text: given.data.text }) });
    case 'message.removed':
      return eventOf({ ...about, verb: 'removed' });
    case 'message.hidden':
      return eventOf({ ...about, verb: 'hidden', version: eventId });
    case 'message.unhidden':
      return eventOf({ ...about, verb: 'unhidden', version: eventId });
    case 'message.status':
      return eventOf({ ...about, verb: 'status', version: given.data.state, status: { state: given.data.state, error: given.data.error ?? null } });
  }
};

type Written = Extract<MessageEvent, { readonly type: 'message.created' }>['data'];

const written = ({ text = null, html = null, attachments = [], starRating = null, inReplyTo = null }: Written): Content =>
  contentOf({
    surface: starRating === null ? 'dm' : 'review',
    text,
    html,
    attachments: attachments.flatMap(({ url, name = null, type = 'application/octet-stream', size = null }) => {
      const address = link(url);
      return address === undefined ? [] : [attachmentOf({ url: address, name, type, size })];
    }),
    starRating,
    inReplyTo,
  });
