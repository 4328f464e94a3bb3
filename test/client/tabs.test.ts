import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Channel, Locks } from '../../client/platform.ts';
import { connectTabs } from '../../client/realtime/tabs.ts';
import { memoryStore } from '../../client/storage/store.ts';
import { createHubDouble } from './hub-double.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A browser with tabs: locks are handed on when a tab closes or crashes, messages reach every other tab. */
function createBrowser() {
  const channels = new Set<Channel & { readonly tab: number }>();
  const queue: { readonly tab: number; readonly start: () => void }[] = [];
  let holder: number | undefined;
  const next = (): void => {
    holder = undefined;
    const first = queue.shift();
    if (first === undefined) return;
    holder = first.tab;
    first.start();
  };
  const tabOf = (tab: number) => {
    class TabChannel implements Channel {
      onmessage: Channel['onmessage'] = null;
      readonly tab = tab;
      private isClosed = false;
      constructor(_name: string) {
        channels.add(this);
      }
      postMessage(message: unknown): void {
        if (this.isClosed) throw new DOMException('Channel is closed', 'InvalidStateError');
        if (!channels.has(this)) return;
        for (const other of channels) if (other !== this) queueMicrotask(() => channels.has(other) && other.onmessage?.({ data: structuredClone(message) }));
      }
      close(): void {
        this.isClosed = true;
        channels.delete(this);
      }
    }
    const locks: Locks = {
      request: <T>(_name: string, { signal }: { signal?: AbortSignal }, work: () => Promise<T>) =>
        new Promise<T>((resolve, reject) => {
          const waits = {
            tab,
            start: () =>
              void work()
                .then(resolve, reject)
                .finally(() => holder === tab && next()),
          };
          signal?.addEventListener('abort', () => {
            if (!queue.includes(waits)) return;
            queue.splice(queue.indexOf(waits), 1);
            reject(signal.reason as Error);
          });
          queue.push(waits);
          if (holder === undefined) next();
        }),
    };
    return { locks, BroadcastChannel: TabChannel };
  };
  /** The tab is gone without a word; its socket with it. */
  const crash = (tab: number): void => {
    for (const channel of channels) if (channel.tab === tab) channels.delete(channel);
    if (holder === tab) next();
  };
  return { tabOf, crash };
}

