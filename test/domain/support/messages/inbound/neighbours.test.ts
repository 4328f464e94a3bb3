import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../../../../domain/edge-errors.ts';
import { applyBatch } from '../../../../../domain/support/messages/inbound/apply-batch.ts';
import { applyWithRetries, TRIES } from '../../../../../domain/support/messages/inbound/apply-with-retries.ts';
import type { EventOutcome } from '../../../../../domain/support/messages/inbound/batch.ts';
import type { InboundEvent } from '../../../../../domain/support/messages/inbound/inbound-event.ts';
import { listThreadMessages } from '../../../../../domain/support/messages/list-messages.ts';
import { threadIdOf } from '../../../../../domain/support/threads/thread-id.ts';
import { type Key, type Table, TableUnavailable } from '../../../../../domain/table/port.ts';
import { type Bench, bench, inbound, ORIGIN, plainPolicy, TENANT } from './events.ts';

const textsOf = async (b: Bench, author: string, tenantId = TENANT) =>
  (await listThreadMessages(b.table, tenantId, threadIdOf(ORIGIN, author), { after: 0, limit: 100 })).messages.map(({ text }) => text);
const brief = (received: readonly EventOutcome[]): string[] =>
  received.map((one) => (one.ok ? one.effect : one.permanent ? 'never' : one.behind === undefined ? 'later' : `behind ${one.behind}`));
/** The same event of somebody else. */
const of = (change: Partial<InboundEvent>, event: InboundEvent): InboundEvent => ({ ...event, ...change });
const about = (id: string, change: Parameters<typeof inbound>[2] = {}) =>
  inbound('?', id, { threadKey: null, author: null, verb: 'edited', version: '1', text: `${id} edited`, ...change });

describe('24 good messages around one that the table refuses', () => {
  it.each([
    ['half a surrogate pair', { text: 'half \ud83d' }],
    // Bodies go to the object store; a name of this size gets past the entry points only when a record is written to the topic directly.
    ['more than an item holds', { author: { id: 'author-12', name: 'x'.repeat(450_000), handle: null } }],
  ])('(%s): the 24 are there, the one is to go to the dead letter with its reason', async (_what, poison) => {
    const b = bench();
    const events = Array.from({ length: 25 }, (_, n) => inbound(`author-${n}`, `m${n}`, n === 12 ? poison : {}));
    const received = await applyBatch(b.deps, events);
    expect(brief(received)).toEqual(events.map((_, n) => (n === 12 ? 'never' : 'applied')));
    expect(received[12]).toMatchObject({ error: { name: 'TableRejected', message: expect.stringMatching(/well-formed|409600|bytes/) as unknown } });
    for (let n = 0; n < 25; n += 1) expect(await textsOf(b, `author-${n}`)).toEqual(n === 12 ? [] : [`text m${n}`]);
  });

  it('stops nothing of its own conversation either', async () => {
    const b = bench();
    const received = await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2', { text: '\udc00' }), inbound('ann', 'm3')]);
    expect(brief(received)).toEqual(['applied', 'never', 'applied']);
    expect(await textsOf(b, 'ann')).toEqual(['text m1', 'text m3']);
  });
});

it('two tenants at one instant, 80 each, poison in the one: all of the other and all good of the first are there', async () => {
  const b = bench();
  await b.table.write({ op: 'put', item: { pk: 'T#other', sk: 'TENANT', generation: 1 } });
  const events = Array.from({ length: 80 }, (_, n) => [
    inbound(`a-${n % 20}`, `a${n}`, n % 16 === 0 ? { text: `poison \ud83d` } : {}),
    of({ tenantId: 'other' }, inbound(`b-${n % 20}`, `b${n}`)),
  ]).flat();
  const received: string[] = [];
  for (let start = 0; start < events.length; start += 25) received.push(...brief(await applyBatch(b.deps, events.slice(start, start + 25))));
  const good = events.filter((_, n) => received[n] === 'applied');
  expect([good.length, received.filter((one) => one === 'never').length]).toEqual([155, 5]);
  const shown = async (tenantId: string, prefix: string) =>
    (await Promise.all(Array.from({ length: 20 }, (_, n) => textsOf(b, `${prefix}-${n}`, tenantId)))).flat().length;
  expect([await shown(TENANT, 'a'), await shown('other', 'b')]).toEqual([75, 80]);
});

it('a tenant whose id is no key harms nobody', async () => {
  const b = bench();
  const received = await applyBatch(b.deps, [inbound('ann', 'm1'), of({ tenantId: 'x'.repeat(3_000) }, inbound('eve', 'm2')), inbound('bob', 'm3')]);
  expect(brief(received)).toEqual(['applied', 'never', 'applied']);
});

