import { beforeEach, describe, expect, test } from 'vitest';
import { CallFailed } from '../../widget/src/logic/api.ts';
import { createCells } from '../../widget/src/logic/cells.ts';
import { createChat } from '../../widget/src/logic/chat.ts';
import { createDrawer } from '../../widget/src/logic/drawer.ts';
import type { SocketEvents } from '../../widget/src/logic/feed.ts';
import { createTabs, type Told } from '../../widget/src/logic/tabs.ts';
import { ended, memoryKeys, message, OPEN, settle, TestClock, TestHub } from './doubles.ts';

let hub: TestHub;
let clock: TestClock;
let keys: ReturnType<typeof memoryKeys>;
let sockets: SocketEvents[];
let told: Told[];
let ids: number;
beforeEach(() => {
  [hub, clock, keys, sockets, told, ids] = [new TestHub(), new TestClock(), memoryKeys(), [], [], 0];
});
const page = () => {
  const chat = createChat({
    cells: createCells(),
    api: hub.api,
    drawer: createDrawer(keys, 'o-1'),
    clock,
    tabs: createTabs('chat', null, (one) => void told.push(one)),
    newId: () => `id-${(ids += 1)}`,
    openSocket: (_url, events) => {
      sockets.push(events);
      return { send: () => undefined, close: () => undefined };
    },
    onReply: () => undefined,
    onWrongHash: () => undefined,
  });
  return { chat, state: chat.state };
};
const receive = async (frame: object): Promise<void> => {
  sockets.at(-1)?.onText(JSON.stringify(frame));
  await settle();
};
/** A page whose visitor has written, with an open socket. */
const chatting = async () => {
  const one = page();
  await one.chat.begin();
  await one.chat.open();
  await one.chat.say('hello');
  await settle();
  sockets.at(-1)?.onOpen();
  await settle();
  return one;
};

describe('the end of a chat', () => {
  test('is shown when the socket tells it, and other tabs hear of it', async () => {
    const { state } = await chatting();
    expect(state.endedAt.value).toBeNull();
    await receive({ type: 'chat', chat: ended() });
    expect(state.endedAt.value).toBe(ended().endedAt);
    expect(told.filter(({ tell }) => tell === 'chat')).toContainEqual({ tell: 'chat', conversationId: 'of-token-1', chat: ended() });
    const other = page();
    await other.chat.begin();
    other.chat.hear({ tell: 'chat', conversationId: 'of-token-1', chat: ended({ revision: 2 }) });
    other.chat.hear({ tell: 'chat', conversationId: 'of-another', chat: { ...OPEN, revision: 3 } });
    expect(other.state.endedAt.value).toBe(ended().endedAt);
  });

  test('is found by a page that is loaded after it, and by polling', async () => {
    await chatting();
    hub.chat = ended();
    const later = page();
    await later.chat.begin();
    expect(later.state.endedAt.value).toBe(ended().endedAt);
  });

  test('is over as soon as the visitor writes, and when the hub opens the chat again', async () => {
    const { chat, state } = await chatting();
    await receive({ type: 'chat', chat: ended() });
    hub.fails = () => new CallFailed(0);
    await chat.say('one more thing');
    expect(state.endedAt.value).toBeNull();
    hub.fails = null;
    const own = message(9, { from: 'visitor', createdAt: new Date(3_000_000).toISOString() });
    await receive({ type: 'message', message: own });
    expect(state.endedAt.value).toBeNull();
    await receive({ type: 'chat', chat: { ...OPEN, revision: 2 } });
    expect(state.chat.value?.state).toBe('open');
  });

  test('is not undone by an answer that is older than the frame', async () => {
    const { state } = await chatting();
    await receive({ type: 'chat', chat: ended({ revision: 5 }) });
    await receive({ type: 'chat', chat: { ...OPEN, revision: 4 } });
    expect(state.endedAt.value).toBe(ended().endedAt);
  });

  test('is forgotten with the conversation', async () => {
    const { chat, state } = await chatting();
    await receive({ type: 'chat', chat: ended() });
    chat.reset();
    expect(state.chat.value).toBeNull();
  });
});

describe('a rating', () => {
  test('goes to the hub with its comment, and is shown', async () => {
    const { chat, state } = await chatting();
    await receive({ type: 'chat', chat: ended() });
    expect(await chat.rate(4, 'Quick')).toBe(true);
    expect(await chat.rate(5, '')).toBe(true);
    expect(hub.ratings).toEqual([{ stars: 4, comment: 'Quick' }, { stars: 5 }]);
    expect(state.chat.value?.rating).toEqual({ stars: 5, comment: null });
  });

  test('that the hub does not take says so, and the state is read again', async () => {
    const { chat, state } = await chatting();
    await receive({ type: 'chat', chat: ended() });
    hub.chat = { ...OPEN, revision: 2 };
    hub.fails = (call) => (call === 'rate' ? new CallFailed(409) : undefined);
    expect(await chat.rate(1, '')).toBe(false);
    expect([hub.ratings, state.endedAt.value]).toEqual([[], null]);
  });
});

describe('a page that may not chat any more', () => {
  test.each([403, 404])('is told at the first %i, keeps what was written, and goes on when it may again', async (status) => {
    const { chat, state } = await chatting();
    hub.fails = (call) => (call.startsWith('post') ? new CallFailed(status) : undefined);
    await chat.say('are you there?');
    expect(state.isBlocked.value).toBe(true);
    expect(state.unsent.value).toMatchObject([{ text: 'are you there?', failed: true }]);
    hub.fails = null;
    await chat.again(state.unsent.value[0]?.id ?? '');
    expect([state.isBlocked.value, state.unsent.value]).toEqual([false, []]);
  });

  test('is told when it reads', async () => {
    const { chat, state } = await chatting();
    hub.fails = (call) => (call === 'history' ? new CallFailed(403) : undefined);
    await chat.readOlder();
    expect(state.isBlocked.value).toBe(true);
  });

  test('a message that is refused for itself blocks nothing', async () => {
    const { chat, state } = await chatting();
    hub.fails = (call) => (call.startsWith('post') ? new CallFailed(422) : undefined);
    await chat.say('x');
    expect(state.isBlocked.value).toBe(false);
  });
});
