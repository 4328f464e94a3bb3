import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { ANSWERED_BODY_BYTES } from '../../../../domain/limits.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { type Message } from '../../../../domain/support/messages/message.ts';
import { ticketIdOf } from '../../../../domain/support/threads/keys.ts';
import { listTicketMessages, type TicketPosition } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { messageItem, TENANT, threadOf } from '../../search/threads.ts';
import { memoryBodies } from './memory-bodies.ts';

const thread = threadOf(1);
let table: ReturnType<typeof memoryTable>;
beforeEach(() => {
  table = memoryTable();
});
const write = (number: number, given: Partial<Message> = {}) => table.write({ op: 'put', item: messageItem(thread, number, given) });
interface Page<Position> {
  readonly messages: readonly Message[];
  readonly after: Position | null;
}
/** Every page from the first to the last. */
const walk = async <Position>(read: (after: Position | 0) => Promise<Page<Position>>): Promise<number[][]> => {
  const pages: number[][] = [];
  for (let after: Position | 0 | null = 0; after !== null; ) {
    const page: Page<Position> = await read(after);
    pages.push(page.messages.map(({ number }) => number));
    after = page.after;
  }
  return pages;
};

test('a ticket’s messages are found behind hundreds of another ticket’s, and filled up to the page', async () => {
  const [mine, other] = [ticketIdOf(thread, 1), ticketIdOf(thread, 2)];
  for (let number = 1; number <= 260; number += 1) await write(number, { ticketId: number % 50 === 1 ? mine : other });
  const ticket = { id: mine, threadId: thread, firstNumber: 1 };
  expect(await walk<TicketPosition>((after) => listTicketMessages(table, TENANT, ticket, { after, limit: 4 }))).toEqual([
    [1, 51, 101, 151],
    [201, 251],
  ]);
});

test('nothing before a ticket’s first message is read for it, and what is asked for later counts', async () => {
  for (const number of [1, 2, 3, 4]) await write(number, { ticketId: ticketIdOf(thread, 3) });
  const ticket = { id: ticketIdOf(thread, 3), threadId: thread, firstNumber: 3 };
  const numbers = async (after: number) => (await listTicketMessages(table, TENANT, ticket, { after, limit: 10 })).messages.map(({ number }) => number);
  expect([await numbers(0), await numbers(3)]).toEqual([[3, 4], [4]]);
});

test('long messages shorten a page, also one that takes two reads of the log', async () => {
  // Ten of them in the first read leave room for one more of the second; shadowed ones take none.
  const text = 'x'.repeat(380_000);
  for (let number = 1; number <= 105; number += 1) await write(number, number > 90 ? { text } : { shadowed: true });
  expect(Math.floor(ANSWERED_BODY_BYTES / text.length)).toBe(11);
  const pages = await walk<number>((after) => listThreadMessages(table, TENANT, thread, { after, limit: 50 }));
  expect(pages).toEqual([
    [91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101],
    [102, 103, 104, 105],
  ]);
});

test('a message that is longer than any answer comes alone', async () => {
  const bodies = memoryBodies();
  const body = { text: 'x'.repeat(ANSWERED_BODY_BYTES + 1), html: null };
  await bodies.put('o', Buffer.from(JSON.stringify(body)), 'application/json');
  await table.write({ op: 'put', item: messageItem(thread, 1, { text: 'x', aside: true }) });
  await table.write({ op: 'put', item: { pk: messageItem(thread, 1).pk, sk: 'B#0000000001', object: 'o', bytes: body.text.length } });
  await write(2);
  expect(await walk<number>((after) => listThreadMessages(table, TENANT, thread, { after, limit: 50, bodies }))).toEqual([[1], [2]]);
});

test('newest first is oldest first backwards, page by page, whatever lies between', async () => {
  const [mine, other] = [ticketIdOf(thread, 1), ticketIdOf(thread, 2)];
  const entry = fc.constantFrom<Partial<Message>>(
    { ticketId: mine },
    { ticketId: other },
    { ticketId: null, shadowed: true },
    { ticketId: mine, deleted: true },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 7 }), fc.boolean(), async (entries, limit, isBounded) => {
      table = memoryTable();
      for (const [at, given] of entries.entries()) await write(at + 1, given);
      const lastNumber = entries.findLastIndex(({ ticketId }) => ticketId === mine) + 1;
      const ticket = { id: mine, threadId: thread, firstNumber: 1, ...(isBounded && lastNumber > 0 ? { lastNumber, status: 'closed' as const } : {}) };
      const both = async (order: 'asc' | 'desc') =>
        Promise.all([
          walk<TicketPosition>((after) => listTicketMessages(table, TENANT, ticket, { order, after, limit })),
          walk<number>((after) => listThreadMessages(table, TENANT, thread, { order, after, limit })),
        ]);
      const [forward, backward] = [await both('asc'), await both('desc')];
      expect(backward.map((pages) => pages.flat())).toEqual(forward.map((pages) => pages.flat().toReversed()));
      for (const pages of backward) for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
    }),
    { numRuns: 100 },
  );
});

test.each(['asc', 'desc'] as const)('a page of a ticket reads nothing of the thousands of entries behind its last one, %s', async (order) => {
  const [mine, other] = [ticketIdOf(thread, 1), ticketIdOf(thread, 4)];
  for (let number = 1; number <= 1_000; number += 1) await write(number, { ticketId: number <= 3 ? mine : other });
  let read = 0;
  const counting = {
    ...table,
    query: async (query: Parameters<typeof table.query>[0]) => {
      const page = await table.query(query);
      read += page.items.length;
      return page;
    },
  };
  const ticket = { id: mine, threadId: thread, firstNumber: 1, lastNumber: 3, status: 'closed' as const };
  const { messages, after } = await listTicketMessages(counting, TENANT, ticket, { order, after: 0, limit: 50 });
  expect([messages.length, after, read]).toEqual([3, null, 3]);
});
