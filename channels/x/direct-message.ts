import { cut } from '../../domain/text/well-formed.ts';
import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, record, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { personNamed, type Where } from './people.ts';
import { writtenOf } from './written.ts';

/**
 * A direct message between the account and one person: `{type: "message_create", id, created_timestamp, message_create: {sender_id, target: {recipient_id},
 * message_data: {text, entities, attachment: {type: "media", media}}}}`. https://docs.x.com/enterprise-api/account-activity/introduction,
 * https://developer.x.com/en/docs/x-api/v1/direct-messages/sending-and-receiving/guides/message-create-object (read 2026-11-29)
 * @throws UnreadableElement
 */
export const readDirectMessage = (event: Json, { ours, users, receivedAt }: Where): Made => {
  const type = text(event['type']);
  if (type !== 'message_create') throw new UnreadableElement(`a direct message of type ${cut(type ?? '', 40)}`);
  const created = record(event['message_create']);
  const [sender, recipient] = [id(created?.['sender_id']), id(record(created?.['target'])?.['recipient_id'])];
  if (sender === undefined) throw new UnreadableElement('a direct message without its sender');
  const isOwn = sender === ours;
  const customer = isOwn ? recipient : sender;
  if (customer === undefined) throw new UnreadableElement('a direct message to nobody');
  const data = record(created?.['message_data']);
  const media = record(record(data?.['attachment'])?.['media']);
  const written = writtenOf(text(data?.['text']) ?? '', record(data?.['entities']), media ? [media] : []);
  if (written.text === null && written.attachments.length === 0) throw new UnreadableElement('a direct message without content');
  const person = personNamed(customer, users);
  return eventOf({
    verb: 'created',
    providerId: id(event['id']) ?? null,
    threadKey: customer,
    author: isOwn ? personNamed(ours, users) : person,
    customer: isOwn ? person : null,
    fromCustomer: !isOwn,
    opensTicket: !isOwn,
    content: contentOf({ surface: 'dm', ...written }),
    occurredAt: timeOf(event['created_timestamp'], receivedAt),
  });
};

/** `{sender_id, last_read_event_id, created_timestamp}`: the person has read the conversation up to this message. The same page. @throws UnreadableElement */
export const readRead = (event: Json, { ours, receivedAt }: Where): Made => {
  const [reader, last] = [id(event['sender_id']), id(event['last_read_event_id'])];
  if (reader === undefined || last === undefined) throw new UnreadableElement('a read mark without its message');
  if (reader === ours) return { ignored: 'own read mark' };
  return eventOf({
    verb: 'status',
    providerId: last,
    version: 'read',
    threadKey: reader,
    fromCustomer: false,
    opensTicket: false,
    status: { state: 'read', error: null },
    occurredAt: timeOf(event['created_timestamp'], receivedAt),
  });
};
