import type { Ticket } from '../../../client/api.ts';

/** What orders two states of one ticket. */
export type TicketState = Pick<Ticket, 'version' | 'updatedAt'> & { readonly lastMessage: { readonly number: number } | null };

/**
 * Whether `next` is a later state of a ticket than `known`: by version, then by its last message (a message alone does not raise the version),
 * then by the time of the change. Frames, pages and answers come in any order; an older one changes nothing.
 */
export function isNewer(next: TicketState, known: TicketState): boolean {
  if (next.version !== known.version) return next.version > known.version;
  const numbers = [next, known].map(({ lastMessage }) => lastMessage?.number ?? 0) as [number, number];
  if (numbers[0] !== numbers[1]) return numbers[0] > numbers[1];
  return next.updatedAt > known.updatedAt;
}
