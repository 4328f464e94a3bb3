import { beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from '../harness/http.ts';
import { allTickets } from '../harness/read-all.ts';
import { connectWhatsApp, createTenant, PASSWORD, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const SIGN_INS = 150;
/** How many times slower the others may be in the middle of it: two cores hash, and this test's own client takes its part too. */
const SLOWER = 15;

const hub = inject('hub');

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

describe(`${SIGN_INS} sign-ins at once`, () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let posted = 0;
  beforeAll(async () => {
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
  });

  /** One call of each kind that nobody who signs in may slow down; answers the milliseconds of both. */
  const probe = async (): Promise<number> => {
    const began = performance.now();
    expect((await api(hub.baseUrl).call('GET', '/v1/health')).status).toBe(200);
    posted += 1;
    const sent = await whatsapp.send([[{ id: `wamid.storm-${posted}`, from: '4917600001', name: 'Calm', text: `in the storm ${posted}` }]]);
    expect(sent.status).toBe(200);
    return performance.now() - began;
  };

  it('each gets a session or is told when to come back, and neither health nor webhooks wait for them', async () => {
    const calm: number[] = [];
    for (let i = 0; i < 30; i += 1) calm.push(await probe());

    const body = { tenant: tenant.slug, email: tenant.email, password: PASSWORD };
    const open = new Set<Promise<unknown>>();
    const storm = Array.from({ length: SIGN_INS }, () => {
      const answer = api(hub.baseUrl).call('POST', '/v1/sessions', { body });
      open.add(answer);
      void answer.finally(() => open.delete(answer)).catch(() => undefined);
      return answer;
    });
    const during: number[] = [];
    while (open.size > 0) during.push(await probe());

    const answers = await Promise.all(storm);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const { status, headers } of refused) {
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(answers.length - refused.length).toBeGreaterThan(0);
    expect(median(during), `calm ${median(calm)} ms, ${during.length} probes in the storm`).toBeLessThan(SLOWER * median(calm));
    await until('all that was sent meanwhile is there', async () => (await allTickets(tenant.admin))[0]?.visibleMessageCount === posted);
    expect((await api(hub.baseUrl).call('POST', '/v1/sessions', { body })).status).toBe(201);
  });
});
