import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { createOrigin } from '../../../domain/origins/create-origin.ts';
import { deleteOrigin } from '../../../domain/origins/delete-origin.ts';
import { type Answered, type PollDeps, pollOrigin } from '../../../domain/origins/poll-origin.ts';
import { changePoll, duePolls, type PollRow } from '../../../domain/origins/poll-rows.ts';
import { updateOrigin } from '../../../domain/origins/update-origin.ts';
import { contextOf, originWorld, WHATSAPP } from './world.ts';

const CREDENTIALS = { businessUnitId: 'unit', webhookSecret: 'webhook-secret', apiKey: 'k', apiSecret: 's' };
type World = Awaited<ReturnType<typeof originWorld>>;
let world: World;
let originId: string;
/** What the provider holds, and what the webhook has kept; a page is two of them. */
let news: number[];
let kept: number[];
/** Of the provider: it never told of its news before. */
let round = 0;
let now: number;
let instead: () => Answered | Error | undefined;
let webhook: () => { readonly ok: boolean; readonly reason: string; readonly afterSeconds?: number };

const deps = (more: Partial<PollDeps> = {}): PollDeps => ({
  table: world.table,
  clock: () => now,
  random: () => 1,
  everySeconds: (channel) => (channel === 'trustpilot' ? 300 : undefined),
  credentials: async () => CREDENTIALS,
  ask: async ({ cursor }) => {
    const other = instead();
    if (other instanceof Error) throw other;
    if (other) return other;
    const from = Number(cursor ?? 0);
    const page = news.slice(from, from + 2);
    return {
      outcome: 'page',
      news: page.map((element) => ({ key: `${round}.${element}`, at: '2026-11-28T10:00:00Z', element })),
      cursor: String(from + page.length),
      more: from + 2 < news.length,
      from: '2026-11-28T09:00:00Z',
    };
  },
  callOf: (_row, _credentials, told) => ({ headers: {}, body: JSON.stringify(told.map(({ element }) => element)) }),
  deliver: async (_, { body }) => {
    const answer = webhook();
    if (answer.ok) kept.push(...(JSON.parse(body) as number[]));
    return answer;
  },
  ...more,
});
const dueRow = async (): Promise<PollRow> => (await duePolls(world.table, Number.POSITIVE_INFINITY))[0] as PollRow;
const poll = async (more: Partial<PollDeps> = {}, until = Number.POSITIVE_INFINITY) => pollOrigin(deps(more), await dueRow(), until);

beforeEach(async () => {
  world = await originWorld();
  ({ id: originId } = await createOrigin(world.deps, contextOf('t1'), { channel: 'trustpilot', name: 'Reviews', credentials: CREDENTIALS }));
  now = Date.parse('2026-11-28T10:00:00Z');
  [news, kept] = [[], []];
  instead = () => undefined;
  webhook = () => ({ ok: true, reason: 'webhook: 200' });
});

test('an origin of a channel that is polled is due at once, others never', async () => {
  await createOrigin(world.deps, contextOf('t1'), WHATSAPP);
  expect((await duePolls(world.table, now)).map((row) => [row.originId, row.tenantId, row.cursor])).toEqual([[originId, 't1', null]]);
});

test('all pages come, in their order, and then it rests', async () => {
  news = [1, 2, 3, 4, 5];
  expect(await poll()).toEqual({ outcome: 'polled', pages: 3 });
  expect(kept).toEqual([1, 2, 3, 4, 5]);
  expect(await duePolls(world.table, now + 299_000)).toEqual([]);
  expect(await duePolls(world.table, now + 300_000)).toHaveLength(1);
  expect(await poll()).toEqual({ outcome: 'polled', pages: 1 });
  expect(kept).toHaveLength(5);
});

