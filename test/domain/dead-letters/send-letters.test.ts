import { beforeEach, expect, test } from 'vitest';
import type { Addressed } from '../../../domain/dead-letters/dead-letter.ts';
import { sendLetters } from '../../../domain/dead-letters/send-letters.ts';
import { QUEUE_ENTRY_BYTES } from '../../../domain/limits.ts';

const long = 'x'.repeat(QUEUE_ENTRY_BYTES);
const change = (tenantId: string | null, reason: string): Addressed => ({ tenantId, letter: { reason, projection: 'queues', pk: 'p', sk: 's' } });
const record = (tenantId: string | null, value: string): Addressed => ({
  tenantId,
  letter: { reason: 'unreadable', partition: 'messages-0', offset: 7, key: null, value },
});

let sent: Record<string, unknown>[];
let objects: Map<string, string>;
/** Refuses every call that has a letter with this reason in it. */
let refused: string | undefined;
const deps = (store = true) => ({
  deadLetterQueueUrl: 'dead',
  queues: {
    send: async (_url: string, messages: readonly { readonly body: string }[]) => {
      const letters = messages.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
      if (letters.some(({ reason }) => reason === refused)) throw new Error('refused');
      sent.push(...letters);
    },
  },
  ...(store ? { objects: { put: async (key: string, body: Uint8Array) => void objects.set(key, Buffer.from(body).toString()) } } : {}),
});
beforeEach(() => {
  [sent, objects, refused] = [[], new Map(), undefined];
});

test('a letter that is too long for the queue lies whole in the store of its tenant, and the queue names it', async () => {
  const [short, far, changed] = [record('acme', 'short'), record('acme', long), change('acme', long)];
  expect(await sendLetters(deps(), [short, far, changed])).toEqual([]);
  const [first, second] = [...objects.keys()];
  for (const key of objects.keys()) expect(key).toMatch(/^T\/acme\/dead\/[0-9a-f]{64}$/);
  expect(sent).toEqual([
    short.letter,
    { reason: 'unreadable', aside: first, partition: 'messages-0', offset: 7 },
    { reason: long, aside: second, projection: 'queues' },
  ]);
  expect([...objects.values()].map((body) => JSON.parse(body) as unknown)).toEqual([far.letter, changed.letter]);
});

test.each([null, 'a/../b', '', 'x'.repeat(57)])('what claims the tenant %j is kept for nobody, never in a index of its choice', async (tenantId) => {
  expect(await sendLetters(deps(), [record(tenantId, long)])).toEqual([]);
  expect([...objects.keys()].every((key) => key.startsWith('T/unknown/dead/'))).toBe(true);
  expect(objects.size).toBe(1);
});

test('without a store a long letter is tried as it is', async () => {
  expect(await sendLetters(deps(false), [record('acme', long)])).toEqual([]);
  expect(sent).toMatchObject([{ value: long }]);
});

test('one that cannot be stored, and one that the queue refuses, are reported by their indexes; the others are sent', async () => {
  refused = 'bad';
  const given = deps();
  const put = given.objects?.put;
  const failing = {
    ...given,
    objects: { put: async (key: string, body: Uint8Array) => (key.includes('T/down/') ? Promise.reject(new Error('down')) : put?.(key, body)) },
  };
  const failed = await sendLetters(failing, [change('acme', 'one'), record('down', long), change('acme', 'bad'), change('acme', 'two')]);
  expect(failed.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([1, 2]);
  expect(sent.map(({ reason }) => reason)).toEqual(['one', 'two']);
});

test('when the only letter is refused it is not sent a second time, and when none can be made nothing is sent', async () => {
  refused = 'bad';
  expect(await sendLetters(deps(), [change('acme', 'bad')])).toMatchObject([{ index: 0 }]);
  const down = { ...deps(), objects: { put: async () => Promise.reject(new Error('down')) } };
  expect(await sendLetters(down, [record('acme', long)])).toMatchObject([{ index: 0, error: { message: 'down' } }]);
  expect(sent).toEqual([]);
});
