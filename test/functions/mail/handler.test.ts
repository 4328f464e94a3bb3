import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({ received: [] as unknown[], polled: [] as unknown[], told: [] as unknown[], calls: [] as unknown[] }));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      TABLE_NAME: 't',
      ORIGIN_SECRETS_PREFIX: 'parley/',
      AWS_REGION: 'eu-central-1',
      MAIL_RECEIVING_DOMAIN: 'in.shop.example',
      MAIL_OBJECTS_PREFIX: 'mail-in/',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
vi.mock('#topics', () => ({ openTopics: () => ({}) }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => ({}) }));
const next = (list: unknown[], deps: unknown): unknown => {
  hub.calls.push(deps);
  const outcome = list.shift();
  if (outcome instanceof Error) throw outcome;
  return outcome;
};
vi.mock('../../../functions/mail/received-mail.ts', () => ({
  receiveMail: async (deps: unknown) => next(hub.received, deps),
  receivePolled: async (deps: unknown, body: string) => next(hub.polled, [deps, body]),
}));
vi.mock('../../../functions/mail/sending-event.ts', () => ({ keepSendingEvent: async (deps: unknown) => next(hub.told, deps) }));
const { handler } = await import('../../../functions/mail/handler.ts');

let lines: Record<string, unknown>[];
const run = (event: object) => handler(event as Parameters<typeof handler>[0], { awsRequestId: 'r1' } as Parameters<typeof handler>[1]);
beforeEach(() => {
  lines = written();
  hub.calls.length = 0;
});
afterEach(() => vi.restoreAllMocks());

test('mails that come in are received by the deployment’s domain, and counted', async () => {
  hub.received = [
    { kept: 2, unrouted: 1 },
    { kept: 0, unrouted: 0, refused: 'virus' },
    { kept: 1, unrouted: 0 },
  ];
  await run({ Records: [{}, {}, {}] });
  expect(hub.calls[0]).toMatchObject({ domain: 'in.shop.example', prefix: 'mail-in/' });
  expect(countsIn(lines)).toEqual({ MailsReceived: 3, MailsUnrouted: 1, MailsRefused: 1 });
  expect(lines.filter(({ level }) => level === 'WARN')).toMatchObject([
    { message: 'mail not received', correlation_id: 'r1', unrouted: 1 },
    { message: 'mail not received', refused: 'virus' },
  ]);
});

test('large mails of the queue are received too, and a failure leaves them in the queue', async () => {
  hub.polled = [{ kept: 1, unrouted: 0 }, { kept: 0, unrouted: 1 }, new Error('no objects')];
  const queued = { Records: [{ eventSource: 'aws:sqs', body: '{}' }] };
  expect(await run(queued)).toEqual({ batchItemFailures: [] });
  expect(hub.calls[0]).toMatchObject([{ prefix: 'mail-in/' }, '{}']);
  await run(queued);
  expect(countsIn(lines)).toEqual({ MailsReceived: 1, MailsUnrouted: 1 });
  await expect(run(queued)).rejects.toThrow();
});

test('events of mails that were sent are kept or ignored, and counted', async () => {
  for (const told of ['kept', 'ignored', 'foreign', 'unrouted']) {
    hub.told = [told];
    const before = lines.length;
    await run({ source: 'aws.ses', detail: {} });
    expect(countsIn(lines.slice(before)), told).toEqual(told === 'kept' ? { MailEventsKept: 1 } : { MailEventsIgnored: 1 });
  }
  expect(lines.filter(({ level }) => level === 'WARN')).toHaveLength(1);
});

test('a failure is thrown, so that the mail is tried again', async () => {
  hub.received = [new Error('no table')];
  await expect(run({ Records: [{}] })).rejects.toThrow();
  hub.told = [new Error('no table')];
  await expect(run({ source: 'aws.ses' })).rejects.toThrow();
});
