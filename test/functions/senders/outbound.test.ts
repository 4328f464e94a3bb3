import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RetryLater } from '../../../domain/outbound/retry-later.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  outcomes: [] as unknown[],
  gaveUp: 'failed' as unknown,
  postponed: [] as { receipts: readonly string[]; ms: number }[],
  queuesAreUp: true,
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      TABLE_NAME: 't',
      OBJECTS_BUCKET: 'b',
      ORIGIN_SECRETS_PREFIX: 'parley/test/',
      OUTBOUND_QUEUE_URL: 'queue:outbound.fifo',
      AWS_REGION: 'eu-central-1',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
const next = async (given: unknown): Promise<unknown> => {
  if (given instanceof Error) throw given;
  return given;
};
vi.mock('#queues', () => ({
  openQueues: () => ({
    postpone: async (_url: string, receipts: readonly string[], ms: number) => {
      if (!hub.queuesAreUp) throw new Error('no queue');
      hub.postponed.push({ receipts, ms });
    },
  }),
}));
vi.mock('../../../domain/outbound/origin-test/run-test.ts', () => ({ runTest: () => next(hub.outcomes.shift()), giveUpTest: () => next(hub.gaveUp) }));
vi.mock('../../../domain/outbound/replies/send-reply.ts', () => ({ sendReply: () => next(hub.outcomes.shift()), giveUpReply: () => next(hub.gaveUp) }));
vi.mock('../../../domain/livechat/by-mail/send-mail.ts', () => ({
  sendVisitorMail: () => next(hub.outcomes.shift()),
  giveUpVisitorMail: () => next(hub.gaveUp),
}));
vi.mock('../../../domain/people/sending/send-account-mail.ts', () => ({
  sendAccountMail: () => next(hub.outcomes.shift()),
  giveUpAccountMail: () => next(hub.gaveUp),
}));
vi.mock('../../../domain/chat/support/follow-chat.ts', () => ({ followChat: () => next(hub.outcomes.shift()) }));
vi.mock('../../../domain/people/issuers/published-keys.ts', () => ({ readKeys: () => next(hub.outcomes.shift()) }));
vi.mock('../../../domain/people/oidc/check-provider.ts', () => ({ checkProvider: () => next(hub.outcomes.shift()) }));
vi.mock('../../../domain/people/oidc/exchange-code.ts', () => ({ exchangeCode: () => next(hub.outcomes.shift()), giveUpExchange: () => next(hub.gaveUp) }));
const { handler } = await import('../../../functions/senders/outbound.ts');

