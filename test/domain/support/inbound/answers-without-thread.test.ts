import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { type Table, TableRejected, TableUnavailable } from '../../../../domain/table/port.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { type Bench, bench, inbound, ORIGIN, plainPolicy, TENANT } from './events.ts';

const at = (second: number): string => `2026-03-01T09:00:${String(second).padStart(2, '0')}.000Z`;
const PAGE = { threadKey: null, fromCustomer: false, opensTicket: false, author: { id: 'page', name: null, handle: null } };
/** The Page's own comment below another. */
const own = (id: string, answered: string, second = 10, more: Parameters<typeof inbound>[2] = {}): InboundEvent =>
  inbound('page', id, { ...PAGE, text: `own ${id}`, occurredAt: at(second), ...more, content: { inReplyTo: answered } });
const about = (id: string, verb: 'hidden' | 'removed', second: number): InboundEvent =>
  inbound('page', id, { ...PAGE, verb, version: verb === 'removed' ? '' : at(second), occurredAt: at(second), content: null });
const comment = inbound('ann', 'p1', { text: 'a question', occurredAt: at(1) });

const thread = threadIdOf(ORIGIN, 'ann');
const shown = async (b: Bench) =>
  (await listThreadMessages(b.table, TENANT, thread, { after: 0, limit: 100 })).messages.map(({ number, kind, text, inReplyTo, hidden, deleted }) => ({
    number,
    kind,
    text,
    inReplyTo,
    hidden,
    deleted,
  }));
const texts = async (b: Bench) => (await shown(b)).map(({ text }) => text);
const heads = (b: Bench) => b.table.all().filter((item) => item.sk === 'HEAD').length;
const waiting = (b: Bench) => b.table.all().filter((item) => item.sk.startsWith('WAIT#')).length;
const receive = async (b: Bench, ...events: InboundEvent[]) => (await applyBatch(b.deps, events)).map((each) => (each.ok ? each.effect : 'failed'));

