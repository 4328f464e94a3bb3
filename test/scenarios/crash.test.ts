import { afterAll, describe, expect, it } from 'vitest';
import { seeded } from '../../demo/random.ts';
import { checkTenant, NO_DEFECTS, visibleMessages } from '../harness/check-tenant.ts';
import { crowd } from '../harness/crowd.ts';
import { guardedHub } from '../harness/guarded-hub.ts';
import type { Api } from '../harness/http.ts';
import { removeHome, temporaryHome } from '../harness/hub.ts';
import { seedOfRun } from '../harness/random.ts';
import { recounted } from '../harness/recount.ts';
import { sendAll } from '../harness/sender.ts';
import type { Queue } from '../harness/shapes.ts';
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
      // Every part has to do its work again: a webhook is one record of the topic and one look at the table, and this one is known already.
      const [known] = deliveries;
      const works = (): (() => Promise<boolean>) => {
        // A session of its own for each time: a long run outlives one.
        let watcher: Api | undefined;
        return async () => {
          watcher ??= await signIn(hub.address().baseUrl, tenant.slug, tenant.email);
          const accepted = known === undefined || (await whatsapp.post(known.body)).status === 200;
          return accepted && (await watcher.call('GET', '/v1/search?q=parcel')).status === 200;
        };
      };
      const kinds = hub.kinds().toSorted(() => random() - 0.5);
      const share = Math.ceil(MESSAGES / kinds.length);
      const sent: string[] = [];
      const killed: string[] = [];
      const healing: string[] = [];
      // A wave for each kind of process: it is hit after a random number of acceptances, while at least 50 requests are in flight.
      for (const [index, kind] of kinds.entries()) {
        const wave = deliveries.slice(index * share, (index + 1) * share);
        const moment = 1 + Math.floor(random() * Math.max(1, wave.length - 55));
        const hopeless = new AbortController();
        let heals: Promise<void> | undefined;
        const strike = (total: number): void => {
          if (total !== moment || !hub.killOne(kind)) return;
          killed.push(kind);
          heals = hub.healed(works()).then(
            (ms) => void healing.push(`${kind} ${(ms / 1000).toFixed(1)} s`),
            (error: unknown) => hopeless.abort(error),
          );
        };
        const options = {
          url: `${hub.address().baseUrl}${whatsapp.origin.webhookPath}`,
          appSecret: whatsapp.appSecret,
          inFlight: IN_FLIGHT,
          retry: true,
          signal: hopeless.signal,
        };
        sent.push(...(await sendAll(wave, { ...options, onAccepted: (_, total) => strike(total) })).map(({ id }) => id));
        await heals;
        hopeless.signal.throwIfAborted();
      }
      // Once more all at once, while what was accepted is still on its way through topic and stream.
      for (const kind of kinds) hub.killOne(kind);
      healing.push(`all at once ${((await hub.healed(works())) / 1000).toFixed(1)} s`);
      process.stdout.write(`healed: ${healing.join(', ')}\n`);
      expect(killed).toEqual(kinds);
      expect(sent.length).toBe(MESSAGES);

      const admin = await signIn(hub.address().baseUrl, tenant.slug, tenant.email);
      await until('everything accepted is visible', async () => (await visibleMessages(admin)) >= MESSAGES, 180_000);
      await until(
        'the counters have settled',
        async () => (await recounted(admin)).queues.every(({ stored, recounted: own }) => stored.created === own.created && own.created === AUTHORS),
        60_000,
      );
      expect(await checkTenant(admin, sent)).toEqual({ ...NO_DEFECTS, tickets: AUTHORS, messages: MESSAGES });
    } finally {
      await hub.end();
    }
  });
});
