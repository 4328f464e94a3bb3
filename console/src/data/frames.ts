import type { ServerAmendedFrame, ServerFrame, Ticket } from '../../../client/api.ts';
import type { QueueCounters } from './counters.ts';
import type { Notifier } from './notifier.ts';
import type { Threads } from './threads.ts';
import type { Tickets } from './tickets.ts';
import type { Watchers } from './watchers.ts';

export interface FrameDeps {
  readonly notifier: Notifier;
  readonly tickets: Tickets;
  readonly threads: Threads;
  readonly counters: QueueCounters;
  readonly watchers: Watchers;
  /** These tickets are new or have changed: lists may look different. */
  readonly ticketsChanged: (ids: readonly string[]) => void;
  /** The frame had only a part of the ticket. */
  readonly readTicket: (id: string) => void;
  /** A loaded thread has news at its end, or files that were fetched meanwhile. */
  readonly readNewest: (conversationId: string) => void;
  /** Too much has changed for single frames. */
  readonly readAgain: () => void;
  /** There is a queue that nobody has read yet. */
  readonly readQueues: () => void;
}

/** Whether a file of a shown message has come, or will never come. Its address is in no frame. */
const hasOtherFiles = (threads: Threads, { conversationId, number, attachments = [] }: ServerAmendedFrame): boolean => {
  const shown = threads.get(conversationId)?.messages.find((message) => message.number === number)?.attachments ?? [];
  return attachments.some((file) => 'state' in file && shown.some(({ id, state }) => id === file.id && state !== file.state));
};

/** Applies what one animation frame has collected. Everybody who shows something of it is told once. */
export function applyFrames(deps: FrameDeps, frames: readonly ServerFrame[]): void {
  const { notifier, tickets, threads, counters, watchers } = deps;
  const touched = new Set<string>();
  const partial = new Set<string>();
  const grown = new Set<string>();
  let isStale = false;
  let isQueueNew = false;
  notifier.batch(() => {
    for (const frame of frames) {
      switch (frame.type) {
        case 'ticket':
          touched.add(frame.ticket.id);
          if ('author' in frame.ticket && frame.truncated !== true) tickets.put([frame.ticket as unknown as Ticket]);
          else partial.add(frame.ticket.id);
          break;
        case 'queue':
          isQueueNew ||= counters.get(frame.id) === undefined;
          counters.put(frame.id, frame.counters);
          break;
        case 'message':
          if (threads.get(frame.conversationId) !== undefined) grown.add(frame.conversationId);
          break;
        case 'amended':
          threads.amend(frame);
          if (hasOtherFiles(threads, frame)) grown.add(frame.conversationId);
          break;
        case 'typing':
          if (frame.ticketId !== undefined) watchers.typing(frame.ticketId, frame.userId, frame.name);
          break;
        case 'presence':
          if (frame.ticketId !== undefined) watchers.viewing(frame.ticketId, frame.userId, frame.name ?? null, frame.viewing === true);
          break;
        case 'stale':
          isStale = true;
          break;
        default:
      }
    }
  });
  for (const id of partial) deps.readTicket(id);
  for (const id of grown) deps.readNewest(id);
  if (isQueueNew || isStale) deps.readQueues();
  if (isStale) deps.readAgain();
  else if (touched.size > 0) deps.ticketsChanged([...touched]);
}