describe('an answer of the business that comes before what it answers', () => {
  it('waits, and is in the thread of the comment as soon as that is there', async () => {
    const b = bench();
    expect(await receive(b, own('c1', 'p1'))).toEqual(['ignored']);
    expect([heads(b), waiting(b)]).toEqual([0, 1]);
    expect(await receive(b, comment)).toEqual(['applied']);
    expect(await shown(b)).toMatchObject([
      { number: 1, kind: 'customer', text: 'a question' },
      { number: 2, kind: 'reply', text: 'own c1', inReplyTo: 1 },
    ]);
    expect([heads(b), waiting(b)]).toEqual([1, 0]);
  });

  it('comes once, however often both are delivered', async () => {
    const b = bench();
    expect(await receive(b, own('c1', 'p1'), own('c1', 'p1'))).toEqual(['ignored', 'duplicate']);
    expect(await receive(b, own('c1', 'p1'))).toEqual(['duplicate']);
    expect(await receive(b, comment, comment, own('c1', 'p1'))).not.toContain('failed');
    expect(await receive(b, own('c1', 'p1'), comment)).toEqual(['duplicate', 'duplicate']);
    expect([await texts(b), heads(b), waiting(b)]).toEqual([['a question', 'own c1'], 1, 0]);
  });

  it('brings along what answers it in turn', async () => {
    const b = bench();
    await receive(b, own('c3', 'c2', 12));
    await receive(b, own('c2', 'c1', 11), own('c1', 'p1', 10));
    expect(waiting(b)).toBe(3);
    await receive(b, comment);
    expect((await shown(b)).map(({ text, inReplyTo }) => [text, inReplyTo])).toEqual([
      ['a question', null],
      ['own c1', 1],
      ['own c2', 2],
      ['own c3', 3],
    ]);
    expect([heads(b), waiting(b)]).toEqual([1, 0]);
  });

  it('is edited, hidden and removed while it waits', async () => {
    const b = bench();
    await receive(b, own('c1', 'p1'), own('c2', 'p1'), own('c3', 'p1'));
    await receive(b, own('c1', 'p1', 20, { verb: 'edited', version: 'e', text: 'better' }), about('c2', 'hidden', 21), about('c3', 'removed', 22));
    expect(heads(b)).toBe(0);
    await receive(b, comment);
    expect(await shown(b)).toMatchObject([{ text: 'a question' }, { text: 'better' }, { text: 'own c2', hidden: true }, { text: null, deleted: true }]);
  });

  it('may be many, and all find their place in the order in which they were written', async () => {
    const b = bench();
    const answers = Array.from({ length: 45 }, (_, index) => own(`c${index}`, 'p1', index + 2));
    await receive(b, ...answers.toReversed());
    await receive(b, comment);
    expect(await texts(b)).toEqual(['a question', ...answers.map(({ event }) => event.content?.text)]);
    expect([heads(b), waiting(b)]).toEqual([1, 0]);
  });

  it('to an edit that stands in for its comment finds that', async () => {
    const b = bench();
    await receive(b, own('c1', 'p1'));
    await receive(b, inbound('ann', 'p1', { verb: 'edited', version: '1', text: 'a better question', occurredAt: at(5) }));
    expect(await texts(b)).toEqual(['a better question', 'own c1']);
    expect(await receive(b, comment)).toEqual(['duplicate']);
    expect(await texts(b)).toEqual(['a better question', 'own c1']);
  });

  it('waits unseen with a comment of a disabled origin', async () => {
    const b = bench({ policy: plainPolicy({ originState: () => 'disabled' }) });
    await receive(b, own('c1', 'p1'));
    await receive(b, comment);
    expect(await texts(b)).toEqual([]);
    expect(b.table.all().filter((item) => item.sk.startsWith('M#'))).toHaveLength(2);
  });

  it('is not lost when the hub dies after the comment: the comment’s redelivery brings it', async () => {
    let transactions = 0;
    let broken = true;
    const breaking = (table: Table): Table => ({
      ...table,
      transact: async (writes) => {
        transactions += 1;
        if (broken && transactions > 2) throw new TableUnavailable(new Error('away'));
        return table.transact(writes);
      },
    });
    const b = bench({ wrap: breaking });
    await receive(b, own('c1', 'p1'));
    // The comment is written; its answer cannot be, so the comment's event is told to come again.
    expect(await receive(b, comment)).toEqual(['failed']);
    expect(await texts(b)).toEqual(['a question']);
    broken = false;
    expect(await receive(b, comment)).toEqual(['duplicate']);
    expect([await texts(b), waiting(b)]).toEqual([['a question', 'own c1'], 0]);
  });

  it.each([1, 2, 3, 4, 5, 6])('of an answer of an answer is not lost either, when the hub dies after transaction %i', async (last) => {
    let left = Number.POSITIVE_INFINITY;
    const breaking = (table: Table): Table => ({
      ...table,
      transact: async (writes) => {
        if (left <= 0) throw new TableUnavailable(new Error('away'));
        left -= 1;
        return table.transact(writes);
      },
    });
    const b = bench({ wrap: breaking });
    await receive(b, own('c3', 'c2', 12));
    await receive(b, own('c2', 'c1', 11));
    await receive(b, own('c1', 'p1', 10));
    left = last;
    await receive(b, comment);
    left = Number.POSITIVE_INFINITY;
    await receive(b, comment);
    expect([await texts(b), heads(b), waiting(b)]).toEqual([['a question', 'own c1', 'own c2', 'own c3'], 1, 0]);
  });

  it('of an answer of an answer that the table refuses for good is tried a few times only', async () => {
    let transactions = 0;
    const refusing = (table: Table): Table => ({
      ...table,
      transact: async (writes) => {
        transactions += 1;
        if (writes.some((write) => write.op === 'put' && write.item['text'] === 'own c2')) throw new TableRejected('refused');
        return table.transact(writes);
      },
    });
    const b = bench({ wrap: refusing });
    await receive(b, own('c2', 'c1', 11));
    await receive(b, own('c1', 'p1', 10));
    transactions = 0;
    await receive(b, comment);
    expect(await texts(b)).toEqual(['a question', 'own c1']);
    expect(transactions).toBeLessThan(12);
  });

  it('that claims to be answered by what it answers wakes it, and both come to rest', async () => {
    const b = bench();
    await receive(b, own('c1', 'c2', 10), own('c2', 'c1', 11));
    await receive(b, own('c1', 'p1', 20, { verb: 'edited', version: 'e', text: 'better' }));
    await receive(b, comment);
    await receive(b, own('c1', 'p1', 20, { verb: 'edited', version: 'e2', text: 'best' }));
    expect((await texts(b)).length).toBeLessThanOrEqual(3);
    expect(new Set(await texts(b)).size).toBe((await texts(b)).length);
  });

  it('that is too long to wait is refused, and holds nobody', async () => {
    const b = bench();
    const received = await applyBatch(b.deps, [own('c1', 'p1', 10, { text: 'x'.repeat(400_000) }), comment]);
    expect(received).toMatchObject([{ ok: false, permanent: true }, { ok: true }]);
  });

  it('in any order, in any batches and with any losses, each message is stored once, in one thread', async () => {
    const events = [
      comment,
      own('c1', 'p1', 2),
      own('c2', 'c1', 3),
      own('c3', 'p1', 4),
      about('c3', 'hidden', 5),
      own('c1', 'p1', 6, { verb: 'edited', version: 'e', text: 'better' }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(fc.constantFrom(...events), { maxLength: 4 })
          .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length })),
        fc.integer({ min: 1, max: 10 }),
        fc.boolean(),
        fc.integer(),
        async (order, size, lossy, seed) => {
          const b = bench({ seed, ...(lossy ? { wrap: (table) => faultyTable(table, seeded(seed)) } : {}) });
          // Two consumers: partitions of a topic have no order between them.
          const lanes = [order.filter((_, index) => index % 2 === 0), order.filter((_, index) => index % 2 === 1)];
          await Promise.all(
            lanes.map(async (lane) => {
              for (let queue = [...lane], tries = 0; queue.length > 0; tries += 1) {
                if (tries > 100) throw new Error('never received');
                const batch = queue.slice(0, size);
                const received = await applyBatch(b.deps, batch);
                queue = [...batch.filter((_, index) => !received[index]?.ok), ...queue.slice(size)];
              }
            }),
          );
          const found = await shown(b);
          expect(found.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
          expect(new Set(found.map(({ text }) => text))).toEqual(new Set(['a question', 'better', 'own c2', 'own c3']));
          const of = (text: string) => found.find((message) => message.text === text);
          expect([of('better')?.inReplyTo, of('own c2')?.inReplyTo, of('own c3')?.hidden]).toEqual([of('a question')?.number, of('better')?.number, true]);
          expect([heads(b), waiting(b)]).toEqual([1, 0]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a message that answers one which is not here yet', () => {
  const answer = (id: string, answered: string) => inbound('ann', id, { content: { inReplyTo: answered } });

  it('knows its number as soon as it comes', async () => {
    const b = bench();
    await receive(b, answer('m2', 'm1'), answer('m3', 'm1'));
    expect((await shown(b)).map(({ inReplyTo }) => inReplyTo)).toEqual([null, null]);
    await receive(b, inbound('ann', 'm1'));
    expect((await shown(b)).map(({ inReplyTo }) => inReplyTo)).toEqual([3, 3, null]);
    expect(await receive(b, answer('m4', 'm1'))).toEqual(['applied']);
    expect((await shown(b)).at(-1)?.inReplyTo).toBe(3);
  });

  it('also by mail, where the identity of a message has two parts', async () => {
    const b = bench();
    await receive(b, inbound('ann', '<2@x>', { version: 'h2', content: { inReplyTo: '<1@x>' } }));
    await receive(b, inbound('ann', '<1@x>', { version: 'h1' }), inbound('ann', '<1@x>', { version: 'h3' }));
    expect((await shown(b)).map(({ inReplyTo }) => inReplyTo)).toEqual([2, null, null]);
  });

  it('of another thread it never is', async () => {
    const b = bench();
    await receive(b, answer('m2', 'b1'));
    await receive(b, inbound('bob', 'b1'));
    expect((await shown(b)).map(({ inReplyTo }) => inReplyTo)).toEqual([null]);
  });

  it('of very many a few are linked, and no more is written than that', async () => {
    const b = bench();
    await receive(b, ...Array.from({ length: 30 }, (_, index) => answer(`a${index}`, 'm1')));
    await receive(b, inbound('ann', 'm1'));
    expect((await shown(b)).filter(({ inReplyTo }) => inReplyTo === 31)).toHaveLength(10);
  });
});
