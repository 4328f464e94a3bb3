import { expect, test } from 'vitest';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import type { HelperEntry } from '../../../../domain/outbound/ticket-helper/helper-entry.ts';
import { type HelperDeps, HelperRefused, tellHelper } from '../../../../domain/outbound/ticket-helper/tell-helper.ts';
import { openBreaker } from '../../../../domain/services/breaker.ts';
import type { ServicePost } from '../../../../domain/services/service.ts';

const NOW = 1_000_000;
const entry: HelperEntry = {
  tenantId: 't',
  ticketId: 'k',
  event: { id: 'k.r1', type: 'ticket.updated', version: 1, tenantId: 't', occurredAt: '', data: {} },
};
const world = (answer: Awaited<ReturnType<ServicePost>>, over: Partial<HelperDeps> = {}) => {
  const calls: { url: string; body: string }[] = [];
  const deps: HelperDeps = {
    helper: {
      url: 'https://helper.test/',
      secret: async () => 's',
      post: async (url, _headers, body) => (calls.push({ url, body }), answer),
      breaker: openBreaker(() => NOW),
      clock: () => NOW,
    },
    clock: () => NOW,
    random: () => 0.5,
    repeatForMs: 60_000,
    ...over,
  };
  return { calls, tell: (queuedAt = NOW) => tellHelper(deps, entry, { receives: 1, queuedAt }) };
};

test('the envelope is posted', async () => {
  const { calls, tell } = world({ status: 204, body: '' });
  expect(await tell()).toBe(true);
  expect(calls).toEqual([{ url: 'https://helper.test/v1/events', body: JSON.stringify(entry.event) }]);
});

test('without a helper no call leaves', async () => {
  const { calls, tell } = world({ status: 200, body: '' }, { helper: null });
  expect([await tell(), calls]).toEqual([false, []]);
});

test.each([{ status: 503, body: '' }, { status: 429, body: '' }, { status: 401, body: '' }, { unanswered: 'ECONNREFUSED' }])(
  '%o is tried again, and given up when its time is over',
  async (answer) => {
    await expect(world(answer).tell()).rejects.toBeInstanceOf(RetryLater);
    await expect(world(answer).tell(NOW - 60_000)).rejects.toBeInstanceOf(HelperRefused);
  },
);

test('an answer that no repeat makes better is given up at once', async () => {
  await expect(world({ status: 400, body: '' }).tell()).rejects.toThrow(new HelperRefused('the helper answered 400'));
  await expect(world({ status: 199, body: '' }).tell()).rejects.toBeInstanceOf(HelperRefused);
});

test('after three calls without an answer the helper is left alone, and the event waits for the end of its rest', async () => {
  const { calls, tell } = world({ unanswered: 'ETIMEDOUT' });
  for (let n = 0; n < 4; n += 1) await expect(tell()).rejects.toBeInstanceOf(RetryLater);
  await expect(tell()).rejects.toMatchObject({ afterMs: 30_000 });
  expect(calls).toHaveLength(3);
});
