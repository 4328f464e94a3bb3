import type { Ticket } from '../../../client/api.ts';

/** The part of `localStorage` that is used. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface Seen {
  /** The customer wrote something that this person has not had on the screen. */
  isUnread(ticket: Pick<Ticket, 'id' | 'lastMessage'>): boolean;
  /** Up to which message it was seen; 0: never. */
  upTo(ticketId: string): number;
  mark(ticketId: string, number: number): void;
}

const MOST = 2000;

/** Up to which message each ticket was seen on this machine. The API has no read marks of agents yet. */
export function createSeen(shelf: Shelf, account: string): Seen {
  const key = `parley.seen.${account}`;
  const numbers = new Map<string, number>(read(shelf, key));
  return {
    isUnread: ({ id, lastMessage }) => lastMessage?.kind === 'customer' && lastMessage.number > (numbers.get(id) ?? 0),
    upTo: (ticketId) => numbers.get(ticketId) ?? 0,
    mark(ticketId, number) {
      if (number <= (numbers.get(ticketId) ?? 0)) return;
      numbers.delete(ticketId);
      numbers.set(ticketId, number);
      for (const oldest of numbers.keys()) {
        if (numbers.size <= MOST) break;
        numbers.delete(oldest);
      }
      try {
        shelf.setItem(key, JSON.stringify([...numbers]));
      } catch {
        // Full or forbidden: kept until the page is left.
      }
    },
  };
}

function read(shelf: Shelf, key: string): [string, number][] {
  try {
    return JSON.parse(shelf.getItem(key) ?? '[]') as [string, number][];
  } catch {
    return [];
  }
}
