import { describe, expect, it } from 'vitest';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { messageKey } from '../../../../domain/conversations/log/draft.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { bench, inbound, ORIGIN, TENANT } from './events.ts';

const THREAD = threadIdOf(ORIGIN, 'ann');
const minute = (n: number): string => `2026-03-01T09:${String(n).padStart(2, '0')}:00.000Z`;

/** A thread where a customer wrote at 9:00 and the business at each of these minutes. */
const thread = async (...minutes: number[]) => {
  const b = bench();
  const ours = minutes.map((n) =>
    inbound('ann', `e${n}`, { fromCustomer: false, opensTicket: false, author: { id: 'page', name: null, handle: null }, occurredAt: minute(n) }),
  );
  await applyBatch(b.deps, [inbound('ann', 'm1', { occurredAt: minute(0) }), ...ours]);
  const watermark = (state: 'delivered' | 'read', at: string, author = 'ann') =>
    inbound(author, null, {
      verb: 'status',
      version: state,
      author: null,
      fromCustomer: false,
      opensTicket: false,
      content: null,
      status: { state, error: null },
      upTo: true,
      occurredAt: at,
    });
  const messages = async () => (await listThreadMessages(b.deps.table, TENANT, THREAD, { after: 0, limit: 100 })).messages;
  return {
    b,
    messages,
    seen: (state: 'delivered' | 'read', at: string, author?: string) => applyBatch(b.deps, [watermark(state, at, author)]),
    states: async () => (await messages()).map(({ delivery }) => delivery?.state ?? null),
    /** As the sender leaves it. */
    change: async (number: number, change: object) => {
      const key = messageKey(threadPk(TENANT, THREAD), number);
      const [item] = await b.deps.table.get([key]);
      await b.deps.table.write({ op: 'put', item: { ...key, ...item, ...change } });
    },
  };
};

describe('a watermark', () => {
  it('is the status of every message of ours until then, and of none after it', async () => {
    const { seen, states } = await thread(1, 2, 3);
    expect(await seen('delivered', minute(2))).toMatchObject([{ ok: true, effect: 'applied' }]);
    expect(await states()).toEqual([null, 'delivered', 'delivered', 'sent']);
    await seen('read', minute(1));
    expect(await states()).toEqual([null, 'read', 'delivered', 'sent']);
    await seen('read', minute(3));
    expect(await states()).toEqual([null, 'read', 'read', 'read']);
  });

  it('in the same batch as the message, and in a long thread, reaches the newest ones', async () => {
    const { b, states, seen } = await thread(...Array.from({ length: 30 }, (_, n) => n + 1));
    await applyBatch(b.deps, [
      inbound('ann', 'last', { fromCustomer: false, opensTicket: false, author: { id: 'page', name: null, handle: null }, occurredAt: minute(57) }),
      inbound('ann', null, { verb: 'status', content: null, status: { state: 'delivered', error: null }, upTo: true, occurredAt: minute(58) }),
    ]);
    expect((await states()).map((state) => state === 'delivered')).toEqual([
      ...Array.from({ length: 12 }, () => false),
      ...Array.from({ length: 20 }, () => true),
    ]);
    expect(await seen('delivered', minute(59))).toMatchObject([{ effect: 'ignored' }]);
  });

  it('that comes again, or late, changes nothing, and none opens a thread', async () => {
    const { seen, b, states } = await thread(1);
    await seen('read', minute(1));
    const before = JSON.stringify(b.deps.table);
    const changes = b.table.changes.length;
    for (const [state, author] of [
      ['read', 'ann'],
      ['delivered', 'ann'],
      ['read', 'nobody'],
    ] as const)
      expect(await seen(state, minute(5), author)).toMatchObject([{ ok: true, effect: 'ignored' }]);
    expect([b.table.changes.length, JSON.stringify(b.deps.table), await states()]).toEqual([changes, before, [null, 'read']]);
  });

  it('reaches nothing that is not sent, or that was changed at the provider, or is no message', async () => {
    const { seen, states, change } = await thread(1, 2, 3, 4);
    await change(2, { delivery: { state: 'queued', error: null } });
    await change(3, { asked: { kind: 'edit', count: 1 } });
    await change(4, { surface: 'comment' });
    await seen('read', minute(9));
    expect(await states()).toEqual([null, 'queued', 'sent', 'sent', 'read']);
  });

  it('is the status of each part of a reply', async () => {
    const { seen, messages, change } = await thread(1);
    const part = (id: string | null) => ({ id, state: 'sent', error: null });
    await change(2, { parts: [part('a'), part('b'), part(null)] });
    await seen('read', minute(1));
    expect((await messages())[1]).toMatchObject({ delivery: { state: 'sent' }, parts: [{ state: 'read' }, { state: 'read' }, { state: 'sent' }] });
  });

  it('without a status is ignored', async () => {
    const { b } = await thread(1);
    const event = inbound('ann', null, { verb: 'status', content: null, status: null, upTo: true });
    expect(await applyBatch(b.deps, [event])).toMatchObject([{ effect: 'ignored' }]);
  });
});
