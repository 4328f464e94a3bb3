import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import type { Person } from '../../domain/support/messages/content.ts';
import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, record, rowOf, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { readContent } from './content.ts';
import type { People } from './people.ts';
import { placeholderOf } from './placeholder.ts';

interface Frame {
  readonly message: Json;
  readonly at: string;
  readonly person: Person;
  readonly base: Pick<ChannelEvent, 'threadKey' | 'author' | 'customer' | 'fromCustomer' | 'opensTicket' | 'occurredAt'>;
}

/**
 * One member of `messages[]` or, with `echo`, of `message_echoes[]` (what the business wrote on its own phone).
 * @throws UnreadableElement
 */
export const readMessage = (message: Json, people: People, receivedAt: number, echo?: { readonly business: string | null }): Made[] => {
  const type = text(message['type']);
  const known = echo ? people.person(message['to'], message['to_user_id']) : people.person(message['from'], message['from_user_id']);
  if (!known) throw new UnreadableElement('nobody it is from');
  const { person } = known;
  const group = echo ? undefined : id(message['group_id']);
  const at = timeOf(message['timestamp'], receivedAt);
  const us = echo && { id: echo.business ?? 'business', name: null, handle: null };
  const frame: Frame = {
    message,
    at,
    person,
    base: {
      threadKey: group ?? known.key,
      author: us ?? person,
      customer: us ? person : group === undefined ? null : { id: group, name: null, handle: null },
      fromCustomer: !us,
      opensTicket: !us,
      occurredAt: at,
    },
  };
  if (type === 'system') return [notice(frame)];
  const reader = rowOf(CHANGES, type);
  return [reader ? reader(frame) : created(frame)];
};

/**
 * WhatsApp reports that the customer has a new number. The thread shows it, because agents must know it. It is not a message, so it opens
 * no ticket. …/webhooks/reference/messages/system (of 2026-05-21)
 */
const notice = ({ message, base }: Frame): Made => {
  const system = record(message['system']);
  const said = text(system?.['body']) ?? placeholderOf(text(system?.['type']) ?? 'system', system, message);
  return eventOf({
    ...base,
    verb: 'created',
    providerId: id(message['id']) ?? null,
    opensTicket: false,
    content: contentOf({ surface: 'dm', text: said }),
  });
};

/** Several messages can change the same message. Each has its own id, so that they are not confused. */
const versionOf = ({ message, person, at }: Frame): string => id(message['id']) ?? `${person.id}@${at}`;

const targetOf = (change: Json | undefined, name: string): string => {
  const target = id(change?.[name]);
  if (target === undefined) throw new UnreadableElement(`no ${name}`);
  return target;
};

/**
 * Messages that change another one. `edit` and `revoke` come from businesses that also use the app:
 * …/webhooks/reference/messages/edit (of 2026-07-20), …/revoke (of 2026-05-21), …/reaction (of 2026-05-21; without an emoji: the reaction was removed).
 */
const CHANGES: Readonly<Record<string, (frame: Frame) => Made>> = {
  reaction: (frame) => {
    const reaction = record(frame.message['reaction']);
    const emoji = text(reaction?.['emoji']) ?? null;
    return eventOf({
      ...frame.base,
      verb: 'reaction',
      providerId: targetOf(reaction, 'message_id'),
      version: versionOf(frame),
      opensTicket: false,
      reaction: { emoji },
    });
  },
  edit: (frame) => {
    const edit = record(frame.message['edit']);
    const { content } = readContent(record(edit?.['message']) ?? {});
    return eventOf({
      ...frame.base,
      verb: 'edited',
      providerId: targetOf(edit, 'original_message_id'),
      version: versionOf(frame),
      content: contentOf(content),
    });
  },
  revoke: (frame) =>
    eventOf({ ...frame.base, verb: 'removed', providerId: targetOf(record(frame.message['revoke']), 'original_message_id'), opensTicket: false }),
};

const created = ({ message, base }: Frame): Made => {
  const { content, unknown } = readContent(message);
  const inReplyTo = id(record(message['context'])?.['id']) ?? null;
  const event = eventOf({ ...base, verb: 'created', providerId: id(message['id']) ?? null, content: contentOf({ ...content, inReplyTo }) });
  return unknown === undefined ? event : { placeholder: event, unknown };
};
