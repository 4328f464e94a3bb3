import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelAction } from '../../../../domain/channels/actions.ts';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
import { type OutboundReply, outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import type { Outcome } from '../../../../domain/outbound/outcome.ts';
import { retryMessage } from '../../../../domain/outbound/replies/retry-reply.ts';
import { giveUpReply, sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../../../domain/outbound/replies/sending.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import { editReply } from '../../../../domain/support/replies/edit-reply.ts';
import { deleteMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { type PostedMessage, postMessage } from '../../../../domain/support/replies/post-message.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { TENANT } from '../../support/inbound/events.ts';
import { agent, ticketHub } from '../../support/tickets/hub.ts';

const ONCE: Capabilities = { surfaces: { dm: { reply: { once: true }, edit: { text: { most: 20, unit: 'characters' } }, unsend: {} } }, idempotent: true };
const said = (code: string) => ({ code, message: `It says ${code}.` });
const eve = agent('eve');

/** A ticket whose channel has one reply a message. `answers`: what the provider answers, one after another; nothing left: sent. */
const setUp = async (capabilities = ONCE) => {
  const hub = await ticketHub();
  const { b, ticketId } = hub;
  let origin: 'enabled' | 'disabled' = 'enabled';
  const policies = async (...given: Parameters<typeof hub.deps.policies>) => ({ ...(await hub.deps.policies(...given)), originState: () => origin });
  const deps = { ...hub.deps, policies, capabilitiesOf: () => capabilities };
  const calls: ChannelAction[] = [];
  const answers: (Outcome | Error)[] = [];
  /** What the provider shows. */
  const shown = { text: null as string | null };
  let during = async (): Promise<unknown> => undefined;
  const sender: SendDeps = {
    ...deps,
    linkTo: async () => '',
    openFile: async function* () {},
    sizeOf: async () => null,
    causationKey: async () => 'key',
    repeatForMs: 4 * 3_600_000,
    channelFor: async () => ({
      capabilities,
      turn: async () => () => {},
      async perform(action) {
        calls.push(action);
        const answer = answers.shift() ?? { outcome: 'sent', providerId: null };
        if (answer instanceof Error || answer.outcome === 'sent' || answer.outcome === 'unknown') shown.text = 'text' in action ? action.text : null;
        const [now] = [during];
        during = async () => undefined;
        await now();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
  };
  let taken = 0;
  const queue: OutboundReply[] = [];
  const relay = (): void => {
    for (const change of b.table.changes.slice(taken)) {
      const entry = outboxEntryOf(change);
      if (entry?.to === 'replies') queue.push(entry.outbound);
    }
    taken = b.table.changes.length;
  };
  /** The queue as FIFO: an entry that has to wait is delivered again, the others behind it wait. */
  const deliver = async (tries = 30): Promise<void> => {
    relay();
    for (let n = 0; queue[0] && n < tries; n += 1) {
      await sendReply(sender, queue[0], b.now).then(
        () => queue.shift(),
        (error: unknown) => void (b.now += error instanceof RetryLater ? error.afterMs : 0),
      );
      relay();
    }
  };
  const messages = async () =>
    (await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 50 })).messages;
  return {
    b,
    deps,
    ticketId,
    sender,
    calls,
    answers,
    shown,
    queue,
    deliver,
    messages,
    receive: hub.receive,
    message: async (number = 2) => (await messages())[number - 1],
    meanwhile: (run: () => Promise<unknown>): void => void (during = run),
    disable: (): void => void (origin = 'disabled'),
    ticket: () => loadTicket(deps.table, TENANT, ticketId),
    post: (text: string, more: Partial<PostedMessage> = {}) => postMessage(deps, eve, ticketId, { kind: 'reply', text, attachments: [], ...more }),
    edit: (text: string, number = 2) => editReply(deps, eve, { ticketId, number }, { text }),
    remove: (number = 2) => deleteMessage(deps, eve, ticketId, number),
    retry: (number = 2) => retryMessage(deps, eve, ticketId, number),
  };
};
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
