import type { FeedEntry } from '../feed-entry.ts';
import { type Change, type Wall, wallOf } from './changes.ts';

interface Open {
  readonly appended: Set<number>;
  readonly amended: Set<number>;
  wall: Wall | null;
}

/** The changes in entries of one tenant's feed, for resuming: each ticket once. Pure. */
export const changesOf = (entries: readonly FeedEntry[]): Change[] => {
  const byTicket = new Map<string, Open>();
  const of = (ticketId: string): Open => {
    const known = byTicket.get(ticketId) ?? { appended: new Set<number>(), amended: new Set<number>(), wall: null };
    byTicket.set(ticketId, known);
    return known;
  };
  for (const entry of entries) {
    if (entry.kind === 'ticket') of(entry.ticket.id).wall = wallOf(entry.ticket);
    else if (entry.kind === 'ticketRef') of(entry.ticketId);
    else if (entry.kind === 'message') of(entry.message.ticketId).appended.add(entry.message.number);
    else if (entry.kind === 'amended') of(entry.message.ticketId).amended.add(entry.message.number);
  }
  return [...byTicket].map(([ticketId, { appended, amended, wall }]) => ({ ticketId, appended: [...appended], amended: [...amended], wall }));
};
