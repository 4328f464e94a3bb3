import { expect, it } from 'vitest';
import { performing } from '../../channels/outbound.ts';
import { receiver, reply } from './exchange.ts';

const { settings } = receiver(() => ({ status: 200, retryAfter: null, body: '' }));

it('a channel performs the actions that it has', async () => {
  const outbound = performing<{ token: string }>({
    reply: async ({ text }, { token }) => ({ outcome: 'sent', providerId: `${text} by ${token}` }),
    hide: async ({ kind, message }) => ({ outcome: 'sent', providerId: `${kind} ${message}` }),
  });
  expect(outbound.actions).toEqual(['reply', 'hide']);
  expect(await outbound.perform({ ...reply, text: 'hello' }, { token: 't' }, settings)).toEqual({ outcome: 'sent', providerId: 'hello by t' });
  expect(await outbound.perform({ ...reply, kind: 'hide', message: 'c1' }, { token: 't' }, settings)).toEqual({ outcome: 'sent', providerId: 'hide c1' });
});

it('one that it does not have fails by name, and is not thrown', async () => {
  expect(await performing({}).perform({ ...reply, kind: 'typing', on: true }, {} as never, settings)).toEqual({
    outcome: 'failed',
    error: { code: 'no_action', message: 'The channel does not support this action. (typing)' },
  });
});
