import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { presentMessage } from '../../../../domain/support/messages/present.ts';
import { editReply } from '../../../../domain/support/replies/edit-reply.ts';
import { hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { inbound } from '../../support/inbound/events.ts';
import { changingWorld, eve, said } from './changing-world.ts';

const WEEK = 168;
const PUBLIC: Capabilities = {
  surfaces: {
    dm: {
      reply: {},
      edit: {},
      hide: {},
      unhide: {},
      delete: {},
      privateReply: { text: { most: 20, unit: 'characters' }, window: { hours: WEEK, since: 'message' } },
    },
  },
  idempotent: false,
};
const PLAIN: Capabilities = { surfaces: { dm: { reply: {} } }, idempotent: false };

/** A ticket of a public message. */
const setUp = async (capabilities = PUBLIC) => {
  const world = await changingWorld(capabilities, 1);
  const { b, deps, ticketId } = world;
  return {
    ...world,
    hide: (hidden = true, number = 1) => hideMessage(deps, eve, ticketId, number, hidden),
    receive: (change: object) => applyBatch(b.deps, [inbound('ann', 'm1', change)]),
  };
};

describe('a public message of a customer', () => {
  it('is hidden and shown, here at once and at the provider once each', async () => {
    const { hide, deliver, calls, message } = await setUp();
    expect(await hide()).toMatchObject({ hidden: true, delivery: { state: 'queued', error: null, change: 'hide' } });
    await hide();
    await deliver();
    await deliver();
    expect(calls).toMatchObject([{ kind: 'hide', message: 'm1', to: 'ann', surface: 'dm', id: expect.stringMatching(/\.1\.1$/) as string }]);
    expect(await message()).toMatchObject({ hidden: true, delivery: { state: 'sent', error: null }, providerId: 'm1' });
    expect(await hide(false)).toMatchObject({ hidden: false, delivery: { change: 'unhide' } });
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['hide', 'unhide']);
  });

  it('that is hidden and shown before the provider hears of it ends as it was asked last', async () => {
    const { hide, deliver, calls, message } = await setUp();
    await hide();
    await hide(false);
    await deliver();
    expect(calls.at(-1)).toMatchObject({ kind: 'unhide' });
    expect(await message()).toMatchObject({ hidden: false, delivery: { state: 'sent' } });
  });

  it('is deleted at the provider, also after a lost answer', async () => {
    const { remove, deliver, answers, calls, message } = await setUp();
    answers.push({ outcome: 'unknown', error: said('500') }, new Error('killed'));
    expect(await remove()).toMatchObject({ deleted: true, text: null, delivery: { state: 'queued', change: 'delete' } });
    await remove();
    await deliver();
    expect(calls.map((action) => [action.kind, 'message' in action ? action.message : null])).toEqual(Array.from({ length: 3 }, () => ['delete', 'm1']));
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    expect(await message()).toMatchObject({ deleted: true, delivery: { state: 'sent', error: null } });
  });

  it('that the provider does not hide says so, wakes its ticket, and is tried again on request, also on a closed one', async () => {
    const { hide, deliver, answers, message, ticket, deps, ticketId, retry, calls } = await setUp();
    await patchTicket(deps, eve, { ticketId, patch: { status: 'solved' }, ifMatch: null });
    answers.push({ outcome: 'reauthorise', error: said('200') });
    await hide();
    await deliver();
    expect(await message()).toMatchObject({ hidden: true, delivery: { state: 'failed', error: { code: '200' } } });
    expect(await ticket()).toMatchObject({ status: 'working' });
    await patchTicket(deps, eve, { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(await retry()).toMatchObject({ delivery: { state: 'queued', change: 'hide' } });
    await deliver();
    expect([calls.length, (await message())?.delivery]).toEqual([2, { state: 'sent', error: null }]);
    await expect(retry()).rejects.toMatchObject({ code: 'conflict' });
  });

  it('stays what the provider says of it after that', async () => {
    const { hide, deliver, receive, message, b } = await setUp();
    await hide();
    await deliver();
    const later = new Date(b.now + 1_000).toISOString();
    await receive({ verb: 'hidden', providerId: 'm1', version: later, content: null, occurredAt: later });
    expect(await message()).toMatchObject({ hidden: true, delivery: { state: 'sent' } });
    await receive({ verb: 'removed', providerId: 'm1', content: null, occurredAt: later });
    expect(await message()).toMatchObject({ deleted: true });
  });

  it('is not the provider’s where the surface does not hide, and is nothing that can be edited', async () => {
    const plain = await setUp(PLAIN);
    expect(await plain.hide()).toMatchObject({ hidden: true, delivery: null });
    expect(await plain.hide(false)).toMatchObject({ hidden: false, delivery: null });
    await plain.remove();
    await plain.deliver();
    expect([plain.calls, await plain.message()]).toMatchObject([[], { deleted: true, delivery: null }]);
    const { hide, deps, ticketId, deliver } = await setUp();
    await hide();
    await deliver();
    await expect(editReply(deps, eve, { ticketId, number: 1 }, { text: 'x' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('that is deleted cannot be hidden at the provider any more', async () => {
    const { hide, remove, deliver, calls } = await setUp();
    await remove();
    await deliver();
    await hide();
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['delete']);
  });

  it('of a disabled origin stays as it is', async () => {
    const { hide, remove, disable, message } = await setUp();
    disable();
    for (const act of [() => hide(), () => remove()]) await expect(act()).rejects.toMatchObject({ code: 'conflict', extra: { current: 'disabled' } });
    expect(await message()).toMatchObject({ hidden: false, deleted: false });
  });

  it('is all that is moderated there: our own reply is hidden here only', async () => {
    const { post, deliver, hide, calls } = await setUp();
    await post('Hello');
    await deliver();
    await hide(true, 2);
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['reply']);
  });
});

describe('what the provider tells of a reply of ours', () => {
  const echo = (text: string, id = 'e1', change: object = {}) =>
    inbound('ann', id, { fromCustomer: false, opensTicket: false, author: { id: 'page', name: null, handle: null }, text, ...change });
  const count = async ({ message }: Awaited<ReturnType<typeof setUp>>) => ((await message(3)) ? 3 : 2);

  it('before it answers us is that reply, and its status is not lost', async () => {
    const world = await setUp();
    const { post, deliver, answers, b, message, calls } = world;
    await post('Hello');
    answers.push({ outcome: 'unknown', error: said('502') });
    await deliver();
    expect(await message(2)).toMatchObject({ delivery: { state: 'unknown' } });
    await applyBatch(b.deps, [
      inbound('ann', 'e1', { verb: 'status', content: null, version: 'delivered', status: { state: 'delivered', error: null }, fromCustomer: false }),
      echo(' Hello '),
      echo(' Hello '),
    ]);
    expect([await count(world), await message(2)]).toMatchObject([2, { providerId: 'e1', delivery: { state: 'delivered' } }]);
    await deliver();
    expect(calls).toHaveLength(1);
  });

  it.each<[string, (world: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>]>([
    [
      'has other words',
      async ({ deliver, answers, b }) => [answers.push({ outcome: 'unknown', error: said('502') }), await deliver(), await applyBatch(b.deps, [echo('Other')])],
    ],
    ['comes before any try', async ({ b }) => applyBatch(b.deps, [echo('Hello')])],
    ['comes after it is sent', async ({ deliver, b }) => [await deliver(), await applyBatch(b.deps, [echo('Hello')])]],
    [
      'is on another surface',
      async ({ deliver, answers, b }) => [
        answers.push({ outcome: 'unknown', error: said('502') }),
        await deliver(),
        await applyBatch(b.deps, [echo('Hello', 'e1', { content: { surface: 'comment' } })]),
      ],
    ],
  ])('is a message of its own when it %s', async (_, act) => {
    const world = await setUp();
    await world.post('Hello');
    await act(world);
    expect([await count(world), await world.message(2)]).toMatchObject([3, { providerId: null }]);
  });
});

describe('a private reply', () => {
  it('goes to the writer of the public message and says that it is private', async () => {
    const { post, deliver, calls, message, answers } = await setUp();
    answers.push({ outcome: 'sent', providerId: 'dm1' });
    expect(await post('Tell us more', { to: 'private' })).toMatchObject({ message: { private: true, inReplyTo: 1, delivery: { state: 'queued' } } });
    await deliver();
    expect(calls).toMatchObject([{ kind: 'privateReply', message: 'm1', text: 'Tell us more', inReplyTo: 'm1' }]);
    expect(await message(2)).toMatchObject({ privately: true, providerId: 'dm1', delivery: { state: 'sent' } });
  });

  it('is neither edited nor taken back: no channel does that', async () => {
    const { post, deliver, calls, deps, ticketId, remove, message } = await setUp({ ...PUBLIC, surfaces: { dm: { ...PUBLIC.surfaces.dm, unsend: {} } } });
    await post('x', { to: 'private' });
    await deliver();
    await expect(editReply(deps, eve, { ticketId, number: 2 }, { text: 'y' })).rejects.toMatchObject({ code: 'unprocessable', errors: [{ path: 'text' }] });
    await remove(2);
    await deliver();
    expect([calls.length, await message(2)]).toMatchObject([1, { deleted: true, delivery: { state: 'sent' } }]);
  });

  it('is one only where it is asked for', async () => {
    const { post, deliver, calls, message } = await setUp();
    await post('For everybody', { to: 'public' });
    await post('Also', {});
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['reply', 'reply']);
    const shown = await presentMessage('th', (await message(2)) as NonNullable<Awaited<ReturnType<typeof message>>>, async () => '');
    expect(shown).not.toHaveProperty('private');
  });

  it.each<[string, (world: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>, object]>([
    ['beyond its own limit', async ({ post }) => post('x'.repeat(21), { to: 'private' }), { path: 'text' }],
    [
      'a week after the message',
      async ({ post, b }) => [(b.now += WEEK * 3_600_000 + 1), await post('x', { to: 'private' })],
      { path: 'text', message: expect.stringMatching(/^A private reply on whatsapp can be sent within 168 hours of the message/) as string },
    ],
  ])('is refused %s', async (_, act, error) => {
    await expect(act(await setUp())).rejects.toMatchObject({ code: 'unprocessable', errors: [error] });
  });

  it('is refused where the surface has none', async () => {
    const { post } = await setUp(PLAIN);
    await expect(post('x', { to: 'private' })).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ path: 'to', message: 'The channel whatsapp does not support private replies.' }],
    });
  });

  it('that failed is sent again as one, within its week', async () => {
    const { post, deliver, answers, retry, calls, b } = await setUp();
    answers.push({ outcome: 'failed', error: said('10900') }, { outcome: 'failed', error: said('10900') });
    await post('x', { to: 'private' });
    await deliver();
    await retry(2);
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['privateReply', 'privateReply']);
    b.now += WEEK * 3_600_000;
    await expect(retry(2)).rejects.toMatchObject({ code: 'unprocessable' });
  });
});
