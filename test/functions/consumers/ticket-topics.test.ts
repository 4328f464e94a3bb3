import type { Context, MSKEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MemoryTable } from '../../../adapters/table/memory.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({ table: undefined as unknown, letters: [] as { body: string }[], objects: new Map<string, Uint8Array>() }));
vi.hoisted(() => {
  const environment = { TABLE_NAME: 't', OBJECTS_BUCKET: 'b', DEAD_LETTER_QUEUE_URL: 'https://sqs/dead', AWS_REGION: 'eu-central-1', MAX_RETRIES: '1' };
  Object.assign(process.env, environment, { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO' });
});
vi.mock('../../../adapters/objects/s3.ts', () => ({ openObjects: () => ({ put: async (key: string, body: Uint8Array) => void hub.objects.set(key, body) }) }));
vi.mock('../../../adapters/queues/sqs.ts', () => ({
  openQueues: () => ({ send: async (_: string, letters: { body: string }[]) => void hub.letters.push(...letters) }),
}));
vi.mock('../../../adapters/table/dynamodb.ts', async () => {
  const { memoryTable } = await import('../../../adapters/table/memory.ts');
  hub.table = memoryTable();
  return { openTable: () => hub.table };
});
const tickets = await import('../../../functions/consumers/tickets.ts');
const metadata = await import('../../../functions/consumers/metadata-actions.ts');
const ai = await import('../../../functions/consumers/ai-messages.ts');
const { inbound, ORIGIN, TENANT, bench } = await import('../../domain/support/inbound/events.ts');
const { applyBatch } = await import('../../../domain/support/inbound/apply-batch.ts');
const { threadIdOf } = await import('../../../domain/support/threads/thread-id.ts');
const { loadTicket } = await import('../../../domain/support/tickets/store.ts');

const table = hub.table as MemoryTable;
const { deps } = bench();
await table.write({ op: 'put', item: { pk: `T#${TENANT}`, sk: 'TENANT', generation: 0 } });
await table.write({ op: 'put', item: { pk: `T#${TENANT}`, sk: `ORIGIN#${ORIGIN}`, id: ORIGIN, name: 'Shop', channel: 'whatsapp', state: 'enabled' } });
const ticketOf = (author: string): string => `${threadIdOf(ORIGIN, author)}.1`;
const open = (author: string, more: object = {}) => applyBatch({ ...deps, table, sequences: { next: async () => 1 } }, [inbound(author, `m-${author}`, more)]);

let lines: Record<string, unknown>[];
let offset = 0;
const base64 = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const envelope = (id: string, type: string, data: object, more: object = {}) => ({
  tenantId: TENANT,
  id,
  type,
  version: 1,
  occurredAt: '2026-11-28T10:00:00Z',
  data,
  ...more,
});
const consume = (handler: typeof tickets.handler, ...values: readonly unknown[]) => {
  const records = values.map((value) => ({ offset: (offset += 1), timestamp: 1_700_000_000_000 + offset, value: base64(value), headers: [] }));
  return handler({ records: { 'tickets-0': records } } as unknown as MSKEvent, { awsRequestId: 'r' } as Context);
};
const listed = (topic: string) => table.all().filter(({ pk }) => pk === `T#${TENANT}#DL#${topic}`);
const NOTHING = { batchItemFailures: [] };

beforeEach(() => {
  hub.letters = [];
  lines = written();
});
afterEach(() => vi.restoreAllMocks());

describe('the topic tickets', () => {
  test('applies what can be applied; what cannot is a dead letter with its reason, listed to its tenant, and its neighbours go on', async () => {
    await open('ann');
    const ticketId = ticketOf('ann');
    const answer = await consume(
      tickets.handler,
      envelope('a1', 'ticket.set', { ticketId, priority: 'high' }),
      'no json',
      envelope('a2', 'ticket.frobnicate', { ticketId }),
      envelope('a3', 'ticket.set', { ticketId }, { version: 7 }),
      envelope('a4', 'ticket.set', { ticketId, status: 'gone', colour: 'red' }),
      envelope('a5', 'ticket.set', { ticketId: 'nobody', priority: 'low' }),
      envelope('a6', 'ticket.set', { ticketId, priority: 'low' }, { tenantId: 'a#b' }),
      envelope('a7', 'ticket.set', { ticketId }, { occurredAt: 'yesterday' }),
      envelope('a1', 'ticket.set', { ticketId, priority: 'low' }),
      envelope('a8', 'ticket.set', { ticketId, status: 'created' }),
      envelope('a9', 'ticket.tag', { ticketId, add: ['last'] }),
    );
    expect(answer).toEqual(NOTHING);
    expect(await loadTicket(table, TENANT, ticketId)).toMatchObject({ priority: 'high', tags: ['last'], status: 'created' });
    expect(countsIn(lines)).toEqual({ EventsApplied: 2, DoublesDropped: 1, EventsRefused: 1, DeadLetters: 7 });
    expect(hub.letters.map(({ body }) => (JSON.parse(body) as { reason: string }).reason)).toEqual([
      'invalid event: the record is not JSON',
      'invalid event: The topic tickets has no event "ticket.frobnicate".',
      'invalid event: There is no version 7 of ticket.set.',
      'invalid event: The data of ticket.set are not valid: status must be one of created, working, pending, followup, solved, closed; colour unknown field.',
      expect.stringMatching(/^invalid event: no envelope: tenantId /),
      expect.stringMatching(/^invalid event: no envelope: occurredAt must be a time/),
      'not_found: No such ticket.',
    ]);
    expect(listed('tickets').map(({ eventId, topic }) => [eventId, topic])).toEqual(['a2', 'a3', 'a4', 'a5', 'a7'].map((id) => [id, 'tickets']));
  });

  test('an outage is tried again, and the later events of the same ticket with it', async () => {
    await open('bob');
    await open('cy');
    const real = table.transact.bind(table);
    const down = vi.spyOn(table, 'transact').mockImplementation(async (writes) => {
      if (JSON.stringify(writes).includes(threadIdOf(ORIGIN, 'bob'))) throw new TableUnavailable(new Error('down'));
      return real(writes);
    });
    const events = [
      envelope('b1', 'ticket.set', { ticketId: ticketOf('bob'), topic: 'one' }),
      envelope('b2', 'ticket.set', { ticketId: ticketOf('cy'), topic: 'two' }),
      envelope('b3', 'ticket.set', { ticketId: ticketOf('bob'), topic: 'three' }),
    ];
    const answer = await consume(tickets.handler, ...events);
    expect(answer.batchItemFailures).toMatchObject([{ itemIdentifier: { partition: 'tickets-0', offset: offset - 2 } }, { itemIdentifier: { offset } }]);
    down.mockRestore();
    expect(await consume(tickets.handler, events[0], events[2])).toEqual(NOTHING);
    expect(await loadTicket(table, TENANT, ticketOf('bob'))).toMatchObject({ topic: 'three' });
    expect(await loadTicket(table, TENANT, ticketOf('cy'))).toMatchObject({ topic: 'two' });
  });

  test('a letter that its tenant cannot be shown is tried again with its record', async () => {
    vi.spyOn(table, 'write').mockRejectedValue(new TableUnavailable(new Error('down')));
    expect((await consume(tickets.handler, envelope('c1', 'ticket.set', { ticketId: 'nobody' }))).batchItemFailures).toHaveLength(1);
    expect(hub.letters).toEqual([]);
  });

  test('a record that is given up twice is listed once', async () => {
    const before = listed('tickets').length;
    const lost = envelope('d1', 'ticket.set', { ticketId: 'nobody' });
    await consume(tickets.handler, lost);
    offset -= 1;
    await consume(tickets.handler, lost);
    expect(listed('tickets')).toHaveLength(before + 1);
  });

  test('a long record lies aside, and its row names it', async () => {
    await consume(tickets.handler, envelope('e1', 'ticket.set', { ticketId: 'nobody', text: 'x'.repeat(200_000) }));
    const row = listed('tickets').find(({ eventId }) => eventId === 'e1');
    expect(row).toMatchObject({ aside: expect.stringMatching(/^T\/acme\/dead\/tickets-/) as unknown });
    expect(String(Buffer.from(hub.objects.get(String(row?.['aside'])) ?? []))).toContain('"e1"');
  });
});

test('the topic metadata_actions has its own events, its own letters and its own counts', async () => {
  await open('dee');
  const ticketId = ticketOf('dee');
  expect(
    await consume(
      metadata.handler,
      envelope('m1', 'metadata.changed', { ticketId, sentiment: 'negative' }),
      envelope('m2', 'ticket.set', { ticketId, priority: 'low' }),
    ),
  ).toEqual(NOTHING);
  expect(await loadTicket(table, TENANT, ticketId)).toMatchObject({ sentiment: 'negative', priority: 'normal' });
  expect(countsIn(lines)).toEqual({ EventsApplied: 1, DeadLetters: 1 });
  expect(lines.find(({ message }) => message === 'batch')).toMatchObject({ service: 'metadata', records: 2, EventsApplied: 1 });
  expect(listed('metadata_actions')).toMatchObject([{ eventId: 'm2', reason: 'invalid event: The topic metadata_actions has no event "ticket.set".' }]);
});

test('the topic ai_messages has its own events, its own letters and its own counts', async () => {
  // The channel lets nobody answer a message of long ago.
  await open('fay', { occurredAt: new Date().toISOString() });
  const ticketId = ticketOf('fay');
  const said = { ticketId, text: 'Hello', model: 'm', confidence: 0.5 };
  expect(
    await consume(
      ai.handler,
      envelope('a1', 'ai.suggestion', said),
      envelope('a2', 'ai.reply', said),
      envelope('a2', 'ai.reply', said),
      envelope('a3', 'ai.reply', { ...said, confidence: 2 }),
      envelope('a4', 'ai.suggestion', said),
    ),
  ).toEqual(NOTHING);
  expect(countsIn(lines)).toEqual({ SuggestionsAppended: 2, AiRepliesAppended: 1, DoublesDropped: 1, DeadLetters: 1 });
  expect(listed('ai_messages')).toMatchObject([{ eventId: 'a3', reason: expect.stringContaining('confidence') as unknown }]);
});
