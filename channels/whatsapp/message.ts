import type { ChannelEvent, Person } from '../../domain/messages/inbound-event.ts';
import { contentOf, eventOf, isoTime, UnreadableElement } from '../elements.ts';
import { id, type Json, record, text } from '../json.ts';
import { readContent } from './content.ts';
import type { People } from './people.ts';

/** Unix seconds as a string. */
export const timeOf = (piece: Json, receivedAt: number): string => isoTime(Number(piece['timestamp'] ?? Number.NaN) * 1000, receivedAt);

type Read = ChannelEvent | { readonly ignored: string };

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
export const readMessage = (message: Json, people: People, receivedAt: number, echo?: { readonly business: string | null }): Read[] => {
  const type = text(message['type']);
  // The customer's number has changed: an account matter, and the notice carries no words of his.
  if (type === 'system') return [{ ignored: 'system' }];
  const person = echo ? people.person(message['to'], message['to_user_id']) : people.person(message['from'], message['from_user_id']);
  if (!person) throw new UnreadableElement('nobody it is from');
  const group = echo ? undefined : id(message['group_id']);
  const at = timeOf(message, receivedAt);
  const us = echo && { id: echo.business ?? 'business', name: null, handle: null };
  const frame: Frame = {
    message,
    at,
    person,
    base: {
      threadKey: group ?? person.id,
      author: us ?? person,
      customer: us ? person : group === undefined ? null : { id: group, name: null, handle: null },
      fromCustomer: !us,
      opensTicket: !us,
      occurredAt: at,
    },
  };
  const reader = type === undefined ? undefined : CHANGES[type];
  return [reader ? reader(frame) : created(frame)];
};

/** Several messages about one: they must not be confused, so each is told by its own id. */
const versionOf = ({ message, person, at }: Frame): string => id(message['id']) ?? `${person.id}@${at}`;

const targetOf = (change: Json | undefined, name: string): string => {
  const target = id(change?.[name]);
  if (target === undefined) throw new UnreadableElement(`no ${name}`);
  return target;
};

/**
 * Messages that change another one. `edit` and `revoke` come from businesses that also use the app:
 * …/webhooks/reference/messages/edit (of 2026-07-20), …/revoke (of 2026-05-21), …/reaction (of 2026-05-21; no emoji: taken back).
 */
const CHANGES: Readonly<Record<string, (frame: Frame) => Read>> = {
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
    const content = readContent(record(edit?.['message']) ?? {});
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

const created = ({ message, base }: Frame): Read => {
  const content = readContent(message);
  const inReplyTo = id(record(message['context'])?.['id']) ?? null;
  return eventOf({ ...base, verb: 'created', providerId: id(message['id']) ?? null, content: contentOf({ ...content, inReplyTo }) });
};