describe('several tabs', () => {
  const CALM = { drop: 0, double: 0, delay: 0, cut: 0, lose: 0, busy: 0 };
  const setUp = async (count: number, firstStores = true) => {
    const hub = createHubDouble(Math.random, CALM);
    let connections = 0;
    const subscribed: unknown[] = [];
    class Counted extends hub.WebSocket {
      constructor(url: string) {
        super(url);
        connections += 1;
      }
      override send(text: string): void {
        if (text.includes('"subscribe"')) subscribed.push(JSON.parse(text));
        super.send(text);
      }
    }
    const browser = createBrowser();
    const store = memoryStore();
    const tabs = [];
    for (let at = 0; at < count; at += 1) {
      const client = await connectTabs({
        api: hub.api,
        wsUrl: 'ws://hub',
        store: at === 0 && !firstStores ? { ...store, set: () => Promise.resolve() } : store,
        WebSocket: Counted,
        random: () => 0.5,
        ...browser.tabOf(at),
      });
      const numbers: number[] = [];
      const states: string[] = [];
      client.on('message', ({ number }) => void numbers.push(number));
      client.on('outgoing', ({ state }) => void states.push(state));
      tabs.push({ client, numbers, states });
    }
    await vi.advanceTimersByTimeAsync(500);
    return { hub, browser, tabs: tabs as [(typeof tabs)[0], (typeof tabs)[0], (typeof tabs)[0]], connections: () => connections, subscribed };
  };

  it('have one connection, and all show every message and what each of them sends', async () => {
    const { hub, tabs, connections } = await setUp(3);
    hub.append('a', 'x', 'other');
    const { done } = tabs[2].client.send('a', 'from the third');
    await vi.advanceTimersByTimeAsync(500);
    expect(await done).toMatchObject({ state: 'accepted', number: 2 });
    expect(connections()).toBe(1);
    for (const { client, numbers, states } of tabs) {
      expect(client.status).toBe('online');
      expect(numbers).toEqual([1]);
      expect(states).toEqual(['pending', 'accepted']);
      expect(client.waiting()).toEqual([]);
    }
    await Promise.all(tabs.map(({ client }) => client.close()));
  });

  it.each(['closes', 'crashes'])('go on when the leader %s before it has stored anything: nothing is lost, nothing is shown twice', async (how) => {
    const { hub, browser, tabs, connections } = await setUp(3, false);
    hub.append('a', 'one', 'other');
    await vi.advanceTimersByTimeAsync(100);
    if (how === 'closes') await tabs[0].client.close();
    else browser.crash(0);
    const { done } = tabs[1].client.send('a', 'between two leaders');
    hub.append('a', 'three', 'other');
    await vi.advanceTimersByTimeAsync(2000);
    hub.append('a', 'four', 'other');
    await vi.advanceTimersByTimeAsync(2000);
    expect(await done).toMatchObject({ state: 'accepted' });
    const theirs = hub.feed.filter(({ senderId }) => senderId === 'other').map(({ number }) => number);
    expect(hub.feed.length).toBe(4);
    for (const { numbers } of tabs.slice(1)) expect(numbers).toEqual(theirs);
    expect(connections()).toBe(2);
    await Promise.all(tabs.slice(1).map(({ client }) => client.close()));
  });

  it('may be told where they are after they have closed', async () => {
    const { tabs } = await setUp(1);
    await tabs[0].client.close();
    expect(() => {
      tabs[0].client.subscribe({});
      tabs[0].client.typing('a', false);
    }).not.toThrow();
    expect(tabs[0].client.status).toBe('closed');
  });

  it('get frames about what all of them show together', async () => {
    const { tabs, subscribed } = await setUp(2);
    // Users may not follow tickets, also not all of them.
    expect(subscribed).toEqual([]);
    tabs[0].client.subscribe({ ticketIds: ['1'] });
    tabs[1].client.subscribe({ ticketIds: ['2'], queueIds: ['q'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(subscribed.at(-1)).toEqual({ type: 'subscribe', queueIds: ['q'], ticketIds: ['1', '2'] });
    await tabs[1].client.close();
    await vi.advanceTimersByTimeAsync(100);
    expect(subscribed.at(-1)).toEqual({ type: 'subscribe', queueIds: [], ticketIds: ['1'] });
    tabs[0].client.subscribe({ ticketIds: Array.from({ length: 101 }, (_, at) => String(at)) });
    await vi.advanceTimersByTimeAsync(100);
    expect(subscribed.at(-1)).toEqual({ type: 'subscribe' });
    await tabs[0].client.close();
  });

  it('hear the chats of applications that any of them shows', async () => {
    const { tabs, subscribed } = await setUp(2);
    tabs[0].client.subscribe({ conversationIds: ['c.1'] });
    tabs[1].client.subscribe({ conversationIds: ['c.2', 'c.1'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(subscribed.at(-1)).toEqual({ type: 'subscribe', conversationIds: ['c.1', 'c.2'] });
    for (const { client } of tabs.slice(0, 2)) client.subscribe({ conversationIds: ['c.3'], ticketIds: ['1'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(subscribed.at(-1)).toEqual({ type: 'subscribe', queueIds: [], ticketIds: ['1'], conversationIds: ['c.3'] });
    tabs[1].client.subscribe({ conversationIds: ['c.4'] });
    await vi.advanceTimersByTimeAsync(100);
    expect(subscribed.slice(-2)).toEqual([{ type: 'subscribe' }, { type: 'subscribe', conversationIds: ['c.3', 'c.4'] }]);
    await Promise.all(tabs.slice(0, 2).map(({ client }) => client.close()));
  });
});
