import type { Person } from '../../domain/support/messages/content.ts';
import { id, type Json, record, records, text } from '../json.ts';
import { oneNumber, shorterForms } from './numbers.ts';

/**
 * Who wrote, from `contacts[]`: `wa_id` is the customer's WhatsApp id and may differ from the phone number in `from`; since usernames
 * (2026) the phone number may be missing, and the business-scoped `user_id` stands in.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids (of 2026-05-28)
 */
export interface People {
  /** Undefined if there is neither a number nor a user id. */
  person(phone: unknown, userId: unknown): Known | undefined;
}

export interface Known {
  /** `id` is an address from WhatsApp: the `wa_id`, otherwise the number, otherwise the user id. */
  readonly person: Person;
  /** The same key for all numbers of a person, in any order. */
  readonly key: string;
}

interface Contact {
  readonly waId: string | undefined;
  readonly userId: string | undefined;
  readonly name: string | null;
  readonly handle: string | null;
}

interface Writer {
  readonly phone: string | undefined;
  readonly userId: string | undefined;
}

export const peopleOf = (value: Json): People => {
  const contacts = records(value['contacts']).map(contactOf);
  const writers = writersOf(value);
  const matched = matches(writers, contacts);
  return {
    person(phone, userId) {
      const writer: Writer = { phone: id(phone), userId: id(userId) };
      const contact = matched.get(nameOf(writer));
      const waId = contact?.waId ?? writer.phone;
      const found = waId ?? contact?.userId ?? writer.userId;
      if (found === undefined) return undefined;
      return { key: oneNumber(found), person: { id: found, name: contact?.name ?? null, handle: contact?.handle ?? waId ?? null } };
    },
  };
};

const contactOf = (contact: Json): Contact => {
  const profile = record(contact['profile']);
  return { waId: id(contact['wa_id']), userId: id(contact['user_id']), name: text(profile?.['name']) ?? null, handle: text(profile?.['username']) ?? null };
};

const nameOf = ({ phone, userId }: Writer): string => JSON.stringify([phone, userId]);

/** The business's own number as it shows in calls and messages; null if the value does not name it. */
export const businessOf = (value: Json): string | null => {
  const metadata = record(value['metadata']);
  return id(metadata?.['display_phone_number']) ?? id(metadata?.['phone_number_id']) ?? null;
};

/** The customer's side of a call. In one of Meta's own samples without a direction, `from` is the business. */
export const customerOfCall = (call: Json, business: string | null): { readonly from: unknown; readonly from_user_id: unknown } =>
  call['direction'] === 'BUSINESS_INITIATED' || (business !== null && id(call['from']) === business)
    ? { from: call['to'], from_user_id: call['to_user_id'] }
    : { from: call['from'], from_user_id: call['from_user_id'] };

/** Each person whom a contact of this value may describe, once. A notice of a changed number has no contacts. */
const writersOf = (value: Json): readonly Writer[] => {
  const pieces = [
    ...records(value['messages']).filter((message) => message['type'] !== 'system'),
    ...records(value['calls']).map((call) => customerOfCall(call, businessOf(value))),
    ...records(value['user_preferences']).map((one) => ({ from: one['wa_id'], from_user_id: one['user_id'] })),
    ...records(value['message_echoes']).map((echo) => ({ from: echo['to'], from_user_id: echo['to_user_id'] })),
  ];
  const writers = pieces.map((piece): Writer => ({ phone: id(piece['from']), userId: id(piece['from_user_id']) }));
  return [...new Map(writers.map((writer) => [nameOf(writer), writer])).values()];
};

const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

/** Contacts by each of their possible keys. If several contacts have the same key, the first one keeps it. */
const indexOf = (contacts: readonly Contact[], names: (contact: Contact) => readonly (string | undefined)[]): ReadonlyMap<string, Contact> => {
  const index = new Map<string, Contact>();
  for (const contact of contacts) for (const name of names(contact)) if (name !== undefined && !index.has(name)) index.set(name, contact);
  return index;
};

/**
 * Finds each writer's contact, by the most certain match first: the same id, two forms of one number, one digit more or less; then the only remaining writer
 * and contact belong together, also where number and id have nothing in common.
 */
const matches = (writers: readonly Writer[], contacts: readonly Contact[]): ReadonlyMap<string, Contact> => {
  const byId = indexOf(contacts, ({ waId }) => [waId]);
  // Nearly every writer is found by their id, so the other indexes are built only if one is not.
  const byUser = lazily(() => indexOf(contacts, ({ userId }) => [userId]));
  const byNumber = lazily(() => indexOf(contacts, ({ waId }) => [waId && oneNumber(waId)]));
  const byShorter = lazily(() => indexOf(contacts, ({ waId }) => (waId === undefined ? [] : shorterForms(waId))));
  const sure = ({ phone = '', userId = '' }: Writer): Contact | undefined => byId.get(phone) ?? byUser().get(userId) ?? byNumber().get(oneNumber(phone));
  const likely = ({ phone = '' }: Writer): Contact | undefined =>
    byShorter().get(phone) ?? shorterForms(phone).flatMap((shorter) => byId.get(shorter) ?? [])[0];
  const found = new Map<string, Contact>();
  const taken = new Set<Contact>();
  const take = (writer: Writer, contact: Contact | undefined): void => {
    if (!contact) return;
    found.set(nameOf(writer), contact);
    taken.add(contact);
  };
  for (const writer of writers) take(writer, sure(writer));
  for (const writer of writers) {
    const contact = found.has(nameOf(writer)) ? undefined : likely(writer);
    if (contact && !taken.has(contact)) take(writer, contact);
  }
  const rest = writers.filter((writer) => !found.has(nameOf(writer)));
  const unclaimed = contacts.filter((contact) => !taken.has(contact));
  if (rest.length === 1 && unclaimed.length === 1) take(rest[0] as Writer, unclaimed[0]);
  return found;
};
