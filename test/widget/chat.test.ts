import { beforeEach, describe, expect, test } from 'vitest';
import { CallFailed, createApi } from '../../widget/src/logic/api.ts';
import { createCells } from '../../widget/src/logic/cells.ts';
import { createChat } from '../../widget/src/logic/chat.ts';
import { createDrawer } from '../../widget/src/logic/drawer.ts';
import type { SocketEvents } from '../../widget/src/logic/feed.ts';
import { createTabs, type Told } from '../../widget/src/logic/tabs.ts';
import type { Message } from '../../widget/src/logic/types.ts';
import { memoryKeys, message, settle, TestClock, TestHub } from './doubles.ts';

let hub: TestHub;
let clock: TestClock;
let keys: ReturnType<typeof memoryKeys>;
let replies: Message[];
let wrongHashes: number;
let sockets: SocketEvents[];
let sent: string[];
let ids: number;
beforeEach(() => {
  [hub, clock, keys, replies, wrongHashes, sockets, sent, ids] = [new TestHub(), new TestClock(), memoryKeys(), [], 0, [], [], 0];
});
const page = (tell: (told: Told) => void = () => undefined) => {
  const drawer = createDrawer(keys, 'o-1');
  const chat = createChat({
    cells: createCells(),
    api: hub.api,
    drawer,
    clock,
    tabs: createTabs('chat', null, tell),
    newId: () => `id-${(ids += 1)}`,
    openSocket: (_url, events) => {
      sockets.push(events);
      return { send: (text) => void sent.push(text), close: () => undefined };
    },
    onReply: (messages) => replies.push(...messages),
    onWrongHash: () => (wrongHashes += 1),
  });
  return { chat, drawer, state: chat.state, texts: () => chat.state.list.value.map(({ text }) => text) };
};
const openSocket = async (): Promise<void> => {
  await settle();
  sockets.at(-1)?.onOpen();
  await settle();
};
const receive = async (frame: object): Promise<void> => {
  sockets.at(-1)?.onText(JSON.stringify(frame));
  await settle();
};

describe('a conversation', () => {
  test('nothing is called before the visitor writes; then it is a session and a message, and the feed is live', async () => {
    const { chat, state, texts } = page();
    await chat.begin();
    await chat.open();
    expect(hub.calls).toEqual([]);
    chat.introduce({ name: 'Mia', email: 'mia@post.example', answers: { order: '7' } });
    await chat.say('hello');
    expect(hub.calls.slice(0, 2)).toEqual(['session', 'post hello']);
    expect(hub.drafts).toMatchObject([{ name: 'Mia', email: 'mia@post.example', answers: { order: '7' } }]);
    await openSocket();
    expect([texts(), state.unsent.value, state.connection.value]).toEqual([['hello'], [], 'live']);
    await receive({ type: 'typing', name: 'Luna' });
    expect(state.typing.value).toBe('Luna');
    await receive({ type: 'message', message: hub.add(message(2)) });
    expect([texts(), state.typing.value, replies.length, state.unread.value.length]).toEqual([['hello', 'message 2'], undefined, 1, 1]);
    chat.seen();
    await settle();
    expect([state.unread.value.length, hub.acks]).toEqual([0, [{ delivered: 2 }, { read: 2 }]]);
    chat.typing();
    chat.typing();
    expect(sent).toEqual(['{"type":"typing","conversationId":"of-token-1"}']);
  });

  test('goes on on the next page, tells no old reply as new, and is silent after a day', async () => {
    const first = page();
    await first.chat.say('hello');
    hub.add(message(2));
    const second = page();
    await second.chat.begin();
    expect([second.texts(), replies, second.state.unread.value.length]).toEqual([['hello', 'message 2'], [], 1]);
    expect(hub.calls).toContain('socket');
    hub.calls.length = 0;
    clock.at += 25 * 3_600_000;
    await page().chat.begin();
    expect(hub.calls).not.toContain('socket');
  });

  test('frames with files or cut texts are read again through the API', async () => {
    const { chat, state } = page();
    await chat.say('hello');
    await openSocket();
    const file = { name: 'a.png', type: 'image/png', size: 3, url: 'https://bucket/a' };
    hub.add(message(2, { attachments: [file] }));
    await receive({ type: 'message', message: message(2, { attachments: [{ ...file, url: null }] }) });
    expect(state.list.value.at(-1)?.attachments).toEqual([file]);
    hub.add(message(3, { text: 'all of it' }));
    await receive({ type: 'message', message: message(3, { text: 'all' }), truncated: true });
    expect(state.list.value.at(-1)?.text).toBe('all of it');
    await chat.renewLinks(2);
    expect(hub.calls.at(-1)).toBe('history');
  });

  test('a token that ended starts a new conversation with what the visitor has said about themselves', async () => {
    const { chat, drawer, texts } = page();
    chat.introduce({ name: 'Mia' });
    await chat.say('one');
    hub.valid.clear();
    hub.said.length = 0;
    await chat.say('two');
    expect(hub.drafts.at(-1)).toMatchObject({ name: 'Mia' });
    expect([texts(), drawer.read().token]).toEqual([['two'], 'token-2']);
    hub.valid.clear();
    await clock.pass(61_000);
    expect([texts(), drawer.read().token]).toEqual([[], undefined]);
  });
});

