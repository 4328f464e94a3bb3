import { expect, test } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { type Change, documentsOf, isSearched, newestOnly } from '../../../domain/search/documents.ts';
import { indexChanges } from '../../../domain/search/index-changes.ts';
import type { SearchWrite } from '../../../domain/search/port.ts';
import { TableRejected, TableUnavailable } from '../../../domain/table/port.ts';
import { memoryBodies } from '../support/messages/memory-bodies.ts';
import { closedOf, headOf, messageItem, TENANT, threadOf, ticketOf } from './threads.ts';

const thread = threadOf(1);
const message = (given: Parameters<typeof messageItem>[2] = {}, number = 1) => messageItem(thread, number, given);
const textOf = (change: Change) => documentsOf(change).map((write) => ('message' in write ? write.message.text : 'a ticket'));

test('a head with a ticket is its document, under the ticket’s revision', () => {
  const ticket = ticketOf(1, { revision: 7, queueIds: ['q'], tags: ['vip'], topic: 'Returns', owner: { agentId: 'g', teamId: 't' } });
  expect(documentsOf({ after: headOf(ticket, 9) })).toEqual([
    {
      ticket: {
        tenantId: TENANT,
        ticketId: ticket.id,
        version: 7,
        fields: {
          sequence: 1,
          status: 'created',
          priority: 'normal',
          originId: 'o1',
          channel: 'whatsapp',
          authorId: 'c1',
          authorName: 'Customer 1',
          authorHandle: null,
          agentId: 'g',
          teamId: 't',
          queueIds: ['q'],
          tags: ['vip'],
          topic: 'Returns',
          sentiment: null,
          language: null,
          createdAt: ticket.createdAt,
          updatedAt: ticket.updatedAt,
          waitingSince: ticket.waitingSince,
        },
      },
    },
  ]);
});

test('a closed ticket goes on being found from its own item', () => {
  expect(documentsOf({ after: closedOf(ticketOf(1, { revision: 3 })) })).toMatchObject([{ ticket: { version: 3, fields: { status: 'closed' } } }]);
});

const ticket = ticketOf(1, { revision: 4 });
const { ticket: _none, ...emptyHead } = headOf(ticket);
test.each<[string, Change]>([
  ['a head without a ticket', { after: emptyHead }],
  ['a head that moved without its ticket', { before: headOf(ticket, 4), after: headOf(ticket, 5) }],
  ['a deleted item', { before: headOf(ticket) }],
  ['an amendment', { after: { ...message(), sk: 'A#0000000001' } }],
  ['another partition', { after: { pk: `T#${TENANT}`, sk: 'HEAD' } }],
  ['a chat’s log', { after: { ...message(), pk: `T#${TENANT}#CV#c1` } }],
  ['a damaged partition key', { after: { ...message(), pk: `X#${TENANT}#TH#${thread}` } }],
  ['a message of no ticket', { after: message({ ticketId: null }) }],
  ['nothing', {}],
])('%s means nothing to search', (_, change) => {
  expect(documentsOf(change)).toEqual([]);
});

test.each<[string, Parameters<typeof messageItem>[2], string | null]>([
  ['a message', { text: 'Hello' }, 'Hello'],
  ['a note', { kind: 'note', text: 'Call back' }, 'Call back'],
  ['a mail with its subject', { subject: 'Order 7', text: 'Where is it?' }, 'Order 7\nWhere is it?'],
  ['a mail with HTML beside its text', { text: 'Where is it', html: '<style>p{}</style><p>Where&nbsp;is <b>it</b></p>' }, 'Where is it'],
  ['a picture', { text: null }, null],
  ['a hidden message', { text: 'rude', hidden: true }, null],
  ['a shadowed message', { text: 'waiting', shadowed: true }, null],
  ['a deleted message', { text: 'gone', deleted: true }, null],
])('the words of %s', (_, given, words) => {
  expect(textOf({ after: message(given) })).toEqual([words]);
});

test('a message that moves to another ticket is taken out of the first', () => {
  const moved = { before: message({ ticketId: `${thread}.1`, revision: 1 }), after: message({ ticketId: `${thread}.5`, revision: 2, text: 'here' }) };
  expect(documentsOf(moved)).toEqual([
    { message: { tenantId: TENANT, ticketId: `${thread}.1`, number: 1, version: 2, text: null } },
    { message: { tenantId: TENANT, ticketId: `${thread}.5`, number: 1, version: 2, text: 'here' } },
  ]);
});

test('only the newest version of a document is written, whatever the order', () => {
  const versions = [2, 5, 3].map((revision) => documentsOf({ after: headOf(ticketOf(1, { revision })) }));
  const other = documentsOf({ after: message() });
  expect(newestOnly([...versions, other, []])).toEqual([
    { write: versions[1]?.[0], indexes: [0, 1, 2] },
    { write: other[0], indexes: [3] },
  ]);
});

test('long bodies are read in one go and only for visible messages', async () => {
  const table = memoryTable();
  await table.write({ op: 'put', item: { pk: message().pk, sk: 'B#0000000002', text: 'the whole long text', html: null } });
  const reads: number[] = [];
  const written: SearchWrite[][] = [];
  const deps = {
    table: { get: (keys: Parameters<typeof table.get>[0]) => (reads.push(keys.length), table.get(keys)) },
    search: { bulk: async (writes: readonly SearchWrite[]) => (written.push([...writes]), []) },
    bodies: memoryBodies(),
  };
  const changes = [
    { after: message({ text: 'short' }) },
    { after: message({ text: 'the beginning', aside: true }, 2) },
    { after: message({ text: 'the beginning', aside: true, hidden: true }, 3) },
    { after: message({ text: 'its body is gone', aside: true }, 4) },
  ];
  expect(await indexChanges(deps, changes)).toEqual([]);
  expect(reads).toEqual([2]);
  expect(written[0]?.map((write) => 'message' in write && write.message.text)).toEqual(['short', 'the whole long text', null, 'its body is gone']);
});

