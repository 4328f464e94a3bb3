import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { type Json, text } from '../json.ts';
import { timeOf } from '../times.ts';
import type { People } from './people.ts';

const SAID: Readonly<Record<string, string>> = {
  stop: '[the customer does not want marketing messages any more]',
  resume: '[the customer wants marketing messages again]',
};

/**
 * A member of `user_preferences[]`: `{wa_id, detail, category: "marketing_messages", value: "stop"|"resume", timestamp}`. The thread shows it, because agents
 * must know it before they send a template. It is not a message, so it opens no ticket.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences (of 2026-05-21, read 2026-11-29)
 * @throws UnreadableElement
 */
export const readPreference = (preference: Json, people: People, receivedAt: number): Made[] => {
  const known = people.person(preference['wa_id'], preference['user_id']);
  if (!known) throw new UnreadableElement('a preference of nobody');
  const value = text(preference['value']) ?? '';
  const said = Object.hasOwn(SAID, value) ? SAID[value] : text(preference['detail']);
  if (said === undefined) throw new UnreadableElement('a preference that says nothing');
  const { key: threadKey, person: author } = known;
  return [
    eventOf({
      verb: 'created',
      providerId: null,
      threadKey,
      author,
      opensTicket: false,
      content: contentOf({ surface: 'dm', text: said }),
      occurredAt: timeOf(preference['timestamp'], receivedAt),
    }),
  ];
};
