import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { freePort } from '../harness/port.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Origin, Ticket } from '../harness/shapes.ts';
import { parleySignature } from '../harness/sign.ts';
import { createTenant, signIn, type TestTenant } from '../harness/tenant.ts';
import { API_KEY, API_SECRET, type Review, startTrustpilot, type TrustpilotDouble } from '../harness/trustpilot.ts';
import { until } from '../harness/until.ts';

/** More than one page of the poller's. */
const SEVERAL_PAGES = 60;
/** Only ends a broken test. */
const LIMIT_MS = 120_000;

describe('reviews that only the poller brings', { timeout: 240_000 }, () => {
  const home = temporaryHome();
  const unit = `unit-${randomUUID().slice(0, 8)}`;
  /** An origin that nothing happens to: its polls tell that time has passed. */
  const clockUnit = `clock-${randomUUID().slice(0, 8)}`;
  let provider: TrustpilotDouble;
  let port: number;
  let hub: Hub;
  let tenant: TestTenant;
  let origin: Origin;
  let admin: Api;
  let secret: string;
  const written: Review[] = [];

  const start = async (): Promise<void> => {
    const env = { PARLEY_OUTGOING_ALLOW: provider.host, TRUSTPILOT_API_URL: provider.url, SEND_TIMEOUT_MS: '2500' };
    hub = await startHub({ home, port, env: { ...env, PARLEY_SCHEDULE_SECONDS: '0.3', POLL_EVERY_SECONDS: '0.5', POLL_CLAIM_SECONDS: '15' } });
  };
  const connect = (businessUnitId: string, webhookSecret: string): Promise<Origin> =>
    tenant.admin.post<Origin>('/v1/origins', {
      channel: 'trustpilot',
      name: businessUnitId,
      credentials: { businessUnitId, webhookSecret, apiKey: API_KEY, apiSecret: API_SECRET },
    });
  const write = (count: number, about: string): Review[] => {
    const reviews = Array.from({ length: count }, (_, n) => provider.write(unit, `${about} ${n}`));
    written.push(...reviews);
    return reviews;
  };
  const tickets = (): Promise<Ticket[]> => allTickets(admin, `?originId=${origin.id}`);
  /** Every review has its own author, so each is the one message of one ticket. */
  const allThere = async (): Promise<readonly Ticket[]> => {
    const found = await until(
      `${written.length} reviews are tickets`,
      async () => {
        const now = await tickets();
        return now.length >= written.length ? now : undefined;
      },
      LIMIT_MS,
    );
    expect(found).toHaveLength(written.length);
    return found;
  };
  const polledAgain = async (of: string, times = 2): Promise<void> => {
    const before = provider.calls(of).length;
    await until(`${of} is polled again`, () => provider.calls(of).length >= before + times, LIMIT_MS);
  };

  beforeAll(async () => {
    provider = await startTrustpilot();
    port = await freePort();
    await start();
    tenant = await createTenant(hub);
    secret = randomUUID();
    origin = await connect(unit, secret);
    await connect(clockUnit, randomUUID());
  });
  beforeEach(async () => {
    admin = await signIn(hub.baseUrl, tenant.slug, tenant.email);
  });
  afterAll(async () => {
    provider.close();
    await hub.stop();
    removeHome(home);
  });

  it('appear once each, over several pages, and none that was written before the origin was connected', async () => {
    provider.write(unit, 'from before', new Date(Date.now() - 3_600_000));
    write(SEVERAL_PAGES, 'first');
    const found = await allThere();
    // The next rounds bring the same reviews again.
    await polledAgain(unit, 4);
    expect(await tickets()).toHaveLength(SEVERAL_PAGES);
    const [ticket] = found;
    const [message, ...more] = await ticketMessages(admin, ticket?.id ?? '');
    expect(more).toEqual([]);
    const review = written.find(({ id }) => id === message?.providerId);
    expect(message).toMatchObject({ text: `${review?.title}\n\n${review?.text}`, starRating: review?.stars });
  });

  it('are one message where the webhook brings them too, and it shows their edit', async () => {
    const [both] = write(1, 'both ways') as [Review];
    const post = async (what: string, review: Review): Promise<void> => {
      const body = JSON.stringify({ events: [{ eventName: `service-review-${what}`, version: '1', eventData: review }] });
      const headers = { 'content-type': 'application/json', ...parleySignature(secret, body) };
      expect((await api(hub.baseUrl).call('POST', origin.webhookPath, { raw: body, headers })).status).toBe(200);
    };
    await post('created', both);
    await allThere();
    await post('updated', provider.edit(unit, both.id, 'both ways, changed'));
    const text = `${both.title}\n\nboth ways, changed`;
    const ticketOfBoth = async (): Promise<Ticket | undefined> => (await tickets()).find(({ author }) => author.name === both.consumer.displayName);
    await until('the edit is shown', async () => (await ticketMessages(admin, (await ticketOfBoth())?.id ?? '')).some((message) => message.text === text));
    // Nothing that the poller brings afterwards takes it back.
    await polledAgain(unit, 6);
    write(1, 'after the edit');
    const found = await allThere();
    const own = found.find(({ author }) => author.name === both.consumer.displayName);
    const messages = await ticketMessages(admin, own?.id ?? '');
    expect(messages).toMatchObject([{ providerId: both.id, text }]);
  });

  it('are all there after an outage of errors, silence and limits, and no call comes before Retry-After', async () => {
    let limitedAt = 0;
    provider.behave(unit, (response, nth) => {
      if (nth <= 2) response.writeHead(500).end('oops');
      else if (nth === 4) {
        limitedAt = Date.now();
        response.writeHead(429, { 'retry-after': '6' }).end();
      }
      // Call 3 gets no answer at all.
      return nth <= 4 ? true : undefined;
    });
    write(SEVERAL_PAGES, 'during the outage');
    await allThere();
    const next = provider.calls(unit).find(({ at }) => at > limitedAt);
    expect((next?.at ?? 0) - limitedAt).toBeGreaterThanOrEqual(5_900);
  });

  it('are not asked for while the origin is disabled, and all there when it is enabled again', async () => {
    await admin.patch(`/v1/origins/${origin.id}`, { state: 'disabled' });
    // A poll may be under way.
    await until('no poll of it is under way', async () => {
      const calls = provider.calls(unit).length;
      await polledAgain(clockUnit);
      return provider.calls(unit).length === calls;
    });
    const before = provider.calls(unit).length;
    write(5, 'while disabled');
    await polledAgain(clockUnit, 3);
    expect(provider.calls(unit)).toHaveLength(before);
    await admin.patch(`/v1/origins/${origin.id}`, { state: 'enabled' });
    await allThere();
  });

  it('are all there after a kill -9 between two pages: the next poller goes on from the page that the killed one stored', async () => {
    let held = 0;
    provider.behave(unit, (_response, nth) => {
      // The first page is answered, the second never.
      if (nth === 1) return undefined;
      held += 1;
      return true;
    });
    write(SEVERAL_PAGES, 'around the kill');
    await until('the second page is asked for', () => held > 0, LIMIT_MS);
    const [killed] = provider.calls(unit).slice(-1);
    await hub.killAll();
    provider.behave(unit, () => undefined);
    const asked = provider.calls(unit).length;
    await start();
    await until('it is polled again', () => provider.calls(unit).length > asked, LIMIT_MS);
    const [resumed] = provider.calls(unit).slice(asked);
    expect(resumed).toMatchObject({ startDateTime: killed?.startDateTime, page: killed?.page });
    admin = await signIn(hub.baseUrl, tenant.slug, tenant.email);
    await allThere();
    for (const { id } of await tickets()) expect(await ticketMessages(admin, id)).toHaveLength(1);
  });

  it('are asked for by one poller at a time', () => {
    expect(provider.mostAtOnce(unit)).toBe(1);
    expect(provider.mostAtOnce(clockUnit)).toBe(1);
  });
});
