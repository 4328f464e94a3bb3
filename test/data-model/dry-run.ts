import { beginJob } from '../../domain/jobs/job.ts';
import type { Table } from '../../domain/table/port.ts';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'settle' | 'enqueue'>;

/** A rule is tried on the tickets of the last week, at once and by a job. */
export const aRuleIsTried = async ({ call, settle, enqueue }: Shop, table: Table, tenantId: string): Promise<void> => {
  const tried = { event: 'message.received', actions: [{ type: 'tag', add: ['tried'] }] };
  await call('POST /v1/rules/dry-run', { rule: tried });
  const range = { from: new Date(Date.now() - 7 * 86_400_000).toISOString(), to: new Date(Date.now() + 86_400_000).toISOString() };
  const work = { rule: { ...tried, condition: { all: [] } }, days: 7, limit: 10, range, found: { after: null, looked: 0, matched: 0, items: [], bytes: 0 } };
  const job = { id: 'tried', kind: 'dry-run', state: 'running' as const, done: 0, total: 1, work };
  await beginJob({ table, clock: Date.now }, { tenantId }, job, async () => enqueue({ job: 'dryRun', tenantId, id: 'tried', step: 0 }));
  await settle();
  await call('GET /v1/jobs/tried');
};
