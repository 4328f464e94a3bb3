import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Timer } from '../../../domain/support/deadlines/timer.ts';

const calls = vi.hoisted(() => ({ sent: [] as unknown[], due: [] as unknown[], assigned: [] as unknown[], fail: false, mail: [] as unknown[] }));

vi.hoisted(() => {
  Object.assign(process.env, {
    TABLE_NAME: 't',
    TIMER_QUEUE_URL: 'https://sqs/timers',
    OUTBOUND_QUEUE_URL: 'https://sqs/outbound.fifo',
    AWS_REGION: 'eu-central-1',
    POWERTOOLS_DEV: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
});
vi.mock('../../../adapters/queues/sqs.ts', () => ({ openQueues: () => ({ send: async (...args: unknown[]) => void calls.sent.push(args) }) }));
vi.mock('../../../domain/support/tickets/timer-due.ts', () => ({
  timerDue: async (_deps: unknown, context: unknown, input: unknown) => {
    if (calls.fail) throw new Error('table down');
    calls.due.push({ context, input });
    return true;
  },
}));
vi.mock('../../../domain/livechat/by-mail/due.ts', () => ({ visitorMailDue: async () => calls.mail.shift() }));
vi.mock('../../../domain/support/tickets/assign-by-rule.ts', () => ({
  assignByRule: async (_deps: unknown, context: unknown, input: { ticketId: string }) => {
    calls.assigned.push({ context, input });
    return input.ticketId === 'taken.1' ? null : 'ann';
  },
}));

const { handler } = await import('../../../functions/jobs/timers.ts');

const lambda = { awsRequestId: 'r', getRemainingTimeInMillis: () => 1000 } as unknown as Context;
const timer = (ms: number): Timer => ({
  schema: 'timers/1',
  tenantId: 't1',
  ticketId: 'th.1',
  kind: 'followup',
  dueAt: new Date(Date.now() + ms).toISOString(),
});
beforeEach(() => void Object.assign(calls, { sent: [], due: [], assigned: [], fail: false }));

test('a schedule that woke minutes early is held back by the queue to the second', async () => {
  const early = timer(200_000);
  await handler(early, lambda);
  expect(calls.sent).toEqual([['https://sqs/timers', [{ body: JSON.stringify(early), delaySeconds: 200 }]]]);
  expect(calls.due).toEqual([]);
});

test("a due timer runs the ticket's command as the system, for the tenant of the timer", async () => {
  const { dueAt, ...due } = timer(-1000);
  const answer = await handler({ Records: [{ messageId: 'm', body: JSON.stringify({ ...due, dueAt }) }] }, lambda);
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(calls.due).toEqual([
    {
      context: { tenantId: 't1', actor: { type: 'system' }, correlationId: expect.any(String), causationId: null, depth: 0 },
      input: { ticketId: 'th.1', kind: 'followup', dueAt },
    },
  ]);
});

test('a timer that cannot act now comes back', async () => {
  calls.fail = true;
  const answer = await handler({ Records: [{ messageId: 'm', body: JSON.stringify(timer(-1000)) }] }, lambda);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
});

test('a command of a rule runs as the rule, at the depth of its chain', async () => {
  const command = {
    schema: 'commands/1',
    command: 'assign',
    tenantId: 't1',
    ticketId: 'th.1',
    ruleId: 'r1',
    teamId: 'red',
    strategy: 'least_loaded',
    correlationId: 'c',
    depth: 2,
  };
  await handler({ Records: [{ messageId: 'm', body: JSON.stringify(command) }] }, lambda);
  await handler({ Records: [{ messageId: 'm', body: JSON.stringify({ ...command, ticketId: 'taken.1' }) }] }, lambda);
  expect(calls.assigned).toEqual(
    ['th.1', 'taken.1'].map((ticketId) => ({
      context: { tenantId: 't1', actor: { type: 'rule', id: 'r1' }, correlationId: 'c', causationId: null, depth: 2 },
      input: { ticketId, teamId: 'red', strategy: 'least_loaded' },
    })),
  );
});

test('a mail to a visitor that is due goes to the sender; one that is due later waits, and one that is not owed does nothing', async () => {
  const mail = { schema: 'visitor-mail/1', tenantId: 't1', threadId: 'th', dueAt: new Date(Date.now() - 1000).toISOString() };
  const later = new Date(Date.now() + 60_000).toISOString();
  calls.mail = ['send', { dueAt: later }, 'nothing'];
  const record = { messageId: 'm', body: JSON.stringify(mail) };
  for (let n = 0; n < 3; n += 1) expect(await handler({ Records: [record] }, lambda)).toEqual({ batchItemFailures: [] });
  const entry = { body: '{"visitorMail":{"tenantId":"t1","threadId":"th"}}', groupId: 'mail.th', dedupeId: `mail.th.${mail.dueAt}` };
  expect(calls.sent).toEqual([
    ['https://sqs/outbound.fifo', [entry]],
    ['https://sqs/timers', [{ body: JSON.stringify({ ...mail, dueAt: later }), delaySeconds: 60 }]],
  ]);
});
