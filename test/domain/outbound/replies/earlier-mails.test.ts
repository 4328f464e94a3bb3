import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { readSurroundings } from '../../../../domain/outbound/replies/waiting-reply.ts';
import { type Message, messageOf } from '../../../../domain/support/messages/message.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../../search/threads.ts';
import { TALKATIVE } from '../../support/tickets/hub.ts';

const thread = threadOf(1);

/** Numbers of the earlier messages that a reply to the newest of these names. Each message is its number and what it answers. */
const earlierOf = async (messages: readonly (readonly [number, number | null])[], given: Partial<Message> = {}, missing: readonly number[] = []) => {
  const table = memoryTable();
  for (const [number, inReplyTo] of messages)
    if (!missing.includes(number)) await table.write({ op: 'put', item: messageItem(thread, number, { surface: 'mail', inReplyTo, ...given }) });
  const [newest] = messages.at(-1) ?? [0];
  const message = messageOf(messageItem(thread, 99, { kind: 'reply', inReplyTo: newest }));
  const outbound = { tenantId: TENANT, threadId: thread, number: 99, correlationId: 'c' };
  const found = { outbound, head: parseHead(headOf(ticketOf(1))), message, ledgerItem: undefined };
  return (await readSurroundings(table, found, TALKATIVE)).earlier.map(({ number }) => number);
};

test('a mail names what led to the mail that it answers, oldest first, and no more than five', async () => {
  expect(await earlierOf([[1, null]])).toEqual([]);
  expect(
    await earlierOf([
      [1, null],
      [2, 1],
      [3, 2],
    ]),
  ).toEqual([1, 2]);
  expect(await earlierOf([1, 2, 3, 4, 5, 6, 7, 8].map((number) => [number, number === 1 ? null : number - 1] as const))).toEqual([3, 4, 5, 6, 7]);
});

test('one that is gone ends the line; other channels have none', async () => {
  expect(
    await earlierOf(
      [
        [1, null],
        [2, 1],
        [3, 2],
      ],
      {},
      [1],
    ),
  ).toEqual([2]);
  expect(
    await earlierOf(
      [
        [1, null],
        [2, 1],
        [3, 2],
      ],
      {},
      [3],
    ),
  ).toEqual([]);
  expect(
    await earlierOf(
      [
        [1, null],
        [2, 1],
      ],
      { surface: 'dm' },
    ),
  ).toEqual([]);
});
