import { afterAll, describe, expect, it } from 'vitest';
import { crowd } from '../harness/crowd.ts';
import { guardedHub } from '../harness/guarded-hub.ts';
import { removeHome, temporaryHome } from '../harness/hub.ts';
import { INNOCENT, judge, visibleMessages } from '../harness/judge.ts';
import { seeded, seedOfRun } from '../harness/random.ts';
import { sendAll } from '../harness/sender.ts';
import type { Queue, Recount } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** 300 in every run; `npm run bench -- --scale` sets 2,000. */
const MESSAGES = Number(process.env['PARLEY_CRASH_MESSAGES'] ?? 300);
const AUTHORS = Math.max(20, Math.floor(MESSAGES / 10));
const IN_FLIGHT = 64;

describe('every process is killed while customers write', () => {
  const home = temporaryHome();
  const seed = seedOfRun();
  afterAll(() => removeHome(home));

  it(`${MESSAGES} accepted messages are each there exactly once (seed ${seed})`, { timeout: 600_000 }, async () => {
    const random = seeded(seed);
    const hub = await guardedHub(home);
    try {
      const tenant = await createTenant(hub.address());
      const whatsapp = await connectWhatsApp(tenant);
      const condition = { all: [{ field: 'origin.channel', op: 'eq', value: 'whatsapp' }] };
      await tenant.admin.post<Queue>('/v1/queues', { name: 'All', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });

      const deliveries = crowd({ messages: MESSAGES, authors: AUTHORS, phoneNumberId: whatsapp.phoneNumberId, name: 'crash' });
      // Kinds of processes still to be hit; the rest of the run hits whatever there is.
      const spared = new Set(hub.kinds());
      const kindsAtStart = spared.size;
      let accepted = 0;
      let kills = 0;
      const sending = new AbortController();
      const killer = (async () => {
        while (!sending.signal.aborted || spared.size > 0) {
          await new Promise((resolve) => setTimeout(resolve, 100 + random() * 500));
          const kinds = [...(spared.size > 0 ? spared : new Set(hub.kinds()))];
          const kind = kinds[Math.floor(random() * kinds.length)];
          if (kind === undefined) continue;
          if (hub.killOne(kind)) {
            kills += 1;
            spared.delete(kind);
          }
          await hub.healed();
        }
      })();
      // A first wave is under way while the first kills fall; later waves keep requests in flight until every kind was hit.
      const sent = [];
      const share = Math.ceil(deliveries.length / Math.max(2, kindsAtStart));
      for (let from = 0; from < deliveries.length; from += share) {
        const options = { url: `${hub.address().baseUrl}${whatsapp.origin.webhookPath}`, appSecret: whatsapp.appSecret, inFlight: IN_FLIGHT, retry: true };
        sent.push(...(await sendAll(deliveries.slice(from, from + share), { ...options, onAccepted: () => (accepted += 1) })));
      }
      sending.abort();
      await killer;
      await hub.healed();

      const admin = await signIn(hub.address().baseUrl, tenant.slug, tenant.email);
      await until('everything accepted is visible', async () => (await visibleMessages(admin)) >= MESSAGES, 90_000);
      await until(
        'the counters have settled',
        async () =>
          (await admin.post<Recount>('/v1/admin/recount', {}, 200)).queues.every(
            ({ stored, recounted }) => stored.created === recounted.created && recounted.created === AUTHORS,
          ),
        60_000,
      );
      const verdict = await judge(
        admin,
        sent.map(({ id }) => id),
      );
      expect(verdict).toEqual({ ...INNOCENT, tickets: AUTHORS, messages: MESSAGES });
      expect(accepted).toBe(MESSAGES);
      expect(kills).toBeGreaterThanOrEqual(kindsAtStart);
    } finally {
      await hub.end();
    }
  });
});