describe('a read that fails for the moment', () => {
  /** Fails the first read of a key that `fails` names. */
  const flaky = (fails: (key: Key) => boolean) => {
    let left = 1;
    return (table: Table): Table => ({
      ...table,
      get: (keys, options) => {
        if (left > 0 && keys.length === 1 && keys.some(fails)) {
          left -= 1;
          return Promise.reject(new TableUnavailable(new Error('away')));
        }
        return table.get(keys, options);
      },
    });
  };
  const isIdentity = ({ pk }: Key): boolean => pk.includes('#P#');

  it('of a claim check stops the later events of its thread, and no other thread', async () => {
    const b = bench();
    b.deps = { ...b.deps, content: () => Promise.reject(new Unavailable('the object store does not answer')) };
    const aside = of({ contentRef: 'T/acme/in/1' }, inbound('ann', 'm1', { content: null }));
    const received = await applyBatch(b.deps, [aside, inbound('ann', 'm2'), inbound('bob', 'm3'), inbound('ann', 'm4')]);
    expect(brief(received)).toEqual(['later', 'behind 0', 'applied', 'behind 0']);
    expect([await textsOf(b, 'ann'), await textsOf(b, 'bob')]).toEqual([[], ['text m3']]);
  });

  it('of a thread that is not known yet stops everything later of its origin, because it may be of that thread, and no other origin', async () => {
    const b = bench({ wrap: flaky(isIdentity) });
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    const batch = [inbound('bob', 'm0'), about('m1'), inbound('ann', 'm2'), of({ originId: 'o2' }, inbound('ann', 'm3')), about('m1', { version: '2' })];
    expect(brief(await applyBatch(b.deps, batch))).toEqual(['applied', 'later', 'behind 1', 'applied', 'behind 1']);
    expect(await textsOf(b, 'ann')).toEqual(['text m1']);
    expect(brief(await applyBatch(b.deps, [batch[1], batch[2], batch[4]] as InboundEvent[]))).toEqual(['applied', 'applied', 'applied']);
    expect(await textsOf(b, 'ann')).toEqual(['m1 edited', 'text m2']);
  });

  it('is not needed for news of a message of the same batch: both are of one conversation, in order', async () => {
    const b = bench({ wrap: flaky(isIdentity) });
    const received = await applyBatch(b.deps, [inbound('ann', 'm1'), about('m1'), inbound('ann', 'm2')]);
    expect(brief(received)).toEqual(['applied', 'applied', 'applied']);
    expect(await textsOf(b, 'ann')).toEqual(['m1 edited', 'text m2']);
  });

  it('of content that is gone for good stops nothing', async () => {
    const b = bench();
    const gone = of({ contentRef: 'T/acme/in/1' }, inbound('ann', 'm1', { content: null }));
    expect(brief(await applyBatch(b.deps, [gone, inbound('ann', 'm2')]))).toEqual(['never', 'applied']);
  });
});

describe('an event whose handling throws', () => {
  const throwing = (tries: { count: number }, error: () => Error) =>
    plainPolicy({
      enrich: (_, message) => {
        if (message.text !== 'text m2') return [];
        tries.count += 1;
        throw error();
      },
    });

  it(`is tried ${TRIES} times and then given up alone: what is behind it in its conversation goes on`, async () => {
    const tries = { count: 0 };
    const b = bench({ policy: throwing(tries, () => new TypeError('defect')) });
    const received = await applyWithRetries(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2'), inbound('ann', 'm3'), inbound('bob', 'm4')]);
    expect(brief(received)).toEqual(['applied', 'never', 'applied', 'applied']);
    expect(received[1]).toMatchObject({ error: { message: 'defect' } });
    // Each time with what is behind it, and then alone.
    expect(tries.count).toBe(2 * TRIES);
    expect(await textsOf(b, 'ann')).toEqual(['text m1', 'text m3']);
  });

  it('for an outage waits with what is behind it, for the source to try again', async () => {
    const b = bench({ policy: throwing({ count: 0 }, () => new TableUnavailable(new Error('away'))) });
    const received = await applyWithRetries(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2'), inbound('ann', 'm3'), inbound('bob', 'm4')]);
    expect(brief(received)).toEqual(['applied', 'later', 'behind 1', 'applied']);
  });

  it('several of them, in several conversations, are each given up alone', async () => {
    const b = bench({
      policy: plainPolicy({
        enrich: (_, message) => {
          if (message.text?.startsWith('bad')) throw new TypeError('defect');
          return [];
        },
      }),
    });
    const events = Array.from({ length: 12 }, (_, n) => inbound(`a${n % 3}`, `m${n}`, { text: n % 4 === 1 ? `bad ${n}` : `good ${n}` }));
    expect(brief(await applyWithRetries(b.deps, events))).toEqual(events.map((_, n) => (n % 4 === 1 ? 'never' : 'applied')));
    expect(await textsOf(b, 'a0')).toEqual(['good 0', 'good 3', 'good 6']);
  });
});
