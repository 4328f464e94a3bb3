import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { openBreaker } from '../../../../domain/automation/ai/breaker.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import type { HelperEntry } from '../../../../domain/outbound/ticket-helper/helper-entry.ts';
import { type HelperDeps, HelperRefused, tellHelper } from '../../../../domain/outbound/ticket-helper/tell-helper.ts';

const NOW = 1_000_000;
const entry: HelperEntry = {
  tenantId: 't',
  ticketId: 'k',
  event: { id: 'k.r1', type: 'ticket.updated', version: 1, tenantId: 't', occurredAt: '', data: {} },
};
const world = (answer: Awaited<ReturnType<HelperDeps['post']>>, over: Partial<HelperDeps> = {}) => {
  const calls: { url: string; headers: Readonly<Record<string, string>>; body: string }[] = [];
  const deps: HelperDeps = {
    url: 'https://helper.test/',
    secret: async () => 's',
    post: async (url, headers, body) => (calls.push({ url, headers, body }), answer),
    breaker: openBreaker(() => NOW),
    clock: () => NOW,
    random: () => 0.5,
    repeatForMs: 60_000,
    ...over,
  };
  return { calls, tell: (queuedAt = NOW) => tellHelper(deps, entry, { receives: 1, queuedAt }) };
};

test('the envelope is posted, signed over timestamp and body', async () => {
  const { calls, tell } = world({ status: 204 });
  expect(await tell()).toBe(true);
  const [call] = calls;
  expect(call?.url).toBe('https://helper.test/v1/events');
  expect(JSON.parse(call?.body ?? '')).toEqual(entry.event);
  const expected = createHmac('sha256', 's').update(`1000.${call?.body}`).digest('hex');
  expect(call?.headers).toMatchObject({ 'x-parley-timestamp': '1000', 'x-parley-signature': `sha256=${expected}` });
});

test('without a helper no call leaves', async () => {
  const { calls, tell } = world({ status: 200 }, { url: '' });
  expect([await tell(), calls]).toEqual([false, []]);
});

test.each([{ status: 503 }, { status: 429 }, { unanswered: 'ECONNREFUSED' }])('%o is tried again, and given up when its time is over', async (answer) => {
  await expect(world(answer).tell()).rejects.toBeInstanceOf(RetryLater);
  await expect(world(answer).tell(NOW - 60_000)).rejects.toBeInstanceOf(HelperRefused);
});

test('an answer that no repeat makes better is given up at once', async () => {
  await expect(world({ status: 400 }).tell()).rejects.toThrow(new HelperRefused('the helper answered 400'));
  await expect(world({ status: 302 }).tell()).rejects.toBeInstanceOf(HelperRefused);
});

test('after three calls without an answer the helper is left alone', async () => {
  const { calls, tell } = world({ unanswered: 'ETIMEDOUT' });
  for (let n = 0; n < 5; n += 1) await expect(tell()).rejects.toBeInstanceOf(RetryLater);
  expect(calls).toHaveLength(3);
});
