import type { Context, MSKEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QUEUE_ENTRY_BYTES } from '../../../domain/limits.ts';
import type { EventOutcome } from '../../../domain/support/inbound/batch.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { inbound } from '../../domain/support/inbound/events.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  outcomes: [] as unknown[],
  letters: [] as { body: string }[],
  /** Letters as their tenants see them. */
  rows: [] as object[],
  objects: new Map<string, Buffer>(),
  /** Refuses a call of the queue, by its bodies. */
  refuses: (() => undefined) as (bodies: readonly string[]) => Error | undefined,
}));
vi.hoisted(() => {
  const environment = { TABLE_NAME: 't', OBJECTS_BUCKET: 'b', DEAD_LETTER_QUEUE_URL: 'https://sqs/dead', AWS_REGION: 'eu-central-1' };
  Object.assign(process.env, environment, { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO' });
});
vi.mock('../../../adapters/objects/s3.ts', () => ({ openObjects: () => ({ put: async (key: string, body: Buffer) => void hub.objects.set(key, body) }) }));
vi.mock('../../../adapters/queues/sqs.ts', () => ({
  openQueues: () => ({
    send: async (_: string, letters: { body: string }[]) => {
      const error = hub.refuses(letters.map(({ body }) => body));
      if (error) throw error;
      hub.letters.push(...letters);
    },
  }),
}));
vi.mock('../../../adapters/table/dynamodb.ts', async () => {
  const { memoryTable } = await import('../../../adapters/table/memory.ts');
  return { openTable: () => Object.assign(memoryTable(), { write: async (write: { item: object }) => void hub.rows.push(write.item) }) };
});
vi.mock('../../../domain/support/inbound/apply-batch.ts', () => ({ applyBatch: async () => hub.outcomes }));
const { handler } = await import('../../../functions/consumers/messages.ts');

const WORDS = 'my secret illness';
let lines: Record<string, unknown>[];
const base64 = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const consume = async (outcomes: readonly EventOutcome[], ...poison: readonly string[]) => {
  hub.outcomes = [...outcomes];
  const good = outcomes.map((_, offset) => ({ offset, value: base64(inbound('ann', `m${offset}`)) }));
  const bad = poison.map((value, index) => ({ offset: 100 + index, value: base64(value) }));
  return handler({ records: { 'messages-0': [...good, ...bad] } } as unknown as MSKEvent, { awsRequestId: 'r' } as Context);
};
beforeEach(() => {
  hub.letters = [];
  hub.rows = [];
  hub.objects.clear();
  hub.refuses = () => undefined;
  lines = written();
});
afterEach(() => vi.restoreAllMocks());

test('every outcome is counted under its name, and its correlation ids stand in the line of the batch', async () => {
  const ok = (effect: 'applied' | 'duplicate' | 'ignored'): EventOutcome => ({ ok: true, effect });
  await consume([ok('applied'), ok('duplicate'), ok('ignored'), ok('applied')]);
  expect(countsIn(lines)).toEqual({ MessagesAppended: 2, DoublesDropped: 1, EventsIgnored: 1 });
  const batch = lines.find(({ message }) => message === 'batch');
  expect(batch).toMatchObject({ service: 'messages', records: 4, correlation_ids: [inbound('ann', 'm0').correlationId] });
});

test("failures are counted and logged, without the customer's words", async () => {
  const failed = (permanent: boolean, cause: Error): EventOutcome => ({ ok: false, permanent, error: Object.assign(cause, { item: { text: WORDS } }) });
  const defect = new TypeError(`cannot read "${WORDS}"`);
  expect(await consume([failed(true, defect), failed(false, new TableUnavailable(defect))], `{"text":"${WORDS}`)).toEqual({
    batchItemFailures: [{ itemIdentifier: { partition: 'messages-0', offset: 1 } }],
  });
  expect(countsIn(lines)).toEqual({ DeadLetters: 2, EventRetries: 1 });
  expect(hub.letters).toHaveLength(2);
  // Whose the unreadable record is, nobody can tell.
  expect(hub.rows).toMatchObject([{ pk: 'T#acme#DL#messages', topic: 'messages', eventId: 'm0', reason: expect.stringContaining('TypeError') as unknown }]);
  expect(lines.filter(({ level }) => level === 'ERROR')).toMatchObject([
    { message: 'event dead-lettered', failure: { name: 'TypeError', reason: 'cannot read …' } },
    { message: 'event not applied', failure: { name: 'TableUnavailable' } },
  ]);
  expect(JSON.stringify(lines)).not.toContain('illness');
});

test('an event behind a failed one is to be tried again and not told', async () => {
  const error = new TableUnavailable(new Error('down'));
  const answer = await consume([
    { ok: false, permanent: false, error },
    { ok: false, permanent: false, error, behind: 0 },
  ]);
  expect(answer.batchItemFailures.map(({ itemIdentifier: { offset } }) => offset)).toEqual([0, 1]);
  expect(lines.filter(({ level }) => level === 'ERROR')).toHaveLength(1);
});

test('a dead letter holds the whole record: one that is too long for the queue lies in the bucket', async () => {
  const long = `{"text":"${'☃'.repeat(300_000)}`;
  expect(await consume([], long, '{"short')).toEqual({ batchItemFailures: [] });
  const letters = hub.letters.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  expect(letters).toMatchObject([
    { partition: 'messages-0', offset: 100, aside: expect.stringMatching(/^T\/unknown\/dead\/[0-9a-f]{64}$/) as unknown },
    { partition: 'messages-0', offset: 101, value: base64('{"short') },
  ]);
  for (const { body } of hub.letters) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(QUEUE_ENTRY_BYTES);
  const whole = JSON.parse(String(hub.objects.get(String(letters[0]?.['aside'])))) as Record<string, unknown>;
  expect(whole).toMatchObject({ reason: letters[0]?.['reason'], offset: 100, value: base64(long) });
});

test('a letter that cannot be sent is tried again with its record, and keeps no other back', async () => {
  hub.refuses = (bodies) => (bodies.some((body) => body.includes('"offset":101')) ? new Error('refused') : undefined);
  expect(await consume([], '{"a', '{"b', '{"c')).toEqual({ batchItemFailures: [{ itemIdentifier: { partition: 'messages-0', offset: 101 } }] });
  expect(hub.letters.map(({ body }) => (JSON.parse(body) as { offset: number }).offset)).toEqual([100, 102]);
  expect(countsIn(lines)).toEqual({ DeadLetters: 2, EventRetries: 1 });
});
