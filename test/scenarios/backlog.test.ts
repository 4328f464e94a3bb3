import { afterAll, describe, expect, it } from 'vitest';
import { drainBacklog } from '../harness/backlog.ts';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import { removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import type { Queue, Recount } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** 500 in every run; `npm run bench -- --scale` sets 20,000. */
const MESSAGES = Number(process.env['PARLEY_BACKLOG_MESSAGES'] ?? 500);
const AUTHORS = Math.max(20, Math.floor(MESSAGES / 20));

describe('customers write while the workers stand still', () => {
  const home = temporaryHome();
  afterAll(() => removeHome(home));

  it(`a backlog of ${MESSAGES} messages drains, and each is there exactly once`, { timeout: 900_000 }, async () => {
    const hub = await startHub({ home });
    try {
      const tenant = await createTenant(hub);
      const whatsapp = await connectWhatsApp(tenant);
      const condition = { all: [{ field: 'origin.channel', op: 'eq', value: 'whatsapp' }] };
      await tenant.admin.post<Queue>('/v1/queues', { name: 'All', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });
      const session = () => signIn(hub.baseUrl, tenant.slug, tenant.email);
      const admin = await session();
      const { accepted, visibleBefore, drainedPerSecond } = await drainBacklog(hub, {
        whatsapp,
        session: () => Promise.resolve(admin),
        messages: MESSAGES,
        authors: AUTHORS,
        name: 'backlog',
      });
      process.stdout.write(`drained: ${MESSAGES} messages at ${drainedPerSecond.toFixed(0)} a second\n`);
      expect(accepted.length).toBe(MESSAGES);
      expect(visibleBefore).toBe(0);

      const later = await session();
      await until(
        'the counters have settled',
        async () =>
          (await later.post<Recount>('/v1/admin/recount', {}, 200)).queues.every(
            ({ stored, recounted }) => stored.created === recounted.created && recounted.created === AUTHORS,
          ),
        60_000,
      );
      expect(await checkTenant(later, accepted)).toEqual({ ...NO_DEFECTS, tickets: AUTHORS, messages: MESSAGES });
    } finally {
      await hub.stop();
    }
  });
});
