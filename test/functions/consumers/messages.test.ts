import type { Context, MSKEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Received } from '../../../domain/messages/receiving.ts';
import { inbound } from '../../domain/messages/inbound.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({ outcomes: [] as unknown[], letters: [] as { body: string }[] }));
vi.hoisted(() => {
  const environment = { TABLE_NAME: 't', OBJECTS_BUCKET: 'b', DEAD_LETTER_QUEUE_URL: 'https://sqs/dead', AWS_REGION: 'eu-central-1' };
  Object.assign(process.env, environment, { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO' });
});
vi.mock('../../../adapters/objects/s3.ts', () => ({ openObjects: () => ({}) }));
vi.mock('../../../adapters/queues/sqs.ts', () => ({
  openQueues: () => ({ send: async (_: string, letters: { body: string }[]) => void hub.letters.push(...letters) }),
}));
vi.mock('../../../domain/messages/receive.ts', () => ({ receiveBatch: async () => hub.outcomes }));
const { handler } = await import('../../../functions/consumers/messages.ts');

const WORDS = 'my secret illness';
let lines: Record<string, unknown>[];
const base64 = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const consume = async (outcomes: readonly Received[], ...poison: readonly string[]) => {
  hub.outcomes = [...outcomes];
  const good = outcomes.map((_, offset) => ({ offset, value: base64(inbound('ann', `m${offset}`)) }));
  const bad = poison.map((value, place) => ({ offset: 100 + place, value: base64(value) }));
  return handler({ records: { 'messages-0': [...good, ...bad] } } as unknown as MSKEvent, { awsRequestId: 'r' } as Context);
};
beforeEach(() => {
  hub.letters = [];
  lines = written();
});
afterEach(() => vi.restoreAllMocks());

test('every outcome is counted under its name, and its correlation ids stand in the line of the batch', async () => {
  const ok = (effect: 'applied' | 'duplicate' | 'ignored'): Received => ({ ok: true, effect });
  await consume([ok('applied'), ok('duplicate'), ok('ignored'), ok('applied')]);
  expect(countsIn(lines)).toEqual({ MessagesAppended: 2, DoublesDropped: 1, EventsIgnored: 1 });
  const batch = lines.find(({ message }) => message === 'batch');
  expect(batch).toMatchObject({ service: 'messages', records: 4, correlation_ids: [inbound('ann', 'm0').correlationId] });
});

test("what fails is counted and told, without the customer's words", async () => {
  const failed = (permanent: boolean): Received => ({
    ok: false,
    permanent,
    error: Object.assign(new TypeError(`cannot read "${WORDS}"`), { item: { text: WORDS } }),
  });
  expect(await consume([failed(true), failed(false)], `{"text":"${WORDS}`)).toEqual({
    batchItemFailures: [{ itemIdentifier: { partition: 'messages-0', offset: 1 } }],
  });
  expect(countsIn(lines)).toEqual({ DeadLetters: 2, EventRetries: 1 });
  expect(hub.letters).toHaveLength(2);
  expect(lines.filter(({ level }) => level === 'ERROR')).toMatchObject([
    { message: 'event not applied', failure: { name: 'TypeError', reason: 'cannot read …' } },
  ]);
  expect(JSON.stringify(lines)).not.toContain('illness');
});
