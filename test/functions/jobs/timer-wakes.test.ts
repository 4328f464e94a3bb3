import { expect, test } from 'vitest';
import type { Timer } from '../../../domain/support/deadlines/timer.ts';
import { type WakeDeps, wakeTimers } from '../../../functions/jobs/timer-wakes.ts';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const timer = (ms: number, ticketId = 'th.1'): Timer => ({
  schema: 'timers/1',
  tenantId: 't',
  ticketId,
  kind: 'closure',
  dueAt: new Date(NOW + ms).toISOString(),
});
const record = (messageId: string, body: unknown) => ({ messageId, body: typeof body === 'string' ? body : JSON.stringify(body) });

const recording = (refused: string[] = []) => {
  const due: string[] = [];
  const waited: [string, number][] = [];
  const started: string[] = [];
  const failed: string[] = [];
  const deps: WakeDeps = {
    clock: () => NOW,
    wait: async ({ ticketId }, seconds) => void waited.push([ticketId, seconds]),
    due: async ({ ticketId }) => {
      if (refused.includes(ticketId)) throw new Error(`no ${ticketId}`);
      due.push(ticketId);
    },
    visitorMail: {
      wait: async ({ dueAt }, seconds) => void waited.push([dueAt, seconds]),
      async due({ threadId }) {
        due.push(threadId);
        return threadId === 'there' ? new Date(NOW + 30_000).toISOString() : null;
      },
    },
    start: async ({ ticketId }) => {
      if (refused.includes(ticketId)) throw new Error(`no ${ticketId}`);
      started.push(ticketId);
    },
    failed: (error) => void failed.push(String(error)),
  };
  return { deps, due, waited, started, failed };
};

test('a schedule that wakes early passes the timer to the queue', async () => {
  const { deps, due, waited } = recording();
  await expect(wakeTimers(deps, timer(4 * 60_000))).resolves.toEqual({ batchItemFailures: [] });
  expect(waited).toEqual([['th.1', 240]]);
  expect(due).toEqual([]);
});

test('a timer whose time has come runs its command once', async () => {
  const { deps, due, waited } = recording();
  await wakeTimers(deps, { Records: [record('m1', timer(0))] });
  expect(due).toEqual(['th.1']);
  expect(waited).toEqual([]);
});

test('one failing timer does not hold its neighbours', async () => {
  const { deps, due, waited, failed } = recording(['th.2']);
  const answer = await wakeTimers(deps, {
    Records: [
      record('m1', timer(-1)),
      record('m2', timer(-1, 'th.2')),
      record('m3', 'not json'),
      record('m4', { schema: 'timers/9' }),
      record('m5', timer(1_000, 'th.3')),
    ],
  });
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m2', 'm3', 'm4']);
  expect(due).toEqual(['th.1']);
  expect(waited).toEqual([['th.3', 1]]);
  expect(failed).toHaveLength(3);
});

test('a failing schedule throws, so that Lambda repeats it', async () => {
  const { deps } = recording(['th.1']);
  await expect(wakeTimers(deps, timer(-1))).rejects.toThrow('no th.1');
});

test('a command of a rule is started at once, beside timers; one that fails comes back alone', async () => {
  const command = (ticketId: string) => ({
    schema: 'commands/1',
    command: 'assign',
    tenantId: 't',
    ticketId,
    ruleId: 'r',
    teamId: 'red',
    strategy: 'round_robin',
    correlationId: 'c',
    depth: 1,
  });
  const { deps, due, started } = recording(['th.2']);
  const answer = await wakeTimers(deps, {
    Records: [
      record('m1', command('th.1')),
      record('m2', command('th.2')),
      record('m3', timer(-1, 'th.3')),
      record('m4', { ...command('th.4'), strategy: 'any' }),
    ],
  });
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m2', 'm4']);
  expect([started, due]).toEqual([['th.1'], ['th.3']]);
});

test('a timer of a mail to a visitor waits, runs once, and waits again while the visitor is there', async () => {
  const { deps, due, waited } = recording();
  const mail = (threadId: string, ms: number) => ({ schema: 'visitor-mail/1', tenantId: 't', threadId, dueAt: new Date(NOW + ms).toISOString() });
  const bodies = [mail('early', 20_000), mail('gone', 0), mail('there', -5)];
  const answer = await wakeTimers(deps, { Records: bodies.map((body, index) => record(`m${index}`, body)) });
  expect(answer.batchItemFailures).toEqual([]);
  expect(due).toEqual(['gone', 'there']);
  expect(waited).toEqual([
    [bodies[0]?.dueAt, 20],
    [new Date(NOW + 30_000).toISOString(), 30],
  ]);
});
