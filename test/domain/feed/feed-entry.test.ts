import { expect, test } from 'vitest';
import { feedEntriesOf, packFeed, queueEntry, unpackFeed } from '../../../domain/feed/feed-entry.ts';
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

test('what is not to be seen any more leaves no text in the feed', () => {
  for (const gone of [{ hidden: true }, { deleted: true }]) {
    expect(feedEntriesOf(message(), message(gone))).toMatchObject([{ message: { body: null, aside: false, ...gone } }]);
  }
  expect(feedEntriesOf(undefined, message({ aside: true }))).toMatchObject([{ message: { body: 'text 3', aside: true } }]);
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
