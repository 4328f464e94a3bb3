import type { Person } from '../../domain/messages/inbound-event.ts';
import { id, type Json, record, records, text } from '../json.ts';

/**
 * Who wrote, from `contacts[]`: `wa_id` is the customer's WhatsApp id and may differ from the phone number in `from`; since usernames
 * (2026) the phone number may be missing, and the business-scoped `user_id` stands in.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids (of 2026-05-28)
 */
export interface People {
  /** @returns undefined when neither number nor user id is given */
  person(phone: unknown, userId: unknown): Person | undefined;
}

export const peopleOf = (value: Json): People => {
  const contacts = records(value['contacts']);
  const writers = new Set(records(value['messages']).map((message) => message['from'] ?? message['from_user_id']));
  // A single contact beside a single writer is him, also where number and WhatsApp id differ (Brazil, Mexico).
  const only = contacts.length === 1 && writers.size === 1 ? contacts[0] : undefined;
  return {
    person(phone, userId) {
      const [number, user] = [id(phone), id(userId)];
      const contact =
        contacts.find((each) => (number !== undefined && id(each['wa_id']) === number) || (user !== undefined && id(each['user_id']) === user)) ?? only;
      const waId = id(contact?.['wa_id']) ?? number;
      const found = waId ?? id(contact?.['user_id']) ?? user;
      if (found === undefined) return undefined;
      const profile = record(contact?.['profile']);
      return { id: found, name: text(profile?.['name']) ?? null, handle: text(profile?.['username']) ?? waId ?? null };
    },
  };
};
