import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUEUE_ENTRY_BYTES } from '../../../domain/limits.ts';
import { type FeedEntry, feedEntriesOf, isFeedEntry, packFeed, queueEntry, unpackFeed } from '../../../domain/realtime/feed-entry.ts';
import { closedOf, headOf, messageItem, TENANT, threadOf, ticketOf } from '../search/threads.ts';

const thread = threadOf(1);
const message = (given: Parameters<typeof messageItem>[2] = {}) => messageItem(thread, 3, given);
const kinds = (before: Parameters<typeof feedEntriesOf>[0], after: Parameters<typeof feedEntriesOf>[1]) => feedEntriesOf(before, after).map(({ kind }) => kind);

test('a ticket that changed is told, active or closed', () => {
  const ticket = ticketOf(1, { revision: 2 });
  expect(feedEntriesOf(headOf(ticketOf(1)), headOf(ticket))).toEqual([{ kind: 'ticket', tenantId: TENANT, ticket }]);
  expect(feedEntriesOf(undefined, closedOf(ticket))).toMatchObject([{ kind: 'ticket', ticket: { status: 'closed' } }]);
});

const { ticket: _none, ...emptyHead } = headOf(ticketOf(1));
test.each<[string, Parameters<typeof feedEntriesOf>, string[]]>([
  ['a head that moved without its ticket', [headOf(ticketOf(1), 1), headOf(ticketOf(1), 2)], []],
  ['a head whose ticket left it', [headOf(ticketOf(1)), emptyHead], []],
  ['a new message', [undefined, message()], ['message']],
  ['a new note', [undefined, message({ kind: 'note' })], ['message']],
  ['an edited message', [message(), message({ text: 'other', revision: 9 })], ['amended']],
  ['a hidden message', [message(), message({ hidden: true })], ['amended']],
  ['a message that is shown again', [message({ hidden: true }), message()], ['amended']],
  ['a tombstone', [message(), message({ deleted: true })], ['amended']],
  ['a message born deleted', [undefined, message({ deleted: true })], []],
  ['a message born hidden', [undefined, message({ hidden: true })], []],
  ['a shadowed message', [undefined, message({ shadowed: true, ticketId: null })], []],
  ['an amended shadowed message', [message({ shadowed: true }), message({ shadowed: true, text: 'x' })], []],
  ['a revealed message', [message({ shadowed: true, ticketId: null }), message()], ['message']],
  ['a message of no ticket', [undefined, message({ ticketId: null })], []],
  ['an amendment’s own entry', [undefined, { ...message(), sk: 'A#0000000001' }], []],
  ['something deleted', [message(), undefined], []],
  ['another partition', [undefined, { pk: `T#${TENANT}`, sk: 'HEAD' }], []],
])('%s', (_, [before, after], expected) => {
  expect(kinds(before, after)).toEqual(expected);
});

test('a message that may no longer be seen leaves no text in the feed', () => {
  for (const gone of [{ hidden: true }, { deleted: true }]) {
    expect(feedEntriesOf(message(), message(gone))).toMatchObject([{ message: { body: null, aside: false, ...gone } }]);
  }
  expect(feedEntriesOf(undefined, message({ aside: true }))).toMatchObject([{ message: { body: 'text 3', aside: true } }]);
});

test('reactions are told of a message that has or had any, unless they are too many for a frame', () => {
  const told = (given: Parameters<typeof message>[0]) => feedEntriesOf(message(), message({ revision: 9, ...given }))[0];
  expect(told({ reactions: { ann: '👍' } })).toMatchObject({ message: { reactions: { ann: '👍' } } });
  for (const given of [{ reactedAt: { ann: '2026-11-30T10:00:00.000Z' } }, { reacted: { by: 'eve', emoji: null } }])
    expect(told(given)).toMatchObject({ message: { reactions: {} } });
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`person-${n}`, '👍']));
  for (const given of [{}, { reactions: many }, { reactions: { ann: '👍' }, deleted: true }]) expect(told(given)).not.toHaveProperty('message.reactions');
});

