import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { parseTrustpilot } from '../../../channels/trustpilot/parse.ts';
import { poller } from '../../../channels/trustpilot/poller.ts';
import { createOrigin } from '../../../domain/origins/create-origin.ts';
import { deliveredVersions, MOST_SPANS, MOST_VERSIONS, type News } from '../../../domain/origins/delivered-versions.ts';
import { type PollDeps, pollOrigin } from '../../../domain/origins/poll-origin.ts';
import { duePolls } from '../../../domain/origins/poll-rows.ts';
import type { Table } from '../../../domain/table/port.ts';
import { contextOf, originWorld } from './world.ts';

interface Review {
  readonly id: string;
  readonly createdAt: number;
  edits: number;
}
const HOUR = 3_600_000;
const START = Date.parse('2026-11-21T10:00:00Z');
const iso = (at: number): string => new Date(at).toISOString();
/** As the webhook's identity tells them apart. */
const versionsOf = ({ id, edits }: Review): string[] => [`${id} created`, ...(edits === 0 ? [] : [`${id} edit ${edits}`])];

/** An origin with Trustpilot's poller, its provider, and what its webhook was posted. */
const shop = async (key: string) => {
  const world = await originWorld();
  const credentials = { businessUnitId: 'unit', webhookSecret: 'webhook-secret', apiKey: key, apiSecret: 's' };
  await createOrigin(world.deps, contextOf('t1'), { channel: 'trustpilot', name: 'Reviews', credentials });
  const reviews: Review[] = [];
  const posted: string[] = [];
  const clock = { now: START };
  /** How many of the coming writes still work; and what happens while the provider answers. */
  const fate = { writes: Number.POSITIVE_INFINITY, webhook: 'well' as 'well' | 'deaf' | 'dies', meanwhile: (): void => undefined };
  const table: Table = {
    ...world.table,
    write: async (write) => {
      if ((fate.writes -= 1) < 0) throw new Error('killed');
      return world.table.write(write);
    },
  };
  const answer = (url: URL): object => {
    if (url.pathname.endsWith('/accesstoken')) return { access_token: 'token' };
    const [from, size, page] = [
      Date.parse(String(url.searchParams.get('startDateTime'))),
      ...['perPage', 'page'].map((name) => Number(url.searchParams.get(name))),
    ];
    const listed = reviews.filter(({ createdAt }) => createdAt >= from).toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    const own = listed.slice((Number(page) - 1) * Number(size), Number(page) * Number(size)).map(({ id, createdAt, edits }) => ({
      id,
      createdAt: iso(createdAt),
      updatedAt: edits === 0 ? null : iso(createdAt + edits * 1_000),
      stars: 4,
      text: `edit ${edits}`,
      consumer: { id: `of-${id}`, displayName: 'C' },
    }));
    fate.meanwhile();
    return { reviews: own };
  };
  const settings = {
    baseUrl: 'https://api.trustpilot.example',
    timeoutMs: 1_000,
    fetch: async (url: string): Promise<OutgoingAnswer> => ({ status: 200, retryAfter: null, body: JSON.stringify(answer(new URL(url))) }),
  };
  const deps: PollDeps = {
    table,
    clock: () => clock.now,
    random: () => 1,
    everySeconds: () => 300,
    credentials: async () => credentials,
    ask: ({ cursor, since }) => poller.poll({ cursor, since, credentials, settings }),
    callOf: (_row, _credentials, news) => poller.callOf(news, credentials),
    async deliver(_row, { body }) {
      if (fate.webhook === 'deaf') return { ok: false, reason: 'webhook: 503' };
      for (const one of parseTrustpilot({ body: Buffer.from(body), receivedAt: START }))
        if (one.kind === 'event') posted.push(`${one.event.providerId} ${one.event.verb === 'created' ? 'created' : one.event.content?.text}`);
      if (fate.webhook === 'dies') throw new Error('killed');
      return { ok: true, reason: '' };
    },
  };
  const poll = async (until = Number.POSITIVE_INFINITY): Promise<void> => {
    const [row] = await duePolls(world.table, Number.POSITIVE_INFINITY);
    if (row) await pollOrigin(deps, row, until).catch(() => undefined);
    [fate.writes, fate.webhook, fate.meanwhile] = [Number.POSITIVE_INFINITY, 'well', () => undefined];
  };
  const memory = async (): Promise<string[]> => {
    const { items } = await world.table.query({ pk: 'T#t1#POLLED#origin-1' });
    return items.map(({ sk, ...item }) => `${sk} ${String(item['versions']).length / 12}`);
  };
  return { reviews, posted, clock, fate, poll, memory, table: world.table };
};

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('write' as const), count: fc.integer({ min: 1, max: 60 }), apartMs: fc.constantFrom(0, 1_000, 60_000, HOUR) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), place: fc.nat(500), during: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const), hours: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 20, 400) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('poll' as const), pages: fc.constantFrom(1, 99) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), writes: fc.integer({ min: 0, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('deaf' as const, 'dies' as const) }) },
);