const HOURS_5 = 5 * 3_600_000;
let lines: Record<string, unknown>[];
const send = (outcomes: readonly unknown[], { receives = 1, ageMs = 0, group = (index: number) => `g${index}`, more = {} } = {}) => {
  hub.outcomes = [...outcomes];
  const records = outcomes.map((_, index) => ({
    messageId: `m${index}`,
    receiptHandle: `r${index}`,
    body: JSON.stringify({ tenantId: 't1', correlationId: `c${index}`, ...more }),
    attributes: { MessageGroupId: group(index), ApproximateReceiveCount: String(receives), SentTimestamp: String(Date.now() - ageMs) },
  }));
  return handler({ Records: records } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
beforeEach(() => {
  lines = written();
  Object.assign(hub, { postponed: [], queuesAreUp: true, gaveUp: 'failed' });
});
afterEach(() => vi.restoreAllMocks());

test('the outcome of each reply is counted and logged with its correlation id; without a reply nothing is counted', async () => {
  expect(await send(['sent', 'failed', 'unknown', 'sent', null])).toEqual(failed());
  expect(countsIn(lines)).toEqual({ RepliesSent: 2, RepliesFailed: 1, RepliesUnknown: 1 });
  expect(lines.find(({ message }) => message === 'reply')).toMatchObject({ correlation_id: 'c0', tenantId: 't1', outcome: 'sent' });
});

test('a provider that says later is no error; what nobody foresaw is; both come again in their time, not the queue’s', async () => {
  expect(await send([new RetryLater('429', 70_000), new TypeError('"secret illness" is not a function')])).toEqual(failed('m0', 'm1'));
  expect(hub.postponed).toEqual([
    { receipts: ['r0'], ms: 70_000 },
    { receipts: ['r1'], ms: expect.any(Number) },
  ]);
  expect(hub.postponed[1]?.ms).toBeLessThanOrEqual(5_000);
  expect(countsIn(lines)).toEqual({ SendRetries: 2 });
  expect(lines.filter(({ message }) => message === 'not sent').map(({ level }) => level)).toEqual(['WARN', 'ERROR']);
  expect(JSON.stringify(lines)).not.toContain('illness');
});

test('behind one that must be tried again those of its group wait untried; other groups go on', async () => {
  const group = (index: number): string => (index < 2 ? 'a' : 'b');
  expect(await send([new RetryLater('503', 2_000), 'sent'], { group: () => 'a' })).toEqual(failed('m0', 'm1'));
  expect(hub.postponed).toEqual([{ receipts: ['r0', 'r1'], ms: 2_000 }]);
  expect(hub.outcomes).toEqual(['sent']);
  expect(await send([new RetryLater('503', 2_000), 'sent', null], { group })).toEqual(failed('m0', 'm1'));
});

test('an entry that was delivered often comes ever more seldom, whatever it waits for', async () => {
  await send([new RetryLater('busy', 1_000)], { receives: 10 });
  await send([new RetryLater('busy', 1_000)], { receives: 100 });
  expect(hub.postponed.map(({ ms }) => ms)).toEqual([1_000, 60_000]);
});

test('a test of credentials is no reply: it is told and counted apart, and given up as one', async () => {
  const run = (ageMs: number) => {
    const attributes = { MessageGroupId: 'test o', ApproximateReceiveCount: '1', SentTimestamp: String(Date.now() - ageMs) };
    const record = { messageId: 'm0', receiptHandle: 'r0', body: JSON.stringify({ tenantId: 't1', originTest: 'job' }), attributes };
    return handler({ Records: [record] } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
  };
  hub.outcomes = ['passed', new TypeError('x')];
  expect(await run(0)).toEqual(failed());
  expect(lines.find(({ message }) => message === 'credentials checked')).toMatchObject({ tenantId: 't1', result: 'passed' });
  expect(await run(HOURS_5)).toEqual(failed());
  expect(countsIn(lines)).toEqual({});
});

test('a mail about an account is no reply: its log names neither the account nor whether there is one', async () => {
  const accountMail = { kind: 'password_reset', slug: 'shop', email: 'ada@shop.example', correlationId: 'c7' };
  expect(await send(['sent', 'nobody', 'failed', new RetryLater('429', 1_000)], { more: { accountMail } })).toEqual(failed('m3'));
  const told = lines.filter(({ message }) => message === 'mail about an account');
  expect(told.map(({ correlation_id: id, kind, outcome }) => [id, kind, outcome])).toEqual([
    ['c7', 'password_reset', undefined],
    ['c7', 'password_reset', undefined],
    ['c7', 'password_reset', 'failed'],
  ]);
  expect(await send([new TypeError('x')], { more: { accountMail }, ageMs: HOURS_5 })).toEqual(failed());
  expect(JSON.stringify(lines)).not.toContain('ada@');
  expect(countsIn(lines)).toEqual({ SendRetries: 1 });
});

test('keys of a business to read are no reply, and are given up without a trace', async () => {
  const more = { issuerKeys: { tenantId: 't1', id: 'i', correlationId: 'c8' } };
  expect(await send(['read', 'failed', new TypeError('x')], { more })).toEqual(failed('m2'));
  const told = lines.filter(({ message }) => message === 'keys of an issuer');
  expect(told.map(({ correlation_id: id, tenantId, outcome }) => [id, tenantId, outcome])).toEqual([
    ['c8', 't1', 'read'],
    ['c8', 't1', 'failed'],
  ]);
  expect(await send([new TypeError('x')], { more, ageMs: HOURS_5 })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ SendRetries: 1 });
});

test('calls of OpenID providers are no replies; a code that cannot be exchanged for hours ends, a check ends without a trace', async () => {
  const more = (task: string) => ({ oidc: { task, tenantId: 't1', id: 'i', correlationId: 'c9' } });
  expect(await send(['well', new TypeError('x')], { more: more('check') })).toEqual(failed('m1'));
  expect(await send(['proved'], { more: more('exchange') })).toEqual(failed());
  const told = lines.filter(({ message }) => message === 'sign-in by a provider');
  expect(told.map(({ correlation_id: id, task, outcome }) => [id, task, outcome])).toEqual([
    ['c9', 'check', 'well'],
    ['c9', 'exchange', 'proved'],
  ]);
  expect(await send([new TypeError('x')], { more: more('check'), ageMs: HOURS_5 })).toEqual(failed());
  hub.gaveUp = new Error('no table');
  expect(await send([new TypeError('x')], { more: more('exchange'), ageMs: HOURS_5 })).toEqual(failed('m0'));
  hub.gaveUp = 'failed';
  expect(await send([new TypeError('x')], { more: more('exchange'), ageMs: HOURS_5 })).toEqual(failed());
});

test('a chat of an application is no reply: what can never become an entry of its ticket is an error, and given up it leaves no trace', async () => {
  const more = { applicationChat: { tenantId: 't1', conversationId: 'c.1', receipts: [], mark: '' } };
  const poison = new TypeError('"secret illness" is not a function');
  expect(await send([{ applied: 3, skipped: [] }, { applied: 0, skipped: [poison] }, new RetryLater('more', 0)], { more })).toEqual(failed('m2'));
  const told = lines.filter(({ message }) => message === 'chat of an application');
  expect(told.map(({ correlation_id: id, tenantId, applied }) => [id, tenantId, applied])).toEqual([
    ['c.1', 't1', 3],
    ['c.1', 't1', 0],
  ]);
  expect(lines.filter(({ message }) => message === 'an entry of a chat cannot become one of its ticket')).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('illness');
  expect(await send([new TypeError('x')], { more, ageMs: HOURS_5 })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ SendRetries: 1 });
});

test('errors of our own end after hours: the agent is told', async () => {
  expect(await send([new TypeError('x')], { ageMs: HOURS_5 })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ RepliesFailed: 1 });
});

test('a reply that cannot be marked as failed comes again, also while no queue can be reached', async () => {
  hub.gaveUp = new Error('no table');
  expect(await send([new TypeError('x')], { ageMs: HOURS_5 })).toEqual(failed('m0'));
  hub.queuesAreUp = false;
  expect(await send([new RetryLater('503', 1)])).toEqual(failed('m0'));
  expect(lines.map(({ message }) => message)).toEqual(expect.arrayContaining(['not given up', 'not postponed']));
});

test('a mail to a visitor is told apart from replies, and is given up as they are', async () => {
  const more = { visitorMail: { tenantId: 't1', threadId: 'th' } };
  expect(await send(['sent', null], { more })).toEqual(failed());
  expect(await send([new Error('down')], { more, ageMs: HOURS_5 })).toEqual(failed());
  const mails = lines.filter(({ message }) => message === 'mail to a visitor');
  expect(mails.map(({ correlation_id, tenantId, outcome }) => [correlation_id, tenantId, outcome])).toEqual([
    ['th.mail', 't1', 'sent'],
    ['th.mail', 't1', undefined],
    ['th.mail', 't1', 'failed'],
  ]);
  expect(countsIn(lines)).toEqual({});
});
