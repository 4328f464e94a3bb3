import type { Message, Ticket } from '../../../client/api.ts';

/** Same person: the same id on the same origin, or the same address, number or user name elsewhere. */
const isSamePerson = (one: Ticket, other: Ticket): boolean =>
  one.threadId === other.threadId || (one.author.handle !== null && one.author.handle === other.author.handle);

/** Tickets of the thread that its loaded messages name, newest first. */
export function ticketsOfThread(messages: readonly Pick<Message, 'ticketId'>[], ticketId: string): readonly string[] {
  const ids = messages.map((message) => message.ticketId).filter((id) => id !== null && id !== ticketId);
  return [...new Set(ids as string[])].toReversed();
}

/** What to search for, to find other tickets of a person. Undefined: nothing tells them apart. */
export function personQuery({ author }: Pick<Ticket, 'author'>): string | undefined {
  const words = author.handle ?? author.name;
  return words === null || words.trim() === '' ? undefined : `"${words.replaceAll('"', ' ').trim()}"`;
}

/** The other tickets of one person: found ones that are theirs, and those of the thread, each once; the newest first. */
export function othersOf(ticket: Ticket, found: readonly Ticket[], ofThread: readonly Ticket[]): readonly Ticket[] {
  const byId = new Map([...found.filter((one) => isSamePerson(one, ticket)), ...ofThread].map((one) => [one.id, one]));
  byId.delete(ticket.id);
  return [...byId.values()].toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
