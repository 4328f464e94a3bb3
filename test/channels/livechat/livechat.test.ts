import { describe, expect, it } from 'vitest';
import { credentials } from '../../../channels/livechat/credentials.ts';
import { inbound } from '../../../channels/livechat/inbound.ts';
import { outbound } from '../../../channels/livechat/outbound.ts';
import { receiver, reply } from '../exchange.ts';
import { request } from '../reading.ts';

const { settings } = receiver(() => {
  throw new Error('nothing is called');
});

describe('a reply to a visitor', () => {
  it('is sent when it is in the log, under its own id', async () => {
    expect(await outbound.perform(reply, {}, settings)).toEqual({ outcome: 'sent', providerId: reply.id });
  });

  it('that is edited or taken back keeps its id', async () => {
    const { id, tenantId, originId, ticketId, threadId, to, surface, causation } = reply;
    const of = { id, tenantId, originId, ticketId, threadId, to, surface, causation, inReplyTo: null, message: 'thread.3' };
    expect(await outbound.perform({ ...of, kind: 'edit', text: 'new', html: null }, {}, settings)).toEqual({ outcome: 'sent', providerId: 'thread.3' });
    expect(await outbound.perform({ ...of, kind: 'unsend' }, {}, settings)).toEqual({ outcome: 'sent', providerId: 'thread.3' });
    expect(await outbound.perform({ ...of, kind: 'react', emoji: '👍' }, {}, settings)).toEqual({ outcome: 'sent', providerId: 'thread.3' });
  });
});

describe('the webhook path of a chat', () => {
  it('is nobody’s: no call is signed, and there is nothing to verify', async () => {
    expect(inbound.verify(request('{}'), [])).toBe(false);
    expect(inbound.handshake(request('', { method: 'GET' }), [])).toBeNull();
    expect(await inbound.parse(request('{}'), undefined as never)).toEqual([]);
  });
});

describe('the credentials of a chat', () => {
  const read = (given: object) => credentials.schema.safeParse({ allowedDomains: ['shop.example'], identitySecret: 'long enough', ...given }).success;
  it('name hosts', () => {
    expect([read({}), read({ allowedDomains: ['*.shop.example', 'localhost:3000'] })]).toEqual([true, true]);
    for (const allowedDomains of [[], ['https://shop.example'], ['*'], ['a/b'], [''], Array.from({ length: 101 }, () => 'a')])
      expect(read({ allowedDomains })).toBe(false);
  });
  it('have a secret that nobody guesses', () => expect(read({ identitySecret: 'short' })).toBe(false));
});