test('each version is delivered at least once, whatever is written, edited or killed between and during polls; without a kill exactly once', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { reviews, posted, clock, fate, poll, memory } = await shop(`once-${(runs += 1)}`);
      const owed = new Set<string>();
      let number = 0;
      const write = (createdAt: number): void => void reviews.push({ id: String((number += 1)).padStart(6, '0'), createdAt, edits: 0 });
      /** Trustpilot has no list by time of change: an edit is seen within a day of the newest review. */
      const edit = (place: number): void => {
        const newest = Math.max(...reviews.map(({ createdAt }) => createdAt));
        const recent = reviews.filter(({ createdAt }) => createdAt >= newest - 20 * HOUR);
        const review = recent[place % Math.max(recent.length, 1)];
        if (review) review.edits += 1;
      };
      /** Versions that a poll can see: one that is replaced before the next poll is not owed. */
      const due = (): void => reviews.forEach((review) => versionsOf(review).forEach((version) => owed.add(version)));
      let killed = false;
      for (const one of steps) {
        if (one.do === 'write')
          for (let n = 0; n < one.count; n += 1) {
            clock.now += one.apartMs;
            write(clock.now);
          }
        else if (one.do === 'late' && reviews.length > 0) write(Math.max(START, Math.max(...reviews.map(({ createdAt }) => createdAt)) - one.hours * HOUR));
        else if (one.do === 'edit' && one.during) fate.meanwhile = () => edit(one.place);
        else if (one.do === 'edit') edit(one.place);
        else if (one.do === 'wait') clock.now += one.hours * HOUR;
        else if (one.do === 'poll') await poll(one.pages === 1 ? clock.now : undefined);
        else if (one.do === 'kill' || one.do === 'deaf' || one.do === 'dies') {
          if (one.do === 'kill') fate.writes = one.writes;
          else fate.webhook = one.do;
          killed ||= one.do !== 'deaf';
          await poll();
        }
      }
      // The last change may happen during the first round, and replace a version on a page that was not read yet.
      await poll();
      due();
      await poll();
      const delivered = new Set(posted);
      expect([...owed].filter((version) => !delivered.has(version))).toEqual([]);
      if (!killed) expect(posted).toHaveLength(delivered.size);
      // In steady state nothing is delivered, and only what is read again is remembered.
      const before = posted.length;
      await poll();
      await poll();
      expect(posted).toHaveLength(before);
      expect((await memory()).length).toBeLessThanOrEqual(6);
    }),
    { numRuns: 100 },
  );
});

test('a shop with 10,000 reviews a day, each edited, is polled without a delivery that was made before', { timeout: 60_000 }, async () => {
  const { reviews, posted, clock, poll, memory } = await shop('large');
  const write = (count: number): void => {
    for (let n = 0; n < count; n += 1) {
      clock.now += 8_640;
      reviews.push({ id: String(reviews.length).padStart(6, '0'), createdAt: Math.floor(clock.now / 1_000) * 1_000, edits: 1 });
    }
  };
  write(10_000);
  await poll();
  expect(posted).toHaveLength(20_000);
  write(35);
  await poll();
  expect(posted).toHaveLength(20_070);
  const items = await memory();
  expect(items.length).toBeLessThanOrEqual(6);
  // 12 bytes each, beside a key: a quarter of what an item may have.
  for (const item of items) expect(Number(item.split(' ')[1]) * 12).toBeLessThan(100_000);
});

test('above the limit of a span, what is not remembered is delivered again, and nothing is skipped', async () => {
  const { table } = await shop('limit');
  const owner = { tenantId: 't1', originId: 'origin-1' };
  const news = (from: number, count: number): News[] => Array.from({ length: count }, (_, n) => ({ key: `k${from + n}`, at: iso(START), element: null }));
  const first = deliveredVersions(table, owner);
  await first.remember(news(0, MOST_VERSIONS + 5), iso(START));
  const again = deliveredVersions(table, owner);
  expect((await again.fresh(news(0, MOST_VERSIONS + 10))).map(({ key }) => key)).toEqual(Array.from({ length: 10 }, (_, n) => `k${MOST_VERSIONS + n}`));
  await again.remember(news(MOST_VERSIONS + 5, 5), iso(START));
  const [item, ...more] = (await table.query({ pk: 'T#t1#POLLED#origin-1' })).items;
  expect([String(item?.['versions']).length, more]).toEqual([MOST_VERSIONS * 12, []]);
});

test('of many spans the newest are remembered', async () => {
  const { table } = await shop('spans');
  const owner = { tenantId: 't1', originId: 'origin-1' };
  const news = Array.from({ length: MOST_SPANS + 3 }, (_, n): News => ({ key: `k${n}`, at: iso(START + n * 6 * HOUR), element: null }));
  await deliveredVersions(table, owner).remember(news.slice(0, 20), iso(START));
  const memory = deliveredVersions(table, owner);
  await memory.remember(news.slice(20), iso(START));
  // Older than all that is remembered.
  await memory.remember(news.slice(0, 1), iso(START));
  for (const one of [memory, deliveredVersions(table, owner)]) expect((await one.fresh(news)).map(({ key }) => key)).toEqual(['k0', 'k1', 'k2']);
  expect((await table.query({ pk: 'T#t1#POLLED#origin-1' })).items).toHaveLength(MOST_SPANS);
});

test('versions from before the time that is read again are not stored', async () => {
  const { table } = await shop('span');
  const owner = { tenantId: 't1', originId: 'origin-1' };
  const [old, young]: News[] = [
    { key: 'old', at: iso(START - 30 * HOUR), element: null },
    { key: 'young', at: iso(START), element: null },
  ];
  const memory = deliveredVersions(table, owner);
  // Nothing has been read yet.
  await memory.forget(iso(START));
  await memory.remember([old as News, young as News], iso(START - 24 * HOUR));
  expect(await deliveredVersions(table, owner).fresh([old as News, young as News, young as News, old as News])).toEqual([old]);
  await memory.forget(iso(START + 24 * HOUR));
  expect(await deliveredVersions(table, owner).fresh([old as News, young as News])).toEqual([old, young]);
});
