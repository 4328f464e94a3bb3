import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { reactToMessage } from '../../../../domain/support/replies/react-to-message.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { inbound } from '../../support/inbound/events.ts';
import { agent } from '../../support/tickets/hub.ts';
import { changingWorld, eve, said } from './changing-world.ts';

const HOUR = 3_600_000;
const REACTS: Capabilities = { surfaces: { dm: { reply: {}, react: {} } }, idempotent: false };
const max = agent('max');

const setUp = async (capabilities = REACTS) => {
  const world = await changingWorld(capabilities, 1);
  const { b, deps, ticketId } = world;
  return {
    ...world,
    react: (emoji: string | null, by = eve, number = 1) => reactToMessage(deps, by, { ticketId, number }, emoji),
    receive: (change: object) => applyBatch(b.deps, [inbound('ann', 'm1', change)]),
  };
};
const idOf = (context: typeof eve): string => ('id' in context.actor ? context.actor.id : '');

describe('a reaction of an agent', () => {
  it('is shown at once, reaches the provider once, and changes no status', async () => {
    const { react, deliver, calls, message, ticket } = await setUp();
    const before = await ticket();
    expect(await react('👍')).toMatchObject({ reactions: { [idOf(eve)]: '👍' }, delivery: { state: 'queued', error: null, change: 'react' } });
    await react('👍');
    await deliver();
    await deliver();
    expect(calls).toMatchObject([{ kind: 'react', emoji: '👍', message: 'm1', to: 'ann', surface: 'dm', id: expect.stringMatching(/\.1\.1$/) as string }]);
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null }, providerId: 'm1', kind: 'customer' });
    expect((await ticket())?.status).toBe(before?.status);
  });

  it('replaces that of a colleague, as at the provider, and leaves that of the customer', async () => {
    const { react, deliver, calls, message, receive, b } = await setUp();
    await receive({
      verb: 'reaction',
      version: 'x',
      content: null,
      author: { id: 'ann', name: null, handle: null },
      reaction: { emoji: '😀' },
      occurredAt: new Date(b.now).toISOString(),
    });
    await react('👍');
    await react('🎉', max);
    await deliver();
    expect(await message()).toMatchObject({ reactions: { ann: '😀', [idOf(max)]: '🎉' } });
    expect(Object.keys((await message())?.reactions ?? {})).toHaveLength(2);
    expect(calls.at(-1)).toMatchObject({ emoji: '🎉' });
    await react(null);
    await deliver();
    expect(await message()).toMatchObject({ reactions: { ann: '😀' } });
    expect(calls.at(-1)).toMatchObject({ kind: 'react', emoji: null });
    const count = calls.length;
    await react(null);
    await deliver();
    expect(calls).toHaveLength(count);
  });

  it('is repeated after a lost answer, because it has the same effect', async () => {
    const { react, deliver, answers, calls, message } = await setUp();
    answers.push({ outcome: 'unknown', error: said('500') }, new Error('killed'));
    await react('👍');
    await deliver();
    expect([calls.length, new Set(calls.map(({ id }) => id)).size]).toEqual([3, 1]);
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('that fails says so, wakes nobody, and is tried again on request or by another reaction', async () => {
    const { react, deliver, answers, message, ticket, deps, ticketId, retry, calls } = await setUp();
    await patchTicket(deps, eve, { ticketId, patch: { status: 'solved' }, ifMatch: null });
    answers.push({ outcome: 'failed', error: said('131009') }, { outcome: 'failed', error: said('131009') });
    await react('👍');
    await deliver();
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: { code: '131009' } } });
    expect(await ticket()).toMatchObject({ status: 'solved' });
    expect(await react('👍')).toMatchObject({ delivery: { state: 'queued' } });
    await deliver();
    await patchTicket(deps, eve, { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(await retry()).toMatchObject({ delivery: { state: 'queued', change: 'react' } });
    await deliver();
    expect([calls.length, (await message())?.delivery]).toEqual([3, { state: 'sent', error: null }]);
  });

  it('keeps its place behind an earlier reply, and does not ask about a message that the customer has removed', async () => {
    const { react, post, deliver, calls, receive, message, b } = await setUp();
    await post('Hello');
    await react('👍');
    await receive({ verb: 'removed', content: null, occurredAt: new Date(b.now).toISOString() });
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['reply']);
    expect(await message()).toMatchObject({ deleted: true, delivery: { state: 'failed', error: { code: 'deleted' } } });
  });

  const news = (id: string, state: 'sent' | 'delivered' | 'failed') =>
    inbound('ann', id, {
      verb: 'status',
      version: state,
      author: null,
      content: null,
      status: { state, error: state === 'failed' ? { code: '131009', message: 'Too old.' } : null },
    });

  it('that the provider accepts and reports as failed later shows it, wakes nobody, and can be tried again', async () => {
    const { react, deliver, answers, message, ticket, deps, ticketId, retry, b } = await setUp();
    const apply = (...events: ReturnType<typeof news>[]) => applyBatch(b.deps, events);
    await patchTicket(deps, eve, { ticketId, patch: { status: 'solved' }, ifMatch: null });
    answers.push({ outcome: 'sent', providerId: null, requestId: 'r1' }, { outcome: 'sent', providerId: null, requestId: 'r2' });
    await react('👍');
    await deliver();
    expect(await apply(news('r1', 'sent'))).toMatchObject([{ ok: true }]);
    expect(await message()).toMatchObject({ providerId: 'm1', delivery: { state: 'sent' } });
    await apply(news('r1', 'failed'));
    expect(await message()).toMatchObject({ providerId: 'm1', delivery: { state: 'failed', error: { code: '131009', message: 'Too old.' } } });
    expect((await ticket())?.status).toBe('solved');
    expect(await retry()).toMatchObject({ delivery: { state: 'queued', change: 'react' } });
    // While it waits to be sent again, a status of the first try changes nothing.
    await apply(news('r1', 'delivered'));
    await deliver();
    await apply(inbound('ann', 'r1', { verb: 'status', version: 'read', author: null, content: null, status: { state: 'read', error: null } }));
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null } });
    // A status of the customer's own message is about nothing of ours.
    await apply(news('m1', 'failed'));
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null } });
    await apply(news('r2', 'failed'));
    expect(await message()).toMatchObject({ delivery: { state: 'failed' } });
  });

  it('is failed also if the provider reports that before its answer is recorded', async () => {
    const { react, deliver, answers, meanwhile, message, b } = await setUp();
    answers.push({ outcome: 'sent', providerId: null, requestId: 'r1' });
    meanwhile(() => applyBatch(b.deps, [news('r1', 'failed')]));
    await react('👍');
    await deliver();
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: { code: '131009' } }, reactions: { [idOf(eve)]: '👍' } });
  });

  it.each<[string, Capabilities, string | null, object]>([
    ['the surface has none', { surfaces: { dm: { reply: {} } }, idempotent: false }, '👍', { message: 'The channel whatsapp does not support reactions.' }],
    [
      'it is not one of the channel’s',
      { surfaces: { dm: { react: { emojis: ['❤️'] } } }, idempotent: false },
      '👍',
      { message: 'A reaction on whatsapp is one of ❤️.' },
    ],
  ])('is refused where %s', async (_, capabilities, emoji, error) => {
    const { react, calls, deliver, message } = await setUp(capabilities);
    await expect(react(emoji)).rejects.toMatchObject({ code: 'unprocessable', errors: [{ path: 'emoji', ...error }] });
    await deliver();
    expect([calls, (await message())?.reactions]).toEqual([[], {}]);
  });

  it('is one of the channel’s in either form of it', async () => {
    const { react } = await setUp({ surfaces: { dm: { react: { emojis: ['❤️'] } } }, idempotent: false });
    expect(await react('❤')).toMatchObject({ delivery: { state: 'queued' } });
  });

  it('is refused when the customer’s newest message is too old, also when it has waited until then', async () => {
    const { react, deliver, b, calls, message } = await setUp({ surfaces: { dm: { react: { window: { hours: 24, since: 'customer' } } } }, idempotent: false });
    await react('👍');
    b.now += 24 * HOUR + 1_000;
    await deliver();
    expect([calls, await message()]).toMatchObject([[], { delivery: { state: 'failed', error: { code: 'outside_window' } } }]);
    await expect(react('🎉')).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ path: 'emoji', message: expect.stringMatching(/^A reaction on whatsapp can be sent within 24 hours/) as string }],
    });
  });

  it('is for messages of customers only, that are there and that the provider knows', async () => {
    const { react, post, deliver, remove, disable } = await setUp();
    await post('Hello');
    await deliver();
    await expect(react('👍', eve, 2)).rejects.toMatchObject({ code: 'unprocessable', errors: [{ path: 'emoji' }] });
    await expect(react('👍', eve, 99)).rejects.toMatchObject({ code: 'not_found' });
    disable();
    await expect(react('👍')).rejects.toMatchObject({ code: 'conflict', extra: { current: 'disabled' } });
    await remove();
    await expect(react('👍')).rejects.toMatchObject({ code: 'conflict', extra: { current: null } });
  });
});