test('news that are a call each are delivered one by one, up to the first that is not durable', async () => {
  const page: Answered = {
    outcome: 'page',
    news: [1, 2, 3].map((element) => ({ key: `e${element}`, at: '2026-11-28T10:00:00Z', element })),
    cursor: '3',
    more: false,
    from: '9999-12-31T00:00:00Z',
    each: true,
  };
  instead = () => page;
  const bodies: string[] = [];
  let refusing = '2';
  const deliver: PollDeps['deliver'] = async (_, { body }) => {
    if (body === `[${refusing}]`) return { ok: false, reason: 'webhook: 503' };
    bodies.push(body);
    return { ok: true, reason: 'webhook: 200' };
  };
  expect(await poll({ deliver })).toEqual({ outcome: 'retry', reason: 'webhook: 503', pages: 0 });
  refusing = '';
  now += 3_600_000;
  expect(await poll({ deliver })).toEqual({ outcome: 'polled', pages: 1 });
  expect(bodies).toEqual(['[1]', '[1]', '[2]', '[3]']);
});

test('a mailbox is polled from when it has a login for it, and others never', async () => {
  const rows = async (): Promise<string[]> => (await duePolls(world.table, Number.POSITIVE_INFINITY)).map((row) => row.originId);
  const login = { imap: { host: 'imap.shop.example', user: 'help', password: 'p' } };
  const credentials = { address: 'help@shop.example', inboundSecret: 'inbound-secret' };
  const later = await createOrigin(world.deps, contextOf('t1'), { channel: 'mail', name: 'Later', credentials });
  expect(await rows()).toEqual([originId]);
  const at = await createOrigin(world.deps, contextOf('t1'), { channel: 'mail', name: 'At once', credentials: { ...credentials, ...login } });
  const change = { ...world.deps, startReveal: async () => {} };
  for (const _twice of [1, 2]) await updateOrigin(change, contextOf('t1'), later.id, { credentials: login });
  await updateOrigin(change, contextOf('t1'), later.id, { credentials: { inboundSecret: 'another-secret' } });
  expect((await rows()).toSorted()).toEqual([originId, at.id, later.id].toSorted());
});

test('pages that do not fit into the time are due again at once, from the current cursor', async () => {
  news = [1, 2, 3, 4, 5];
  expect(await poll({}, now)).toEqual({ outcome: 'polled', pages: 1 });
  expect(await duePolls(world.table, now)).toHaveLength(1);
  await poll();
  expect(kept).toEqual([1, 2, 3, 4, 5]);
});

test('one poller at a time: who comes second finds it taken, until the first has died', async () => {
  news = [1, 2, 3];
  const row = await dueRow();
  const first = pollOrigin(deps(), row, Number.POSITIVE_INFINITY);
  const second = pollOrigin(deps(), row, Number.POSITIVE_INFINITY);
  expect((await Promise.all([first, second])).map(({ outcome }) => outcome).sort()).toEqual(['polled', 'taken']);
  expect(kept).toEqual([1, 2, 3]);
  instead = () => new Error('killed');
  await expect(poll()).rejects.toThrow('killed');
  expect(await duePolls(world.table, now + 134_000)).toEqual([]);
  expect(await duePolls(world.table, now + 135_000)).toHaveLength(1);
});

test('a deployment says how long a poller may hold an origin without a sign of life', async () => {
  news = [1, 2, 3];
  let [asked, atSecond] = [0, -1];
  await expect(
    poll({
      claimedMs: 8_000,
      deliver: async () => {
        asked += 1;
        now += 5_000;
        if (asked === 2) {
          // The first page has renewed the lease.
          atSecond = (await duePolls(world.table, now)).length;
          throw new Error('killed');
        }
        return { ok: true, reason: '' };
      },
    }),
  ).rejects.toThrow('killed');
  expect([asked, atSecond]).toEqual([2, 0]);
  expect(await duePolls(world.table, now + 2_999)).toEqual([]);
  expect(await duePolls(world.table, now + 3_000)).toHaveLength(1);
});

test('a poller that was thought dead and comes back moves no cursor', async () => {
  news = [1, 2];
  const outcome = await poll({
    deliver: async () => {
      await changePoll(world.table, await dueRow(), { dueAt: 0 });
      return { ok: true, reason: '' };
    },
  });
  expect(outcome).toEqual({ outcome: 'taken' });
  expect((await dueRow()).cursor).toBeNull();
});