test('changes that mean nothing ask no engine, and refused documents are told by their changes', async () => {
  let asked = 0;
  const search = { bulk: async () => (asked++, [{ index: 0, permanent: false, reason: '429' }]) };
  const deps = { table: memoryTable(), search, bodies: memoryBodies() };
  expect(await indexChanges(deps, [{}, { after: emptyHead }])).toEqual([]);
  expect(asked).toBe(0);
  expect(
    await indexChanges(deps, [{}, { after: headOf(ticketOf(1, { revision: 1 })) }, { after: message() }, { after: headOf(ticketOf(1, { revision: 2 })) }]),
  ).toMatchObject([
    { index: 1, permanent: false, reason: '429' },
    { index: 3, permanent: false },
  ]);
});

test('a change that cannot be made a document, or whose body cannot be read, is told for good and keeps no other back', async () => {
  const written: SearchWrite[] = [];
  const search = { bulk: async (writes: readonly SearchWrite[]) => (written.push(...writes), []) };
  const odd = { ...message({ text: 'beginning', aside: true }, 2), pk: `T#${TENANT}#TH#${'x'.repeat(3_000)}` };
  const changes = [{ after: message({ text: 'one' }) }, { after: odd }, { after: message({ text: 'beginning', aside: true }, 3) }];
  expect(await indexChanges({ table: memoryTable(), search, bodies: memoryBodies() }, changes)).toMatchObject([
    { index: 1, permanent: true, reason: expect.stringContaining('TableRejected') as unknown },
  ]);
  expect(written).toHaveLength(2);
});

test('a table that cannot be reached fails the whole batch, which comes again', async () => {
  const written: SearchWrite[] = [];
  const search = { bulk: async (writes: readonly SearchWrite[]) => (written.push(...writes), []) };
  const table = { get: async () => Promise.reject(new TableUnavailable(new Error('away'))) };
  for (const changes of [[{ after: message({ aside: true }) }], [{}, { after: message({ aside: true }) }, { after: message({ aside: true }, 2) }]])
    await expect(indexChanges({ table, search, bodies: memoryBodies() }, changes)).rejects.toBeInstanceOf(TableUnavailable);
  expect(written).toEqual([]);
});

test('of changes around the one whose body cannot be read, those without a body are written', async () => {
  const written: SearchWrite[] = [];
  const search = { bulk: async (writes: readonly SearchWrite[]) => (written.push(...writes), []) };
  const table = { get: async () => Promise.reject(new TableRejected('no such key')) };
  const changes = [{ after: message({ text: 'one' }) }, { after: message({ aside: true }, 2) }, { after: message({ text: 'three' }, 3) }];
  expect(await indexChanges({ table, search, bodies: memoryBodies() }, changes)).toMatchObject([{ index: 1, permanent: true }]);
  expect(written.map((write) => 'message' in write && write.message.text)).toEqual(['one', 'three']);
});

test('bodies of megabytes are indexed a few at a time, all of them', async () => {
  const table = memoryTable();
  const bodies = memoryBodies();
  const bulks: string[][] = [];
  const search = {
    bulk: async (writes: readonly SearchWrite[]) => (bulks.push(writes.flatMap((write) => ('message' in write ? [write.message.text ?? 'none'] : []))), []),
  };
  const numbers = [1, 2, 3, 4, 5];
  for (const number of numbers) {
    await bodies.put(`o${number}`, Buffer.from(JSON.stringify({ text: `whole ${number}`, html: null })), 'application/json');
    await table.write({ op: 'put', item: { pk: message().pk, sk: `B#000000000${number}`, object: `o${number}`, bytes: 7_000_000 } });
  }
  expect(
    await indexChanges(
      { table, search, bodies },
      numbers.map((number) => ({ after: message({ aside: true }, number) })),
    ),
  ).toEqual([]);
  expect(bulks).toEqual([['whole 1', 'whole 2'], ['whole 3', 'whole 4'], ['whole 5']]);
});

test('the key alone shows whether an item is searched', () => {
  expect(isSearched({ pk: `T#${TENANT}#TH#${thread}`, sk: 'HEAD' })).toBe(true);
  expect(isSearched({ pk: `T#${TENANT}#TH#${thread}`, sk: 'Q#0000000001' })).toBe(false);
  expect(isSearched({ pk: 'DIR#slug#x', sk: 'HEAD' })).toBe(false);
  expect(isSearched({ pk: `T#${TENANT}#CV#c.one`, sk: 'M#0000000001' })).toBe(true);
  expect(isSearched({ pk: `T#${TENANT}#CV#c.one`, sk: 'META' })).toBe(false);
});

test('a message of a chat is found by its conversation; a deleted one has no words', () => {
  const said = { pk: `T#${TENANT}#CV#c.one`, sk: 'M#0000000002', number: 2, revision: 7, text: 'hello', author: { type: 'user', id: 'ann' } };
  const document = { tenantId: TENANT, ticketId: 'c.one', number: 2, version: 7, text: 'hello' };
  expect(documentsOf({ after: said })).toEqual([{ message: document }]);
  const { text: _gone, ...deleted } = { ...said, deleted: true, revision: 8 };
  expect(documentsOf({ before: said, after: deleted })).toEqual([{ message: { ...document, version: 8, text: null } }]);
  expect(documentsOf({ before: said })).toEqual([]);
  for (const id of ['g.1', 'd.1']) expect(documentsOf({ after: { ...said, pk: `T#${TENANT}#CV#${id}` } })).toEqual([]);
});
