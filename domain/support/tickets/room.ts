import { CUSTOM_FIELDS, TAGS, TICKET_BYTES } from '../../limits.ts';
import { fold } from '../../text/fold.ts';
import type { Ticket } from './ticket.ts';

/** A change of a rule or a list for which the ticket has no room; its log records it. */
export interface LeftOut {
  /** `tags.vip`, `customFields.tier`, `topic`. */
  readonly field: string;
  readonly reason: 'too_large' | 'too_many';
}

export interface Fitted {
  readonly ticket: Ticket;
  readonly leftOut: readonly LeftOut[];
}

/** A ticket's size in frames, queues and answers. Its item is never larger. */
export const ticketBytes = (ticket: Ticket): number => bytesOf(ticket);
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

const roomOf = (ticket: Ticket): number => TICKET_BYTES - ticketBytes(ticket);

/** The ticket with a text field set, if it fits. */
export const withText = (ticket: Ticket, field: string, value: string | null): Fitted => {
  const next = { ...ticket, [field]: value };
  // A smaller value always fits, even if the ticket is already too large.
  if (bytesOf(value) <= bytesOf((ticket as object as Readonly<Record<string, unknown>>)[field]) || ticketBytes(next) <= TICKET_BYTES)
    return { ticket: next, leftOut: [] };
  return { ticket, leftOut: [{ field, reason: 'too_large' }] };
};

/** The ticket with as many of the tags as fit, in order. Tags are compared as words: `VIP` is not added beside `vip`, and removing one removes the other. */
export const withTags = (ticket: Ticket, add: readonly string[], remove: readonly string[]): Fitted => {
  const removed = new Set(remove.map(fold));
  const tags = ticket.tags.filter((tag) => !removed.has(fold(tag)));
  const words = new Set(tags.map(fold));
  const leftOut: LeftOut[] = [];
  let room = roomOf({ ...ticket, tags });
  for (const tag of add) {
    const word = fold(tag);
    if (removed.has(word) || words.has(word)) continue;
    // With its comma.
    const size = bytesOf(tag) + 1;
    if (tags.length >= TAGS) leftOut.push({ field: `tags.${tag}`, reason: 'too_many' });
    else if (size > room) leftOut.push({ field: `tags.${tag}`, reason: 'too_large' });
    else {
      words.add(word);
      tags.push(tag);
      room -= size;
    }
  }
  return { ticket: { ...ticket, tags }, leftOut };
};

/** The ticket with as many of the fields as fit, in order; `null` removes one. */
export const withCustomFields = (ticket: Ticket, set: Readonly<Record<string, unknown>>): Fitted => {
  const fields = new Map(Object.entries(ticket.customFields));
  const leftOut: LeftOut[] = [];
  let room = roomOf(ticket);
  for (const [name, value] of Object.entries(set)) {
    const old = fields.has(name) ? memberBytes(name, fields.get(name)) : 0;
    const size = value === null ? 0 : memberBytes(name, value);
    if (size > old && size - old > room) leftOut.push({ field: `customFields.${name}`, reason: 'too_large' });
    else if (size > 0 && !fields.has(name) && fields.size >= CUSTOM_FIELDS) leftOut.push({ field: `customFields.${name}`, reason: 'too_many' });
    else {
      fields.delete(name);
      if (value !== null) fields.set(name, value);
      room -= size - old;
    }
  }
  return { ticket: { ...ticket, customFields: Object.fromEntries(fields) }, leftOut };
};

/** With its colon and comma. */
const memberBytes = (name: string, value: unknown): number => bytesOf(name) + bytesOf(value) + 2;