test('a disabled origin is not asked; enabled again it goes on where it stood', async () => {
  news = [1, 2];
  await poll();
  await updateOrigin(world.deps, contextOf('t1'), originId, { state: 'disabled' });
  news = [1, 2, 3, 4, 5, 6];
  expect(await poll()).toEqual({ outcome: 'disabled' });
  expect(kept).toEqual([1, 2]);
  await updateOrigin(world.deps, contextOf('t1'), originId, { state: 'enabled' });
  await poll();
  expect(kept).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a deleted origin, and one of a channel that is polled no more, are not asked again', async () => {
  news = [1];
  await poll();
  const remembered = { pk: `T#t1#POLLED#${originId}` };
  expect((await world.table.query(remembered)).items).toHaveLength(1);
  await deleteOrigin(world.deps, contextOf('t1'), originId);
  expect(await poll()).toEqual({ outcome: 'gone' });
  expect((await world.table.query(remembered)).items).toEqual([]);
  expect(await duePolls(world.table, Number.POSITIVE_INFINITY)).toEqual([]);
  await createOrigin(world.deps, contextOf('t2'), { channel: 'trustpilot', name: 'Reviews', credentials: CREDENTIALS });
  expect(await poll({ everySeconds: () => undefined })).toEqual({ outcome: 'gone' });
  expect(await duePolls(world.table, Number.POSITIVE_INFINITY)).toEqual([]);
});

test('credentials that are not there, or not for polling, are looked at again after a while', async () => {
  expect(await poll({ credentials: async () => undefined })).toEqual({ outcome: 'idle' });
  instead = () => ({ outcome: 'idle' });
  expect(await poll()).toEqual({ outcome: 'idle' });
  expect(await duePolls(world.table, now + 5 * 60_000)).toHaveLength(1);
});

test('failures wait longer each time, at least as long as was asked for, and at most an hour; a success ends that', async () => {
  const pauses: number[] = [];
  const pause = async (): Promise<void> => {
    await poll();
    pauses.push(((await dueRow()).dueAt - now) / 1_000);
  };
  instead = () => ({ outcome: 'retry', reason: 'reviews: 503' });
  for (let n = 0; n < 8; n += 1) await pause();
  instead = () => ({ outcome: 'retry', reason: 'reviews: 429', afterSeconds: 7_200 });
  await pause();
  expect(pauses).toEqual([60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 7_200]);
  instead = () => undefined;
  news = [1];
  webhook = () => ({ ok: false, reason: 'webhook: 503', afterSeconds: 2 });
  expect(await poll()).toEqual({ outcome: 'retry', reason: 'webhook: 503', pages: 0 });
  expect([kept, (await dueRow()).cursor]).toEqual([[], null]);
  webhook = () => ({ ok: true, reason: '' });
  await poll();
  expect([kept, (await dueRow()).failures]).toEqual([[1], 0]);
});

test('with any failure and any death of a poller, nothing is skipped and pages stay in order', async () => {
  const deed = fc.constantFrom('ask', 'ask', 'refuse', 'lose', 'die before', 'die after', 'news', 'disable', 'enable');
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
      await world.table.write({ op: 'put', item: { pk: 'DIR#poll', sk: originId, ...(await dueRow()), cursor: null, failures: 0, dueAt: 0 } });
      [news, kept] = [[], []];
      round += 1;
      let fate = '';
      instead = () => (fate === 'refuse' ? { outcome: 'retry', reason: 'no' } : fate === 'die before' ? new Error('dead') : undefined);
      webhook = () => ({ ok: fate !== 'lose', reason: '' });
      const killed: Partial<PollDeps> = {
        deliver: async (_, { body }) => {
          kept.push(...(JSON.parse(body) as number[]));
          throw new Error('dead');
        },
      };
      for (const one of deeds) {
        fate = one;
        if (one === 'news') for (let n = 0; n < 3; n += 1) news.push(news.length + 1);
        else if (one === 'disable' || one === 'enable')
          await updateOrigin(world.deps, contextOf('t1'), originId, { state: one === 'disable' ? 'disabled' : 'enabled' });
        else await poll(one === 'die after' ? killed : {}).catch(() => undefined);
      }
      await updateOrigin(world.deps, contextOf('t1'), originId, { state: 'enabled' });
      fate = '';
      await poll();
      // The first time that each came is in order; what came again was kept before.
      expect([...new Set(kept)]).toEqual(news);
    }),
    { numRuns: 80 },
  );
});
