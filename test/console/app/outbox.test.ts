import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { processLocks } from '../../../client/platform.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import { createOutbox, type OutboxOptions, type Write, type WriteStore } from '../../../console/src/data/outbox.ts';
import { storedWrites } from '../../../console/src/data/stored.ts';
import { until } from '../../harness/until.ts';

let counter = 0;
const account = (): string => `a${(counter += 1)}`;
const writeOf = (id: string, rest: Partial<Write> = {}): Write => ({
  id,
  lane: 't1',
  method: 'POST',
  path: '/v1/tickets/t1/messages',
  body: { text: id },
  at: (counter += 1),
  notBefore: 0,
  ...rest,
});
const problem = (status: number, retryAfter?: number): ParleyError =>
  new ParleyError({ code: 'internal', title: '', detail: '', errors: [], status } as never, retryAfter);

const open = async (rest: Partial<Omit<OutboxOptions, 'done' | 'refused'>> = {}) => {
  const sent: string[] = [];
  const timers: { work: () => void; ms: number }[] = [];
  const who = rest.account ?? account();
  const options = {
    store: storedWrites(who),
    locks: processLocks,
    account: who,
    send: (write: Write) => {
      sent.push(write.id);
      return Promise.resolve(`answer to ${write.id}`);
    },
    done: vi.fn<OutboxOptions['done']>(),
    refused: vi.fn<OutboxOptions['refused']>(),
    later: (work: () => void, ms: number) => void timers.push({ work, ms }),
    random: () => 1,
    ...rest,
  };
  return { outbox: await createOutbox(options), options, sent, timers, who };
};

