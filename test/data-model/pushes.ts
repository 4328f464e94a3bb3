import type { PushOutcome } from '../../domain/push/gateway.ts';
import { pushOwed } from '../../domain/push/push.ts';
import type { PushJob } from '../../domain/push/push-job.ts';
import type { Table } from '../../domain/table/port.ts';
import { subscription } from '../domain/push/world.ts';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call'>;
interface Away {
  readonly by: <T>(work: () => Promise<T>) => Promise<T>;
  readonly userId: string;
  readonly group: string;
}

/** A user registers devices and is away while their group goes on. */
export const pushesGoOut = async (
  { call }: Shop,
  { table, tenantId }: { readonly table: Table; readonly tenantId: string },
  { by, userId, group }: Away,
): Promise<void> => {
  const device = { kind: 'webpush', token: subscription(1), name: 'Browser' };
  // A browser passes from a colleague to the user.
  await call('POST /v1/devices', device);
  const id = String((await by(() => call('POST /v1/devices', device, 2, { 'idempotency-key': 'device-1' })))['id']);
  await by(() => call('POST /v1/devices', { ...device, token: subscription(2) }));
  await by(() => call('GET /v1/devices'));
  await by(() => call('PATCH /v1/me', { quietHours: { from: '00:00', to: '23:59', timeZone: 'UTC' } }));
  const waiting: PushJob[] = [];
  let now = Date.parse('2026-11-21T12:00:00Z');
  let outcome: PushOutcome = { outcome: 'sent', endpointArn: 'arn:endpoint' };
  const deps = {
    table,
    clock: () => now,
    random: () => 0,
    send: async () => outcome,
    queue: async (job: PushJob) => void waiting.push(job),
    againMs: 60_000,
    ttlSeconds: 86_400,
  };
  const run = async (job: PushJob | undefined): Promise<void> => {
    if (job) await pushOwed(deps, job, 'job');
  };
  const job: PushJob = { tenantId, userId, conversationId: `g.${group}` };
  await run(job);
  now = waiting[0]?.notBefore ?? now;
  await run(waiting.shift());
  await by(() => call('PATCH /v1/me', { quietHours: null }));
  await call(`POST /v1/groups/${group}/messages`, { body: 'And another' });
  now += 61_000;
  outcome = { outcome: 'later', reason: '503' };
  await run(job);
  now += 60_000;
  outcome = { outcome: 'gone' };
  await run(waiting.shift());
  await by(() => call(`DELETE /v1/devices/${id}`, undefined, 4));
};
