import { expect, it } from 'vitest';
import { type Answering, NotTried } from '../../../../domain/projections/relay/reach.ts';
import { sendMessages } from '../../../../domain/projections/relay/send-messages.ts';

const deps = (restsUntil: number) => {
  const sent: unknown[] = [];
  const answering = new Map<string, Answering>([['media', { failures: 6, restsUntil }]]);
  return { sent, answering, clock: () => 1_000, queues: { send: async (...given: unknown[]) => void sent.push(given) } };
};

it('messages leave in one call, and none calls nothing, also while the edge rests', async () => {
  const free = deps(0);
  await sendMessages(free, 'media', 'url', [{ body: 'a' }, { body: 'b' }]);
  expect(free.sent).toEqual([['url', [{ body: 'a' }, { body: 'b' }]]]);
  expect(free.answering.has('media')).toBe(false);
  const resting = deps(2_000);
  await sendMessages(resting, 'media', 'url', []);
  await expect(sendMessages(resting, 'media', 'url', [{ body: 'a' }])).rejects.toBeInstanceOf(NotTried);
  expect(resting.sent).toEqual([]);
});
