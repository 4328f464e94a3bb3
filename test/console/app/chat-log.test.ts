import { expect, test } from 'vitest';
import type { ChatMessage } from '../../../client/api.ts';
import { createChatLog } from '../../../console/src/chats/chat-log.ts';

const message = (number: number, body = `m${number}`): ChatMessage =>
  ({ number, body, senderId: 'p', deleted: false, hidden: false }) as unknown as ChatMessage;
const range = (from: number, to: number): ChatMessage[] => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));

/** A log on the hub with messages 1 to `end`, in pages of 5, newest first. */
function fake(end: number) {
  const hub = { messages: range(1, end), pages: 0, isDown: false, gate: Promise.resolve() };
  const log = createChatLog({
    async page(cursor) {
      hub.pages += 1;
      await hub.gate;
      if (hub.isDown) throw new Error('down');
      const older = hub.messages.filter(({ number }) => number < Number(cursor ?? Number.POSITIVE_INFINITY)).toReversed();
      const items = older.slice(0, 5);
      return { items, nextCursor: older.length > 5 ? String(items.at(-1)?.number) : null };
    },
    one: async (number) => hub.messages.find((one) => one.number === number) as ChatMessage,
  });
  return { hub, log, numbers: () => log.state().messages?.map(({ number }) => number) };
}

test('the newest page comes first, older ones go before it, until there is none', async () => {
  const { log, numbers } = fake(12);
  await log.newest();
  expect(numbers()).toEqual([8, 9, 10, 11, 12]);
  await log.older();
  await log.older();
  expect(numbers()).toEqual(range(1, 12).map(({ number }) => number));
  expect(log.state().cursor).toBeNull();
});

test('news are added without a gap, and leave the cursor of what is older', async () => {
  const { hub, log, numbers } = fake(12);
  await log.newest();
  hub.messages.push(message(13));
  await log.newest();
  expect(numbers()).toEqual([8, 9, 10, 11, 12, 13]);
  expect(log.state().cursor).toBe('8');
});

test('news that do not reach what is known begin the log again: no gap is shown', async () => {
  const { hub, log, numbers } = fake(12);
  await log.newest();
  hub.messages.push(...range(13, 30));
  await log.newest();
  expect(numbers()).toEqual([26, 27, 28, 29, 30]);
  expect(log.state().cursor).toBe('26');
});

test('many frames during a read are one more read', async () => {
  const { hub, log } = fake(3);
  let open = (): void => undefined;
  hub.gate = new Promise((resolve) => {
    open = resolve;
  });
  const first = log.newest();
  for (let at = 0; at < 10; at += 1) void log.newest();
  hub.messages.push(message(4));
  open();
  await first;
  expect(hub.pages).toBe(2);
  expect(log.state().messages).toHaveLength(4);
});

test('a change of a message that is shown is read; one that is not shown is not', async () => {
  const { hub, log } = fake(12);
  await log.newest();
  hub.messages[11] = message(12, 'edited');
  await log.changed(12);
  await log.changed(1);
  expect(log.state().messages?.at(-1)?.body).toBe('edited');
  expect(log.state().messages?.some(({ number }) => number === 1)).toBe(false);
});

test('a failed read leaves what is shown and tells why', async () => {
  const { hub, log, numbers } = fake(3);
  await log.newest();
  hub.isDown = true;
  await log.newest();
  expect(numbers()).toEqual([1, 2, 3]);
  expect(log.state()).toMatchObject({ error: new Error('down'), isReading: false });
  hub.isDown = false;
  await log.newest();
  expect(log.state().error).toBeUndefined();
});

/** A log whose requests are answered by hand, in any order. */
function byHand() {
  const pages: ((items: readonly ChatMessage[]) => void)[] = [];
  const ones: ((message: ChatMessage) => void)[] = [];
  const log = createChatLog({
    page: () => new Promise((resolve) => void pages.push((items) => resolve({ items, nextCursor: null }))),
    one: () => new Promise((resolve) => void ones.push(resolve)),
  });
  return { log, pages, ones, bodies: () => log.state().messages?.map(({ body }) => body) };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('an answer to an earlier request does not bring an earlier state back', async () => {
  const { log, pages, ones, bodies } = byHand();
  void log.newest();
  pages[0]?.([message(1)]);
  await settled();
  void log.newest();
  void log.changed(1);
  void log.changed(1);
  ones[1]?.(message(1, 'second edit'));
  await settled();
  ones[0]?.(message(1, 'first edit'));
  pages[1]?.([message(1), message(2)]);
  await settled();
  expect(bodies()).toEqual(['second edit', 'm2']);
});

test('a change of a message that is still being read has it read again', async () => {
  const { log, pages, bodies } = byHand();
  const reading = log.newest();
  await log.changed(1);
  pages[0]?.([message(1)]);
  await settled();
  pages[1]?.([message(1, 'edited')]);
  await reading;
  expect(bodies()).toEqual(['edited']);
});
