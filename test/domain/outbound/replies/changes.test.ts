import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
import type { OutboundReply } from '../../../../domain/outbound/outbox.ts';
import { giveUpReply } from '../../../../domain/outbound/replies/send-reply.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { deleteMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { inbound } from '../../support/inbound/events.ts';
import { changingWorld, eve, said } from './changing-world.ts';

const ONCE: Capabilities = { surfaces: { dm: { reply: { once: true }, edit: { text: { most: 20, unit: 'characters' } }, unsend: {} } }, idempotent: true };

const setUp = (capabilities = ONCE) => changingWorld(capabilities, 2);
const sent = async (capabilities = ONCE) => {
  const world = await setUp(capabilities);
  await world.post('hello');
  await world.deliver();
  return world;
};

describe('an edited reply', () => {
  it('shows its new text at once, asks the provider once, and keeps the old text', async () => {
    const { edit, deliver, calls, message, ticketId } = await sent();
    expect(await edit('hello again')).toMatchObject({
      text: 'hello again',
      delivery: { state: 'queued', error: null, change: 'edit' },
      editedAt: expect.any(String),
    });
    await deliver();
    await deliver();
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatchObject({
      kind: 'edit',
      text: 'hello again',
      html: null,
      message: null,
      inReplyTo: 'm1',
      to: 'ann',
      ticketId,
      id: expect.stringMatching(/\.2\.1$/),
    });
    expect(await message()).toMatchObject({ delivery: { state: 'sent', error: null }, asked: { kind: 'edit', count: 1 }, edits: [expect.any(Number)] });
  });

  it('is asked for again after a lost answer, a death and a limit, and fails visibly with a retry', async () => {
    const { edit, deliver, calls, answers, message, ticket, deps, ticketId, retry, shown } = await sent();
    await patchTicket(deps, eve, { ticketId, patch: { status: 'solved' }, ifMatch: null });
    answers.push(
      { outcome: 'unknown', error: said('500') },
      new Error('killed'),
      { outcome: 'retry', error: said('429'), retryAfterSeconds: 9 },
      { outcome: 'failed', error: said('400') },
    );
    await edit('worse');
    await deliver();
    expect(calls).toHaveLength(5);
    expect(new Set(calls.slice(1).map(({ id }) => id)).size).toBe(1);
    expect(await message()).toMatchObject({ text: 'worse', delivery: { state: 'failed', error: said('400') } });
    expect(await ticket()).toMatchObject({ status: 'working' });
    await patchTicket(deps, eve, { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await retry();
    await deliver();
    expect([shown.text, (await message())?.delivery]).toEqual(['worse', { state: 'sent', error: null }]);
  });

  it('that was edited again while the first edit left ends with the last text', async () => {
    const { edit, deliver, calls, message, meanwhile, shown } = await sent();
    await edit('one');
    meanwhile(() => edit('two'));
    await deliver();
    expect(calls.map((action) => ('text' in action ? action.text : ''))).toEqual(['hello', 'one', 'two']);
    expect([shown.text, await message()]).toMatchObject(['two', { text: 'two', delivery: { state: 'sent' }, asked: { count: 2 } }]);
  });

  it('is not taken for done by a status of the reply as it was, and shows a status that has its own id', async () => {
    const { edit, deliver, answers, post, message, calls, b } = await setUp();
    const news = (id: string, state: 'delivered' | 'read') =>
      applyBatch(b.deps, [inbound('ann', id, { verb: 'status', version: state, author: null, content: null, status: { state, error: null } })]);
    answers.push({ outcome: 'sent', providerId: 'p1' }, { outcome: 'sent', providerId: 'p1', requestId: 'e1' });
    await post('hello');
    await deliver();
    await edit('hello again');
    await news('p1', 'delivered');
    expect(await message()).toMatchObject({ delivery: { state: 'queued' } });
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['reply', 'edit']);
    await news('e1', 'read');
    expect(await message()).toMatchObject({ providerId: 'p1', delivery: { state: 'read', error: null }, asked: { kind: 'edit', count: 1, id: 'e1' } });
  });

  it('waits for hours, and the next edit has hours of its own', async () => {
    const { edit, deliver, answers, message, b } = await sent();
    b.now += 90 * 86_400_000;
    answers.push({ outcome: 'retry', error: said('503') });
    await edit('later');
    await deliver();
    expect(await message()).toMatchObject({ delivery: { state: 'sent' } });
  });

  it.each<[string, (world: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>, object]>([
    ['before it is sent', async ({ post, edit }) => [await post('x'), await edit('y')], { code: 'conflict', extra: { current: 'queued' } }],
    [
      'that failed',
      async ({ post, answers, deliver, edit }) => [answers.push({ outcome: 'failed', error: said('1') }), await post('x'), await deliver(), await edit('y')],
      { code: 'conflict', extra: { current: 'failed' } },
    ],
    [
      'beyond the limit',
      async ({ post, deliver, edit }) => [await post('x'), await deliver(), await edit('y'.repeat(21))],
      { code: 'unprocessable', errors: [{ path: 'text' }] },
    ],
    [
      'of a disabled origin',
      async ({ post, deliver, edit, disable }) => [await post('x'), await deliver(), disable(), await edit('y')],
      { code: 'conflict', extra: { current: 'disabled' } },
    ],
    ['that is deleted', async ({ post, deliver, edit, remove }) => [await post('x'), await deliver(), await remove(), await edit('y')], { code: 'conflict' }],
    ['that is no reply', async ({ edit }) => edit('y', 1), { code: 'conflict' }],
    ['that does not exist', async ({ edit }) => edit('y', 7), { code: 'not_found' }],
  ])('is refused %s', async (_, act, problem) => {
    await expect(act(await setUp())).rejects.toMatchObject(problem);
  });

  it('is refused where the channel does not edit, and where nobody knows whether it was sent', async () => {
    const { edit } = await sent({ surfaces: { dm: { reply: {} } }, idempotent: false });
    await expect(edit('y')).rejects.toMatchObject({ code: 'unprocessable', message: expect.stringContaining('does not support editing') });
    const unknown = await setUp({ surfaces: { dm: { reply: {}, edit: {} } }, idempotent: false });
    unknown.answers.push({ outcome: 'unknown', error: said('500') });
    await unknown.post('x');
    await unknown.deliver();
    await expect(unknown.edit('y')).rejects.toMatchObject({ code: 'conflict', extra: { current: 'unknown' } });
  });
});

describe('a deleted reply', () => {
  it('is taken back at the provider, once', async () => {
    const { remove, deliver, calls, message, shown } = await sent();
    expect(await remove()).toMatchObject({ text: null, deleted: true, delivery: { state: 'queued', change: 'delete' } });
    await remove();
    await deliver();
    expect(calls.slice(1)).toMatchObject([{ kind: 'unsend', message: null, inReplyTo: 'm1' }]);
    expect([shown.text, await message()]).toMatchObject([null, { deleted: true, delivery: { state: 'sent', error: null } }]);
  });

  it('that was sent in parts takes back all of them', async () => {
    const { answers, post, deliver, remove, calls } = await setUp({ ...ONCE, notesParts: true });
    answers.push({ outcome: 'sent', providerId: 'p1', sentParts: ['p1', '', 'p3'] });
    await post('hello');
    await deliver();
    await remove();
    await deliver();
    expect(calls.slice(1)).toMatchObject([{ kind: 'unsend', message: 'p1', parts: ['p1', 'p3'] }]);
  });

  it('that could not be taken back says so, wakes its ticket, and is tried again on request', async () => {
    const { remove, deliver, answers, message, retry, deps, ticketId, ticket, calls } = await sent();
    await patchTicket(deps, eve, { ticketId, patch: { status: 'solved' }, ifMatch: null });
    answers.push({ outcome: 'reauthorise', error: said('403') });
    await remove();
    await deliver();
    expect(await message()).toMatchObject({ deleted: true, delivery: { state: 'failed', error: { code: '403' } } });
    expect(await ticket()).toMatchObject({ status: 'working' });
    await retry();
    await deliver();
    expect([calls.length, (await message())?.delivery]).toEqual([3, { state: 'sent', error: null }]);
    await expect(retry()).rejects.toMatchObject({ code: 'conflict' });
  });

  it('before its first try was never there: it wakes nothing and cannot be sent again', async () => {
    const { post, remove, deliver, calls, message, retry, ticket, deps, ticketId } = await setUp();
    await post('hello');
    await patchTicket(deps, eve, { ticketId, patch: { status: 'solved' }, ifMatch: null });
    await remove();
    await deliver();
    expect([calls, (await message())?.delivery]).toMatchObject([[], { state: 'failed', error: { code: 'deleted' } }]);
    expect(await ticket()).toMatchObject({ status: 'solved' });
    await expect(retry()).rejects.toMatchObject({ code: 'conflict' });
  });

  it('while it leaves, and after an answer that was lost, is taken back', async () => {
    for (const lost of [false, true]) {
      const { post, remove, deliver, calls, answers, meanwhile, shown, message } = await setUp();
      if (lost) answers.push({ outcome: 'unknown', error: said('500') });
      await post('hello');
      meanwhile(() => remove());
      await deliver();
      expect(calls.map(({ kind }) => kind)).toEqual(['reply', 'unsend']);
      expect([shown.text, (await message())?.delivery]).toEqual([null, { state: 'sent', error: null }]);
    }
  });

  it('that failed leaves nothing to take back; one of a disabled origin stays', async () => {
    const { post, remove, deliver, calls, answers } = await setUp();
    answers.push({ outcome: 'failed', error: said('1') });
    await post('hello');
    await deliver();
    expect(await remove()).toMatchObject({ deleted: true, delivery: { state: 'failed' } });
    await deliver();
    expect(calls).toHaveLength(1);
    const disabled = await sent();
    disabled.disable();
    await expect(disabled.remove()).rejects.toMatchObject({ code: 'conflict', extra: { current: 'disabled' } });
    expect(await disabled.message()).toMatchObject({ deleted: false, text: 'hello' });
  });

  it('of another channel, and a message that is no reply, is a tombstone only', async () => {
    const { remove, deliver, calls, message } = await sent({ surfaces: { dm: { reply: {} } }, idempotent: false });
    await remove(1);
    await remove();
    await deliver();
    expect(calls).toHaveLength(1);
    expect([await message(1), await message()]).toMatchObject([{ deleted: true }, { deleted: true, delivery: { state: 'sent' } }]);
  });

  it('whose deletion our own errors delayed for too long has failed', async () => {
    const { remove, sender, message, queue, deliver } = await sent();
    await remove();
    await deliver(0);
    await giveUpReply(sender, queue[0] as OutboundReply);
    expect(await message()).toMatchObject({ delivery: { state: 'failed', error: { code: 'internal' } } });
  });
});

describe('where a message has one reply', () => {
  const second = {
    code: 'unprocessable',
    errors: [{ path: 'inReplyTo', message: 'On whatsapp, a message has one reply, and message 2 is it. Edit it, or delete it first.' }],
  };

  it('a second one is refused, by whomever and at the same time, while the first stands', async () => {
    const { post, deliver, edit, answers, calls, messages } = await setUp();
    const both = await Promise.allSettled([post('one'), post('two')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(post('x')).rejects.toMatchObject(second);
    await deliver();
    await expect(post('x')).rejects.toMatchObject(second);
    answers.push({ outcome: 'failed', error: said('1') });
    await edit('y');
    await deliver();
    await expect(post('x')).rejects.toMatchObject(second);
    expect([calls.length, (await messages()).length]).toEqual([2, 2]);
  });

  it('a failed or deleted one makes room, and a failed one is not sent again behind its successor', async () => {
    const { post, deliver, answers, remove, retry, calls, shown } = await setUp();
    answers.push({ outcome: 'failed', error: said('1') });
    await post('one');
    await deliver();
    await post('two');
    await deliver();
    await expect(retry(2)).rejects.toMatchObject({ code: 'unprocessable' });
    await remove(3);
    await post('three');
    await deliver();
    expect([calls.map(({ kind }) => kind), shown.text]).toEqual([['reply', 'reply', 'unsend', 'reply'], 'three']);
  });

  it('another message of the customer has its own; notes and what is no message of the customer have none', async () => {
    const { post, receive, deliver, calls } = await setUp();
    await post('one');
    await receive('m2');
    await post('two');
    await expect(post('x')).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(post('x', { inReplyTo: 2 })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('answers a message of the customer'),
    });
    await post('a note', { kind: 'note' });
    await deliver();
    expect(calls.map((action) => 'inReplyTo' in action && action.inReplyTo)).toEqual(['m1', 'm2']);
  });

  it('a reply that was written without a look takes the place, or fails by name', async () => {
    const { post, deliver, deps, b, messages, calls, receive } = await setUp();
    const place = async (number: number, change: object): Promise<void> => {
      const item = b.table.all().find(({ sk }) => sk === `M#${String(number).padStart(10, '0')}`);
      if (item) await b.table.write({ op: 'put', item: { ...item, ...change } });
    };
    await post('one');
    await deliver();
    // As a rule writes it: queued, without a look at the place.
    await receive('m2');
    await post('two');
    await place(4, { inReplyTo: 1 });
    await deliver();
    expect((await messages())[3]).toMatchObject({
      delivery: { state: 'failed', error: { code: 'one_reply', message: expect.stringContaining('message 2 is it') } },
    });
    expect(calls).toHaveLength(1);
    // The place is free again.
    await deleteMessage(deps, eve, `${(await messages())[0]?.ticketId}`, 2);
    await deliver();
    await place(4, { delivery: { state: 'queued', error: null } });
    await deliver();
    expect(calls.map(({ kind }) => kind)).toEqual(['reply', 'unsend', 'reply']);
    await expect(post('x', { inReplyTo: 1 })).rejects.toMatchObject({ code: 'unprocessable', message: expect.stringContaining('message 4 is it') });
  });
});

it('after any order of posts, edits, deletions and answers, the customer sees exactly what Parley shows as sent', async () => {
  const deed = fc.constantFrom(
    'post',
    'edit',
    'edit',
    'delete',
    'retry',
    'deliver',
    'deliver',
    'edit meanwhile',
    'delete meanwhile',
    'lost',
    'dead',
    'limit',
    'refused',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
      const { post, edit, remove, retry, deliver, answers, meanwhile, messages, shown } = await setUp();
      let texts = 0;
      const newest = async (): Promise<number> => (await messages()).findLastIndex(({ delivery }) => delivery !== null) + 1;
      const refused = (): undefined => undefined;
      for (const one of deeds) {
        const number = await newest();
        texts += 1;
        if (one === 'post') await post(`post ${texts}`).catch(refused);
        else if (one === 'edit') await edit(`edit ${texts}`, number).catch(refused);
        else if (one === 'delete') await remove(number).catch(refused);
        else if (one === 'retry') await retry(number).catch(refused);
        else if (one === 'deliver') await deliver();
        else if (one === 'edit meanwhile') meanwhile(() => edit(`edit ${texts}`, number).catch(refused));
        else if (one === 'delete meanwhile') meanwhile(() => remove(number).catch(refused));
        else if (one === 'lost') answers.push({ outcome: 'unknown', error: said('500') });
        else if (one === 'dead') answers.push(new Error('killed'));
        else if (one === 'limit') answers.push({ outcome: 'retry', error: said('429'), retryAfterSeconds: 3 });
        else answers.push({ outcome: 'failed', error: said('400') });
      }
      await deliver(100);
      const all = (await messages()).filter(({ delivery }) => delivery !== null);
      const last = all.at(-1);
      expect(all.filter(({ delivery }) => delivery?.state === 'queued')).toEqual([]);
      if (last?.delivery?.state === 'sent') expect(shown.text).toBe(last.deleted ? null : last.text);
      expect(all.filter(({ deleted, delivery }) => !deleted && delivery?.state === 'sent').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 150 },
  );
});