describe('the outbox', () => {
  test('sends in order within a ticket, with one key for each intent, and forgets what is answered', async () => {
    const { outbox, options, sent } = await open();
    await Promise.all(['a', 'b', 'c'].map((id) => outbox.add(writeOf(id))));
    await until('all are answered', () => options.done.mock.calls.length === 3);
    expect(sent).toEqual(['a', 'b', 'c']);
    expect(options.done.mock.calls[0]).toEqual([expect.objectContaining({ id: 'a' }), 'answer to a']);
    expect([outbox.waiting(), await options.store.entries()]).toEqual([[], []]);
  });

  test('one ticket’s failure does not stop another ticket', async () => {
    const { outbox, options } = await open({ send: ({ lane }) => (lane === 't1' ? Promise.reject(new TypeError('offline')) : Promise.resolve(1)) });
    await outbox.add(writeOf('stuck'));
    await outbox.add(writeOf('free', { lane: 't2' }));
    await until('the other is answered', () => options.done.mock.calls.length === 1);
    expect(outbox.waiting().map(({ id }) => id)).toEqual(['stuck']);
  });

  test.each([
    ['no answer', new TypeError('offline'), 500],
    ['a 503 with Retry-After', problem(503, 7), 7000],
    ['a 500', problem(500), 500],
    ['a 429', problem(429, 2), 2000],
    ['a session that has ended', problem(401), 500],
  ])('%s: keeps it, and tries again after a pause', async (_what, error, pause) => {
    const send = vi.fn<(write: Write) => Promise<unknown>>().mockRejectedValueOnce(error).mockResolvedValue('good');
    const { outbox, options, timers } = await open({ send });
    await outbox.add(writeOf('kept'));
    await until('it waits', () => timers.length === 1);
    expect([timers[0]?.ms, outbox.waiting().length]).toEqual([pause, 1]);
    timers[0]?.work();
    await until('it is answered', () => options.done.mock.calls.length === 1);
    expect(send.mock.calls.map(([write]) => write.id)).toEqual(['kept', 'kept']);
  });

  test('pauses grow to half a minute', async () => {
    const { outbox, timers } = await open({ send: () => Promise.reject(new TypeError('offline')) });
    await outbox.add(writeOf('again'));
    for (let turn = 1; turn < 9; turn += 1) {
      await until('it waits', () => timers.length === turn);
      timers[turn - 1]?.work();
    }
    await until('it waits', () => timers.length === 9);
    expect(timers.map(({ ms }) => ms)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test.each([400, 403, 404, 409, 412, 413, 422])('a %i is final: it is told, and the next one goes out', async (status) => {
    const send = vi.fn<(write: Write) => Promise<unknown>>().mockRejectedValueOnce(problem(status)).mockResolvedValue('good');
    const { outbox, options } = await open({ send });
    await outbox.add(writeOf('bad'));
    await outbox.add(writeOf('next'));
    await until('the next is answered', () => options.done.mock.calls.length === 1);
    expect(options.refused.mock.calls.map(([write, error]) => [(write as Write).id, (error as ParleyError).status])).toEqual([['bad', status]]);
  });

  test('survives a reload', async () => {
    const before = await open({ send: () => Promise.reject(new TypeError('offline')) });
    await before.outbox.add(writeOf('kept'));
    await until('it has failed', () => before.timers.length === 1);
    const after = await open({ account: before.who });
    await until('it is answered', () => after.options.done.mock.calls.length === 1);
    expect(after.sent).toEqual(['kept']);
  });

  test('two tabs send each write once', async () => {
    const sent: string[] = [];
    const send = async ({ id }: Write): Promise<unknown> => {
      sent.push(id);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return id;
    };
    const one = await open({ send, account: 'two-tabs' });
    for (const id of ['a', 'b', 'c']) await one.options.store.set(writeOf(id));
    const [left, right] = await Promise.all([open({ send, account: 'two-tabs' }), open({ send, account: 'two-tabs' })]);
    await until('nothing waits', async () => (await one.options.store.entries()).length === 0);
    await until('both know', () => left.outbox.waiting().length + right.outbox.waiting().length === 0);
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  test('a reply can be taken back until its time; afterwards it cannot', async () => {
    const { outbox, sent, timers } = await open({ now: () => 1000 });
    await outbox.add(writeOf('taken', { notBefore: 6000 }));
    await until('it waits', () => timers.length === 1);
    expect(timers[0]?.ms).toBe(5000);
    expect(await outbox.undo('taken')).toBe(true);
    timers[0]?.work();
    await outbox.add(writeOf('sent'));
    await until('it is sent', () => sent.length === 1);
    expect([await outbox.undo('sent'), await outbox.undo('unknown'), sent]).toEqual([false, false, ['sent']]);
  });

  test('another tab may have sent it: then it cannot be taken back', async () => {
    const { outbox, options, timers } = await open({ now: () => 1000 });
    await outbox.add(writeOf('there', { notBefore: 6000 }));
    await until('it waits', () => timers.length === 1);
    await options.store.delete('there');
    expect(await outbox.undo('there')).toBe(false);
  });

  test('sends at once what could still be taken back, when it is asked to', async () => {
    const { outbox, sent, timers } = await open({ now: () => 1000 });
    await outbox.add(writeOf('waiting', { notBefore: 6000 }));
    await until('it waits', () => timers.length === 1);
    await outbox.release();
    expect([sent, outbox.waiting()]).toEqual([['waiting'], []]);
  });

  test('leaving the page starts every request before the next turn, in order, but none twice', async () => {
    let answer: () => void = () => undefined;
    const sent: string[] = [];
    const send = (write: Write): Promise<void> => {
      sent.push(write.id);
      return write.id === 'b' ? Promise.reject(new TypeError('the page is gone')) : new Promise((resolve) => (answer = resolve));
    };
    const { outbox, options, timers } = await open({ now: () => 1000, send });
    await outbox.add(writeOf('under way', { lane: 't2' }));
    await until('it is being sent', () => sent.length === 1);
    const later = ['a', 'b'].map((id) => writeOf(id, { notBefore: 6000 }));
    for (const write of later) await outbox.add(write);
    await until('they wait', () => timers.length > 0);
    outbox.leave();
    expect(sent).toEqual(['under way', 'a', 'b']);
    answer();
    await until('what is answered is forgotten', () => outbox.waiting().every(({ id }) => id !== 'a'));
    expect((await options.store.entries()).map(({ id }) => id).toSorted()).toEqual(['b', 'under way']);
  });

  test('tells what waits, and tries again when the browser’s store fails', async () => {
    const changed = vi.fn();
    const real = storedWrites(account());
    let isBroken = false;
    const store: WriteStore = { ...real, entries: () => (isBroken ? Promise.reject(new Error('gone')) : real.entries()) };
    const { outbox, options, timers } = await open({ store, changed });
    isBroken = true;
    await outbox.add(writeOf('w'));
    await until('it waits', () => timers.length === 1);
    isBroken = false;
    timers[0]?.work();
    await until('it is answered', () => options.done.mock.calls.length === 1);
    expect(changed.mock.calls.map(([waiting]) => (waiting as Write[]).length)).toEqual([1, 0]);
  });
});
