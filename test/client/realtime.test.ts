import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, type Realtime } from '../../client/realtime/connect.ts';
import { memoryStore } from '../../client/storage/store.ts';
import { createHubDouble, ME, type Trouble } from './hub-double.ts';
import { randomOf } from './random.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CALM: Trouble = { drop: 0, double: 0, delay: 0, cut: 0, lose: 0, busy: 0 };
const chance = (max: number) => fc.double({ min: 0, max, noNaN: true });
const trouble: fc.Arbitrary<Trouble> = fc.record({
  drop: chance(0.3),
  double: chance(0.3),
  delay: chance(0.5),
  cut: chance(0.1),
  lose: chance(0.2),
  busy: chance(0.2),
});
const step = fc.oneof(
  fc.record({ do: fc.constant('append' as const), conversation: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant('append' as const), conversation: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ do: fc.constant('send' as const), conversation: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ do: fc.constantFrom('reload' as const, 'down' as const, 'up' as const) }),
);

/** Until nothing can be missing: several heartbeats. */
const SETTLE_MS = 1_500_000;

describe('whatever the connection does', () => {
  it('shows each message once, in order, complete, and delivers what was sent once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), trouble, fc.array(step, { minLength: 1, maxLength: 80, size: 'max' }), async (seed, troubles, steps) => {
        const random = randomOf(seed);
        const hub = createHubDouble(random, troubles);
        const store = memoryStore();
        const shown: Record<string, number[]> = {};
        const accepted = new Map<string, number>();
        const sent: Record<string, string[]> = {};
        const open = async (): Promise<Realtime> => {
          const client = await connect({ api: hub.api, wsUrl: 'ws://hub', store, WebSocket: hub.WebSocket, random });
          client.on('message', ({ conversationId, number }) => void (shown[conversationId] ??= []).push(number));
          client.on('outgoing', ({ id, state, number }) => void (state === 'accepted' && accepted.set(id, number ?? 0)));
          return client;
        };
        let client = await open();
        for (const [at, one] of steps.entries()) {
          if (one.do === 'append') hub.append(one.conversation, `theirs ${at}`, 'other');
          else if (one.do === 'send') {
            (sent[one.conversation] ??= []).push(client.send(one.conversation, `mine ${at}`, `id-${at}`).frame.id as string);
          } else if (one.do === 'wait') await vi.advanceTimersByTimeAsync(one.ms);
          else if (one.do === 'reload') {
            await client.close();
            client = await open();
          } else hub.setDown(one.do === 'down');
        }
        hub.calmDown();
        hub.setDown(false);
        await vi.advanceTimersByTimeAsync(SETTLE_MS);
        await client.close();

        for (const conversation of ['a', 'b', 'c']) {
          const log = hub.feed.filter(({ conversationId }) => conversationId === conversation);
          const theirs = log.filter(({ senderId }) => senderId !== ME).map(({ number }) => number);
          expect(shown[conversation] ?? []).toEqual(theirs);
          const mine = log.filter(({ senderId }) => senderId === ME);
          const ids = sent[conversation] ?? [];
          expect(mine.map(({ body }) => body)).toEqual(ids.map((id) => `mine ${id.slice(3)}`));
          for (const [at, id] of ids.entries()) if (accepted.has(id)) expect(accepted.get(id)).toBe(mine[at]?.number);
        }
        expect(client.waiting()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

describe('a connection', () => {
  const open = (hub: ReturnType<typeof createHubDouble>, more = {}): Promise<Realtime> =>
    connect({ api: hub.api, wsUrl: 'ws://hub', WebSocket: hub.WebSocket, random: () => 0.5, ...more });

  it('echoes a message at once, and says its number or why it failed for good', async () => {
    const hub = createHubDouble(Math.random, CALM);
    const client = await open(hub);
    const states: string[] = [];
    client.on('outgoing', ({ state }) => void states.push(state));
    const good = client.send('a', 'hello');
    const bad = client.send('b', 'bad');
    expect(good.state).toBe('pending');
    expect(client.waiting().map(({ id }) => id)).toEqual([good.id, bad.id]);
    await vi.advanceTimersByTimeAsync(100);
    expect(await good.done).toMatchObject({ state: 'accepted', number: 1, conversationId: 'a' });
    expect(await bad.done).toMatchObject({ state: 'failed', error: { code: 'not_found' } });
    expect(states).toEqual(['pending', 'pending', 'accepted', 'failed']);
    await client.close();
  });

  it('keeps what waits over a reload, and does not show again what was shown', async () => {
    const hub = createHubDouble(Math.random, CALM);
    const store = memoryStore();
    const first = await open(hub, { store });
    hub.append('a', 'one', 'other');
    await vi.advanceTimersByTimeAsync(100);
    hub.setDown(true);
    first.send('a', 'offline');
    await vi.advanceTimersByTimeAsync(10);
    await first.close();
    hub.setDown(false);
    const second = await open(hub, { store });
    const numbers: number[] = [];
    second.on('message', ({ number }) => void numbers.push(number));
    await vi.advanceTimersByTimeAsync(1000);
    expect(hub.feed.map(({ body }) => body)).toEqual(['one', 'offline']);
    expect(numbers).toEqual([]);
    await second.close();
  });

  it('polls while the gateway is down, and stops when it is back', async () => {
    const hub = createHubDouble(Math.random, CALM);
    hub.setDown(true);
    const client = await open(hub);
    const numbers: number[] = [];
    const states: string[] = [];
    client.on('message', ({ number }) => void numbers.push(number));
    client.on('status', (state) => void states.push(state));
    for (let at = 0; at < 7; at += 1) hub.append('a', 'x', 'other');
    const sent = client.send('a', 'by REST');
    await vi.advanceTimersByTimeAsync(15_000);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await sent.done).toMatchObject({ state: 'accepted', number: 8 });
    hub.setDown(false);
    await vi.advanceTimersByTimeAsync(60_000);
    hub.append('a', 'x', 'other');
    await vi.advanceTimersByTimeAsync(1000);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
    expect(states).toEqual(['polling', 'online']);
    await client.close();
  });

  it('acknowledges what its handlers have done, now and then', async () => {
    const hub = createHubDouble(Math.random, CALM);
    const client = await open(hub);
    await vi.advanceTimersByTimeAsync(2000);
    let done: () => void = () => undefined;
    client.on('message', () => new Promise((resolve) => (done = resolve)));
    hub.acked.length = 0;
    hub.append('a', 'x', 'other');
    await vi.advanceTimersByTimeAsync(5000);
    expect(hub.acked).toEqual([]);
    done();
    await vi.advanceTimersByTimeAsync(2000);
    expect(hub.acked).toEqual(['1']);
    await client.close();
  });
});