describe('what waits', () => {
  test('is sent again until it arrives, in its order, and once', async () => {
    const { chat, state, texts } = page();
    hub.fails = () => new CallFailed(0);
    await chat.say('one');
    await chat.say('two');
    expect([state.isCut.value, state.unsent.value.length, texts()]).toEqual([true, 2, []]);
    hub.fails = (call) => (call === 'post one' ? new CallFailed(503, 2) : undefined);
    await clock.pass(2_500);
    hub.fails = null;
    await clock.pass(5_000);
    expect([texts(), state.unsent.value, hub.said.length, state.isCut.value]).toEqual([['one', 'two'], [], 2, false]);
  });

  test('what the hub does not accept is given back, and does not hold up the rest', async () => {
    const { chat, state, texts } = page();
    hub.fails = (call) => (call === 'post bad' ? new CallFailed(422) : undefined);
    await chat.say('bad');
    await chat.say('good');
    expect([texts(), state.unsent.value.map(({ text, failed }) => [text, failed])]).toEqual([['good'], [['bad', true]]]);
    hub.fails = null;
    await chat.again(state.unsent.value[0]?.id ?? '');
    expect(texts()).toEqual(['good', 'bad']);
    hub.fails = (call) => (call === 'post worse' ? new CallFailed(403) : undefined);
    await chat.say('worse');
    chat.discard(state.unsent.value[0]?.id ?? '');
    expect(state.unsent.value).toEqual([]);
  });

  test('survives a reload', async () => {
    const { chat } = page();
    hub.fails = () => new CallFailed(0);
    await chat.say('one', [{ id: 'f-1', name: 'a.png', type: 'image/png', size: 3 }]);
    hub.fails = null;
    const next = page();
    await next.chat.begin();
    expect([next.texts(), next.drawer.waiting()]).toEqual([['one'], []]);
  });

  test('a page that begins without a connection reads the conversation when it is back', async () => {
    await page().chat.say('one');
    hub.add(message(2));
    hub.fails = () => new CallFailed(0);
    const next = page();
    await next.chat.begin();
    await clock.pass(5_000);
    expect([next.texts(), next.state.isCut.value]).toEqual([[], true]);
    hub.fails = null;
    next.chat.hurry();
    await clock.pass(5_000);
    expect([next.texts(), next.state.isCut.value]).toEqual([['one', 'message 2'], false]);
  });

  test('an address that the hub does not take stops nothing', async () => {
    const { chat, texts } = page();
    chat.introduce({ email: 'odd@-.example' });
    hub.fails = (call) => (call === 'session' && hub.drafts.at(-1)?.['email'] !== undefined ? new CallFailed(400) : undefined);
    await chat.say('hello');
    expect(texts()).toEqual(['hello']);
  });
});

describe('tabs of one browser', () => {
  test('tell each other messages, typing and the connection, and follow a session that another has started', async () => {
    const others: Told[] = [];
    const first = page((told) => others.push(told));
    const second = page();
    await first.chat.say('hello');
    await second.chat.noticed();
    expect(second.texts()).toEqual(['hello']);
    others.length = 0;
    hub.add(message(2));
    await openSocket();
    for (const told of others) second.chat.hear(told);
    expect(second.texts()).toEqual(['hello', 'message 2']);
    second.chat.hear({ tell: 'typing', name: 'Luna' });
    expect(second.state.typing.value).toBe('Luna');
    await clock.pass(7_000);
    expect(second.state.typing.value).toBeUndefined();
    second.chat.hear({ tell: 'messages', conversationId: 'another', items: [message(9)] });
    expect(second.texts()).toHaveLength(2);
    first.chat.setSound(true);
    await second.chat.noticed();
    expect(second.state.hasSound.value).toBe(true);
  });
});