test('batches for the queue keep order, stay within its size and read back the same', () => {
  const entries = Array.from({ length: 60 }, (_, n) => feedEntriesOf(undefined, messageItem(thread, n + 1, { text: '€'.repeat(5_000) }))).flat();
  entries.push(queueEntry(TENANT, 'q'));
  const bodies = packFeed(entries);
  expect(bodies.length).toBeGreaterThan(2);
  for (const body of bodies) expect(Buffer.byteLength(body)).toBeLessThan(256_000);
  expect(bodies.flatMap(unpackFeed)).toEqual(entries);
  expect(packFeed([])).toEqual([]);
  expect(() => unpackFeed('{}')).toThrow(SyntaxError);
  expect(() => unpackFeed('nonsense')).toThrow(SyntaxError);
});

const bytes = (text: string): number => Buffer.byteLength(text);
/** What SQS takes, by its documentation. */
const SQS = /^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const texts = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u0001', '日', '👩‍👩‍👧', '"', '\uffff', 'x'))
  .chain((unit) => fc.integer({ min: 0, max: 60_000 }).map((n) => unit.repeat(Math.ceil(n / (unit.length || 1)))));

test('every packed body fits into the queue and is read back as the same entries, in order', () => {
  const entry = fc.record({ isTicket: fc.boolean(), n: fc.integer({ min: 1, max: 99 }), text: texts, fields: fc.integer({ min: 0, max: 50 }) }).map(
    ({ isTicket, n, text, fields }): FeedEntry =>
      isTicket
        ? {
            kind: 'ticket',
            tenantId: TENANT,
            ticket: ticketOf(n, { customFields: Object.fromEntries(Array.from({ length: fields }, (_, k) => [`f${k}`, text.slice(0, 1000)])) }),
          }
        : (feedEntriesOf(undefined, messageItem(threadOf(n), n, { text }))[0] as FeedEntry),
  );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
      const bodies = packFeed(entries);
      for (const body of bodies) {
        expect(bytes(body)).toBeLessThanOrEqual(QUEUE_ENTRY_BYTES);
        expect(SQS.test(body)).toBe(true);
      }
      const back = bodies.flatMap(unpackFeed);
      expect(back.every(isFeedEntry)).toBe(true);
      const idOf = (one: FeedEntry): unknown =>
        one.kind === 'ticket' ? one.ticket.id : one.kind === 'ticketRef' ? one.ticketId : one.kind === 'message' ? `${one.message.threadId}.1` : one;
      expect(back.map(idOf)).toEqual(entries.map(idOf));
    }),
    { numRuns: 60 },
  );
});

test('a ticket with fifty fields of a thousand control characters is named, and its neighbour comes whole', () => {
  const customFields = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, '\u0001'.repeat(1000)]));
  const long = ticketOf(1, { customFields });
  const [body] = packFeed([
    { kind: 'ticket', tenantId: TENANT, ticket: long },
    { kind: 'ticket', tenantId: TENANT, ticket: ticketOf(2) },
  ]);
  expect(unpackFeed(body ?? '')).toEqual([
    { kind: 'ticketRef', tenantId: TENANT, ticketId: long.id },
    { kind: 'ticket', tenantId: TENANT, ticket: ticketOf(2) },
  ]);
});

test('a message that no frame could show whole is packed with what a frame may show', () => {
  const error = 'e'.repeat(90_000);
  const [entry] = feedEntriesOf(undefined, messageItem(threadOf(1), 1, { text: '日'.repeat(60_000), delivery: { state: 'failed', error } as never }));
  const [packed] = packFeed([entry as FeedEntry]).flatMap(unpackFeed);
  expect(packed).toMatchObject({ kind: 'message', message: { body: '日'.repeat(20_000), aside: true, delivery: { state: 'failed', error: null } } });
});
