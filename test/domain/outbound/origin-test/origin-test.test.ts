import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { storedJob } from '../../../../domain/jobs/job.ts';
import { lostAccessOf } from '../../../../domain/origins/access.ts';
import { originItem } from '../../../../domain/origins/origin.ts';
import { type AskedTest, askTest } from '../../../../domain/outbound/origin-test/ask-test.ts';
import type { CredentialCheck } from '../../../../domain/outbound/origin-test/credential-check.ts';
import { giveUpTest, runTest, type TestDeps } from '../../../../domain/outbound/origin-test/run-test.ts';

const NOW = Date.parse('2026-11-29T10:00:00.000Z');
const context = {
  tenantId: 't',
  actor: { type: 'key', id: 'k', role: 'admin', teamIds: [], name: 'K' },
  correlationId: 'c',
  causationId: null,
  depth: 0,
} as const;

const world = async (checked: CredentialCheck | null, whileWaiting: 'checks' | 'gives up' | 'sleeps' = 'checks') => {
  const table = memoryTable();
  const origin = { id: 'o', name: 'O', state: 'enabled', accountId: null, missing: [], createdAt: '', revision: 1, reveal: null } as const;
  await table.write({ op: 'put', item: originItem('t', { ...origin, channel: 'whatsapp' }) });
  await table.write({ op: 'put', item: originItem('t', { ...origin, id: 'm', channel: 'mail' }) });
  const queued: AskedTest[] = [];
  let checks = 0;
  const sender: TestDeps = { table, clock: () => NOW, random: () => 0, check: async () => ((checks += 1), checked) };
  const ask = (originId = 'o') =>
    askTest(
      {
        table,
        clock: () => NOW,
        newId: () => 'job',
        queues: { send: async (_url, messages) => void queued.push(...messages.map(({ body }) => JSON.parse(body) as AskedTest)) },
        outboundQueueUrl: 'outbound',
        // The sender works while the request waits.
        sleep: async () => {
          if (whileWaiting === 'sleeps') return;
          for (const one of queued.splice(0)) await (whileWaiting === 'checks' ? runTest(sender, one) : giveUpTest(sender, one));
        },
        withinMs: 1_000,
        isChecked: (channel) => channel === 'whatsapp',
      },
      context,
      originId,
    );
  return { table, ask, sender, checks: () => checks };
};

test('an accepted origin answers at once, and is checked once', async () => {
  const { ask, sender, checks } = await world({ state: 'passed' });
  expect(await ask()).toEqual({ test: { state: 'passed', error: null, at: '2026-11-29T10:00:00.000Z' } });
  // Delivered once more by the queue.
  expect(await runTest(sender, { tenantId: 't', originTest: 'job' })).toBeNull();
  await giveUpTest(sender, { tenantId: 't', originTest: 'job' });
  expect(checks()).toBe(1);
});

test('a rejected one is marked; one that did not answer, or is only set up wrongly, is not', async () => {
  const error = { code: '190', message: 'expired' };
  const rejected = await world({ state: 'failed', error });
  expect(await rejected.ask()).toMatchObject({ test: { state: 'failed', error } });
  expect(await lostAccessOf(rejected.table, 't', ['o'])).toMatchObject([{ error }]);
  const misconfigured = await world({ state: 'failed', error, accepted: true });
  expect(await misconfigured.ask()).toMatchObject({ test: { state: 'failed', error } });
  expect(await lostAccessOf(misconfigured.table, 't', ['o'])).toEqual([null]);
  const silent = await world({ state: 'unknown', error });
  expect(await silent.ask()).toMatchObject({ test: { state: 'unknown', error } });
  expect(await lostAccessOf(silent.table, 't', ['o'])).toEqual([null]);
});

test('a slow provider leaves a job, which has the answer later', async () => {
  const { ask, sender, table } = await world({ state: 'passed' }, 'sleeps');
  expect(await ask()).toEqual({ job: { id: 'job', kind: 'origin-test', state: 'running', done: 0, total: 1 } });
  await runTest(sender, { tenantId: 't', originTest: 'job' });
  expect(await storedJob(table, 't', 'job')).toMatchObject({ state: 'done', result: { state: 'passed' } });
});

test('an origin that was removed meanwhile, and errors of our own, are a 503', async () => {
  await expect((await world(null)).ask()).rejects.toMatchObject({ code: 'unavailable', message: 'The origin has been disconnected.' });
  await expect((await world({ state: 'passed' }, 'gives up')).ask()).rejects.toMatchObject({ code: 'unavailable' });
});

test('a channel without a check says so, an unknown origin is a 404', async () => {
  const { ask, checks } = await world({ state: 'passed' });
  expect(await ask('m')).toMatchObject({ test: { state: 'not_checked', error: { code: 'no_check' } } });
  await expect(ask('none')).rejects.toMatchObject({ code: 'not_found' });
  expect(checks()).toBe(0);
});