describe('a customer whom the shop has signed in', () => {
  const nadia = { id: 'c-1', hash: 'h', name: 'Nadia' };
  test('takes the anonymous conversation over, and is not told twice', async () => {
    const { chat, drawer, texts } = page();
    await chat.identify(nadia);
    expect(hub.calls).toEqual([]);
    await chat.say('hello');
    expect(hub.drafts).toMatchObject([{ identity: { id: 'c-1', hash: 'h' }, name: 'Nadia' }]);
    const next = page();
    await next.chat.begin();
    await next.chat.identify(nadia);
    expect(hub.drafts).toHaveLength(1);
    expect([texts(), drawer.read().user]).toEqual([['hello'], 'c-1']);
  });
  test('an anonymous chat becomes theirs', async () => {
    const { chat, drawer } = page();
    await chat.say('hello');
    const { token } = drawer.read();
    await chat.identify(nadia);
    expect(hub.drafts.at(-1)).toMatchObject({ token, identity: { id: 'c-1' } });
    expect(drawer.read().user).toBe('c-1');
  });
  test('never sees the conversation of another one, and leaves nothing behind', async () => {
    const { chat, drawer, texts } = page();
    await chat.identify(nadia);
    await chat.say('mine');
    await chat.identify({ id: 'c-2', hash: 'h2' });
    expect([texts(), drawer.read().token]).toEqual([[], undefined]);
    await chat.open();
    expect(hub.drafts.at(-1)).toMatchObject({ token: undefined, identity: { id: 'c-2' } });
    chat.reset();
    expect([texts(), drawer.read().token, drawer.read().name]).toEqual([[], undefined, undefined]);
  });
  test('with a wrong hash chats all the same, without the identity', async () => {
    const { chat, texts } = page();
    hub.fails = (call) => (call === 'session' && hub.drafts.at(-1)?.['identity'] !== undefined ? new CallFailed(403) : undefined);
    await chat.identify(nadia);
    await chat.say('hello');
    expect([texts(), wrongHashes]).toEqual([['hello'], 1]);
  });
  test('gives an address for answers by mail', async () => {
    const { chat, state } = page();
    await chat.say('hello');
    await chat.giveEmail('mia@post.example');
    expect(hub.drafts.at(-1)).toMatchObject({ email: 'mia@post.example' });
    expect(state.email.value).toBe('mia@post.example');
  });
});

describe('calls', () => {
  const answering =
    (status: number, headers: Record<string, string> = {}) =>
    async () =>
      new Response(status === 204 ? null : '{"token":"t"}', { status, headers });
  test('name the origin, send no cookies, and say what came back', async () => {
    const seen: [string, RequestInit | undefined][] = [];
    const api = createApi('https://hub', 'o/1', async (url, init) => {
      seen.push([url as string, init]);
      return answering(200)();
    });
    await api.settings();
    await api.session({ name: 'Mia' });
    await api.history('t', 'c&1');
    expect(seen.map(([url]) => url)).toEqual([
      'https://hub/v1/livechat/settings?originId=o%2F1',
      'https://hub/v1/livechat/sessions',
      'https://hub/v1/livechat/messages?limit=30&cursor=c%261',
    ]);
    expect(seen[1]?.[1]).toMatchObject({ credentials: 'omit', body: '{"originId":"o/1","name":"Mia"}' });
    expect(seen[2]?.[1]).toMatchObject({ headers: { authorization: 'Bearer t' } });
    expect(await createApi('https://hub', 'o', answering(204)).acknowledge('t', { read: 1 })).toBeUndefined();
  });
  test.each([
    [429, { 'retry-after': '7' }, 7, true],
    [503, {}, null, true],
    [422, {}, null, false],
  ])('%i', async (status, headers, retryAfter, isPassing) => {
    const error = await createApi('https://hub', 'o', answering(status, headers as Record<string, string>))
      .settings()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status, retryAfter, isPassing });
  });
  test('no answer, and an answer that cannot be read, are no connection', async () => {
    for (const fetcher of [async () => Promise.reject(new TypeError('offline')), async () => new Response('<html>')])
      expect(
        await createApi('https://hub', 'o', fetcher as typeof fetch)
          .settings()
          .catch((thrown: unknown) => thrown),
      ).toMatchObject({ status: 0, isPassing: true });
  });
});
