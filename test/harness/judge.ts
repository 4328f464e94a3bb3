import { isDeepStrictEqual } from 'node:util';
import type { Api } from './http.ts';
import { allTickets, readAll, threadMessages, ticketMessages } from './read-all.ts';
import { recounted } from './recount.ts';
import type { Message, Ticket } from './shapes.ts';

export interface Verdict {
  readonly tickets: number;
  readonly messages: number;
  /** Accepted, and not there. */
  readonly missing: readonly string[];
  /** There more than once. */
  readonly doubled: readonly string[];
  /** Threads whose numbers are not 1, 2, 3 … */
  readonly gaps: readonly string[];
  /** Ticket sequences given twice. */
  readonly doubledSequences: readonly number[];
  /** Tickets whose visible count is not that of their messages. */
  readonly miscounted: readonly string[];
  /** Queues whose counters differ from a recount. */
  readonly untrueQueues: readonly string[];
}

export const INNOCENT = { missing: [], doubled: [], gaps: [], doubledSequences: [], miscounted: [], untrueQueues: [] };

const AT_ONCE = 8;

/** Runs a call for every item, a few at a time. */
const together = async <T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> => {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await run(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

const filterAsync = async <T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> => {
  const kept = new Set<T>();
  await together(items, async (item) => {
    if (await keep(item)) kept.add(item);
  });
  return items.filter((item) => kept.has(item));
};

/** Looks at everything a tenant has and compares it with what its senders were told was accepted. */
export const judge = async (admin: Api, accepted: readonly string[]): Promise<Verdict> => {
  const tickets = await allTickets(admin);
  const threads = new Map<string, Message[]>();
  await together([...new Set(tickets.map((ticket) => ticket.threadId))], async (threadId) => {
    threads.set(threadId, await threadMessages(admin, threadId));
  });
  const seen = new Map<string, number>();
  for (const { providerId } of [...threads.values()].flat()) if (providerId !== null) seen.set(providerId, (seen.get(providerId) ?? 0) + 1);
  const sequences = tickets.map(({ sequence }) => sequence);
  const { queues } = await recounted(admin);
  // Ticket by ticket: a thread also has messages that belong to no ticket, such as a system notice before its first one.
  const miscounted = await filterAsync(tickets, async ({ id, visibleMessageCount }) => {
    const visible = (await ticketMessages(admin, id)).filter(({ hidden, deleted }) => !hidden && !deleted);
    return visible.length !== visibleMessageCount;
  });
  return {
    tickets: tickets.length,
    messages: [...threads.values()].reduce((sum, messages) => sum + messages.length, 0),
    missing: accepted.filter((id) => !seen.has(id)),
    doubled: [...seen].filter(([, times]) => times > 1).map(([id]) => id),
    gaps: [...threads].filter(([, messages]) => messages.some(({ number }, place) => number !== place + 1)).map(([threadId]) => threadId),
    doubledSequences: sequences.filter((sequence, place) => sequences.indexOf(sequence) !== place),
    miscounted: miscounted.map(({ id }) => id),
    untrueQueues: queues.filter(({ stored, recounted: own }) => !isDeepStrictEqual(stored, own)).map(({ id }) => id),
  };
};

/** Whether every message of these tickets has become visible; cheap enough to ask again and again. */
export const visibleMessages = async (admin: Api): Promise<number> =>
  (await readAll<Ticket>(admin, '/v1/tickets')).reduce((sum, ticket) => sum + ticket.visibleMessageCount, 0);
