import { isDeepStrictEqual } from 'node:util';
import type { Api } from './http.ts';
import { allTickets, readAll, threadMessages, ticketMessages } from './read-all.ts';
import { recounted } from './recount.ts';
import type { Message, Recount, Ticket } from './shapes.ts';
import { until } from './until.ts';

export interface TenantCheck {
  readonly tickets: number;
  readonly messages: number;
  /** Accepted, but missing. */
  readonly missing: readonly string[];
  /** Present more than once. */
  readonly duplicated: readonly string[];
  /** Threads whose numbers are not 1, 2, 3 … */
  readonly gaps: readonly string[];
  /** Ticket sequences used twice. */
  readonly duplicatedSequences: readonly number[];
  /** Tickets whose visible count differs from the number of their visible messages. */
  readonly miscounted: readonly string[];
  /** Queues whose counters differ from a recount. */
  readonly wrongQueues: readonly string[];
}

export const NO_DEFECTS = { missing: [], duplicated: [], gaps: [], duplicatedSequences: [], miscounted: [], wrongQueues: [] };

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

const wrongIn = ({ queues }: Recount): string[] => queues.filter(({ stored, recounted: own }) => !isDeepStrictEqual(stored, own)).map(({ id }) => id);

/** Queues whose counters stay wrong. The projector may still be on its way to counters that only lag. */
const wrongQueues = async (admin: Api): Promise<string[]> => {
  let wrong: string[] = [];
  const isRight = async (): Promise<boolean> => {
    wrong = wrongIn(await recounted(admin));
    return wrong.length === 0;
  };
  await until('the counters are right', isRight, 30_000).catch((error: unknown) => {
    if (wrong.length === 0) throw error;
  });
  return wrong;
};

/** Reads everything a tenant has and compares it with what the hub accepted. */
export const checkTenant = async (admin: Api, accepted: readonly string[]): Promise<TenantCheck> => {
  const tickets = await allTickets(admin);
  const threads = new Map<string, Message[]>();
  await together([...new Set(tickets.map((ticket) => ticket.threadId))], async (threadId) => {
    threads.set(threadId, await threadMessages(admin, threadId));
  });
  const seen = new Map<string, number>();
  for (const { providerId } of [...threads.values()].flat()) if (providerId !== null) seen.set(providerId, (seen.get(providerId) ?? 0) + 1);
  const sequences = tickets.map(({ sequence }) => sequence);
  // Ticket by ticket: a thread also has messages that belong to no ticket, such as a system notice before its first one.
  const miscounted = await filterAsync(tickets, async ({ id, visibleMessageCount }) => {
    // What an AI suggests is not said (decision 0680).
    const visible = (await ticketMessages(admin, id)).filter(({ hidden, deleted, kind }) => !hidden && !deleted && kind !== 'ai_suggestion');
    return visible.length !== visibleMessageCount;
  });
  return {
    tickets: tickets.length,
    messages: [...threads.values()].reduce((sum, messages) => sum + messages.length, 0),
    missing: accepted.filter((id) => !seen.has(id)),
    duplicated: [...seen].filter(([, times]) => times > 1).map(([id]) => id),
    gaps: [...threads].filter(([, messages]) => messages.some(({ number }, index) => number !== index + 1)).map(([threadId]) => threadId),
    duplicatedSequences: sequences.filter((sequence, index) => sequences.indexOf(sequence) !== index),
    miscounted: miscounted.map(({ id }) => id),
    wrongQueues: await wrongQueues(admin),
  };
};

/** How many messages the lists show; cheap enough to poll. */
export const visibleMessages = async (admin: Api): Promise<number> =>
  (await readAll<Ticket>(admin, '/v1/tickets')).reduce((sum, ticket) => sum + ticket.visibleMessageCount, 0);
