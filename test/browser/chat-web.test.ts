import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebSocket } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { openDemo, openDemoChats, THEO } from '../../examples/shared/demo-people.ts';
import { type Example, startExample } from '../harness/example.ts';
import { type Api, api } from '../harness/http.ts';
import { freePort } from '../harness/port.ts';
import { type Severed, severable } from '../harness/severed.ts';
import { createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { violations } from './axe.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';

const HELPER = 'Luna’s helper';
const CLUB = 'Candle club';

const hub = inject('hub');
const folders: string[] = [];
let browser: Browser;
let network: Severed;
let web: Example;
let bot: Example;
let url = '';
let botHome = '';
let [theo, clubPath] = [] as unknown as [Api, string];

/** What a hub with this demo shop writes for people and scripts. */
const homeOf = (apiUrl: string, demo: object): string => {
  const home = mkdtempSync(join(tmpdir(), 'parley-examples-'));
  folders.push(home);
  writeFileSync(join(home, 'dev.json'), JSON.stringify({ apiUrl, wsUrl: `${apiUrl.replace('http', 'ws')}${new URL(hub.wsUrl).pathname}`, demo }));
  return home;
};
const startBot = async (): Promise<void> => {
  bot = await startExample('bot', { PARLEY_HOME: botHome, PARLEY_BOT_STATE: join(botHome, 'bot.json') }, /online/);
};

beforeAll(async () => {
  const { slug: tenant, email, password } = await createTenant(hub);
  const demo = { tenant, email, password };
  network = await severable(Number(new URL(hub.baseUrl).port));
  botHome = homeOf(hub.baseUrl, demo);
  const people = await openDemo({ ...hub, apiUrl: hub.baseUrl, demo });
  if (people === null) throw new Error('there is no demo');
  await openDemoChats({ ...hub, apiUrl: hub.baseUrl, demo }, people);
  const { accessToken } = await api(hub.baseUrl).post<{ accessToken: string }>('/v1/sessions', { tenant, idToken: await people.token(THEO) });
  theo = api(hub.baseUrl, accessToken);
  const { items } = await theo.get<{ items: { id: string }[] }>('/v1/groups');
  clubPath = `/v1/groups/${items[0]?.id ?? ''}`;
  // The page's server, and the page's socket, go through the network that can be cut.
  const port = await freePort();
  const env = { PORT: String(port), PARLEY_HOME: homeOf(`http://127.0.0.1:${network.port}`, demo), PARLEY_FILES_URL: hub.baseUrl };
  [browser, web] = await Promise.all([openBrowser(), startExample('chat-web', env, /Chat at/), startBot()]);
  url = `http://127.0.0.1:${port}/`;
}, 180_000);
/** A tab that a failed test leaves open would keep the socket. */
const tabs: TestPage[] = [];
afterEach(async () => {
  network.restore();
  await Promise.all(tabs.splice(0).map((page) => page.close()));
});
afterAll(async () => {
  await browser.close();
  await Promise.all([web.kill(), bot.kill()]);
  await network.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A tab. The first one signs in; the others find the session in the browser. */
const tab = async (options: Parameters<Browser['page']>[0] = {}, who = 'Nora'): Promise<TestPage & { readonly sockets: WebSocket[] }> => {
  const page = await browser.page(options);
  tabs.push(page);
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => void sockets.push(socket));
  await page.goto(url);
  await page.waitForSelector('.person, .room');
  if ((await page.locator('.room').count()) === 0) await page.click(`.person:has-text("${who}")`);
  await page.waitForSelector('.room');
  return Object.assign(page, { sockets });
};
const openRoom = async (page: TestPage, title: string): Promise<void> => {
  await page.click(`.room:has-text("${title}")`);
  await page.waitForSelector(`main h1:has-text("${title}")`);
};
const write = async (page: TestPage, text: string): Promise<void> => {
  await page.fill('section textarea', text);
  await page.keyboard.press('Enter');
};
const texts = (page: TestPage): Promise<string[]> => page.locator('section .message .text').allTextContents();
const has = (page: TestPage, text: string): Promise<unknown> => until(`the page has ${text}`, async () => (await texts(page)).includes(text));
const line = (text: string): string => `section .message:has(.text > span:text-is("${text}"))`;

describe('examples/chat-web and examples/bot', () => {
  test('a human writes, and the bot answers at once; marks tell how far it has got', async () => {
    const page = await tab();
    await openRoom(page, HELPER);
    await write(page, 'order 1002');
    await has(page, 'Order 1002: 1 × brass lantern. It is being engraved and leaves on Thursday.');
    expect(await page.locator('.quote:has-text("order 1002")').count()).toBe(1);
    await page.waitForSelector(`${line('order 1002')} [data-fate=read]`);
    await until('the list has the answer', async () => (await page.textContent(`.room:has-text("${HELPER}") .preview`))?.includes('Order 1002'));
    expect(page.faults).toEqual([]);
  });

  test('two tabs share one socket and show the same, also when the one that has it is closed', async () => {
    const [one, two] = [await tab(), await tab()];
    for (const page of [one, two]) await openRoom(page, HELPER);
    await write(one, 'echo from the first');
    await write(two, 'echo from the second');
    for (const page of [one, two]) for (const text of ['from the first', 'from the second']) await has(page, text);
    expect(await texts(two)).toEqual(await texts(one));
    expect([...one.sockets, ...two.sockets].filter((socket) => !socket.isClosed())).toHaveLength(1);
    await one.close();
    await write(two, 'echo alone');
    await has(two, 'alone');
    const shown = await texts(two);
    expect(new Set(shown).size).toBe(shown.length);
  });

  test('what is written without a network is sent once when it is back, over a reload, and what came meanwhile is there', async () => {
    const page = await tab();
    await openRoom(page, HELPER);
    await write(page, 'echo before the cut');
    await has(page, 'before the cut');
    network.cut();
    await page.waitForSelector('.status:has-text("onnect")');
    for (const text of ['echo first in the dark', 'echo second in the dark']) await write(page, text);
    expect(await page.locator('[data-state=pending]').count()).toBe(2);
    await page.reload();
    await openRoom(page, HELPER);
    await until('they still wait', async () => (await page.locator('[data-state=pending]').count()) === 2);
    await theo.post(`${clubPath}/messages`, { body: 'Written while you were away.' });
    network.restore();
    await page.waitForSelector(`.room:has-text("${CLUB}") .badge`);
    for (const text of ['first in the dark', 'second in the dark']) await has(page, text);
    expect(await page.locator('[data-state=pending]').count()).toBe(0);
    const shown = (await texts(page)).filter((text) => text.includes('in the dark'));
    // The bot may answer the first one before the second has left.
    const of = (isEcho: boolean): string[] => shown.filter((text) => text.startsWith('echo ') === isEcho);
    expect(of(true)).toEqual(['echo first in the dark', 'echo second in the dark']);
    expect(of(false)).toEqual(['first in the dark', 'second in the dark']);
    await openRoom(page, CLUB);
    await has(page, 'Written while you were away.');
    await until('it is read', async () => (await page.locator('.badge').count()) === 0);
  });

  test('nothing is doubled after the bot is killed and started again', async () => {
    const page = await tab();
    await openRoom(page, HELPER);
    await bot.kill();
    await write(page, 'echo to nobody');
    await startBot();
    await has(page, 'to nobody');
    await write(page, 'echo at the last moment');
    await until('the hub has it', async () => (await page.locator('[data-state=pending]').count()) === 0);
    await bot.kill();
    await startBot();
    await has(page, 'at the last moment');
    await write(page, 'echo the end');
    await has(page, 'the end');
    const shown = await texts(page);
    for (const text of ['to nobody', 'at the last moment', 'the end']) expect(shown.filter((one) => one === text)).toHaveLength(1);
  });
});

describe('a conversation of people', () => {
  test('has replies, mentions, reactions, threads, edits and deletions, and others see them live', async () => {
    const page = await tab();
    await openRoom(page, CLUB);
    const { number } = await theo.post<{ number: number }>(`${clubPath}/messages`, { body: 'Who comes on Friday?' });
    await has(page, 'Who comes on Friday?');
    const message = `section #m-${number}`;
    const does = async (what: string, of = message): Promise<void> => {
      await page.hover(of);
      await page.click(`${of} [aria-label="${what}"]`);
    };
    await does('Reply');
    await page.keyboard.type('I do, @The');
    await page.waitForSelector('.offered [role=option][aria-selected=true]:has-text("Theo Marsh")');
    await page.keyboard.press('Enter');
    await until('the name is in the text', async () => (await page.inputValue('section textarea')).endsWith('@Theo Marsh '));
    await page.keyboard.type('and you?');
    await page.keyboard.press('Enter');
    await has(page, 'I do, @Theo Marsh and you?');
    await until('the hub has it', async () => (await page.locator('[data-state=pending]').count()) === 0);
    const { items } = await theo.get<{ items: { body: string; inReplyTo: number; mentions: string[]; number: number }[] }>(`${clubPath}/messages?limit=1`);
    const me = await theo.get<{ id: string }>('/v1/me');
    expect(items).toMatchObject([{ body: `I do, @[${me.id}] and you?`, inReplyTo: number, mentions: [me.id] }]);
    await does('React');
    await page.click(`${message} [aria-label="React with 🎉"]`);
    await page.waitForSelector(`${message} .reaction[aria-pressed=true]`);
    await theo.call('PUT', `${clubPath}/messages/${number}/reactions/${encodeURIComponent('🎉')}`);
    await page.waitForSelector(`${message} .reaction[aria-label="🎉 2"]`);

    await does('Thread');
    await page.waitForSelector('.thread textarea');
    await page.keyboard.type('At eight?');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.thread .message:has-text("At eight?")');
    await theo.post(`${clubPath}/messages`, { body: 'At nine.', threadOf: number });
    await page.waitForSelector('.thread .message:has-text("At nine.")');
    await page.waitForSelector(`${message} .thread-link:has-text("2 replies")`);
    expect(await texts(page)).not.toContain('At nine.');
    await page.keyboard.press('Escape');

    const mine = `section #m-${items[0]?.number ?? 0}`;
    await page.focus('section textarea');
    await page.keyboard.press('ArrowUp');
    await until('the text is in the field', async () => (await page.inputValue('section textarea')) === 'I do, @Theo Marsh and you?');
    await write(page, 'I do.');
    await page.waitForSelector(`${mine} .meta:has-text("edited")`);
    await has(page, 'I do.');
    await does('Delete', mine);
    await page.waitForSelector(`${mine} .gone`);
    await theo.patch(`${clubPath}/messages/${number}`, { body: 'Who comes on Saturday?' });
    await has(page, 'Who comes on Saturday?');
    expect(page.faults).toEqual([]);
  });

  test('what somebody writes is text, and a file is what it was', async () => {
    const page = await tab();
    await openRoom(page, CLUB);
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script> javascript:alert(3) \u202Egnp.exe';
    await theo.post(`${clubPath}/messages`, { body: hostile });
    await has(page, hostile);
    expect(await page.locator('.message img, .message script, .message a').count()).toBe(0);
    await page.setInputFiles('section input[type=file]', { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('two candles') });
    await page.waitForSelector('.chip:has-text("list.txt")');
    await write(page, 'The list');
    await page.waitForSelector(`${line('The list')} .file:has-text("list.txt")`);
    const { items } = await theo.get<{ items: { attachments: { id: string }[] }[] }>(`${clubPath}/messages?limit=1`);
    const { url: link } = await theo.get<{ url: string }>(`/v1/attachments/${items[0]?.attachments[0]?.id ?? ''}`);
    expect(await (await fetch(link)).text()).toBe('two candles');
    expect(page.faults).toEqual([]);
  });

  test('somebody who writes is shown, and a new direct is made by a name', async () => {
    const page = await tab();
    await page.click('[aria-label="New chat"]');
    await page.fill('dialog input', 'theo');
    await page.click('dialog .found .person');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('main h1:has-text("Theo Marsh")');
    await write(page, 'Only for you');
    await page.waitForSelector(`${line('Only for you')} [data-fate]`);
    expect(page.faults).toEqual([]);
  });
});

describe('everybody can use it', () => {
  test.each([
    ['light', { scheme: 'light' as const, width: 1280, height: 800 }],
    ['dark', { scheme: 'dark' as const, width: 1280, height: 800 }],
    ['phone', { scheme: 'light' as const, width: 390, height: 844 }],
  ])('%s', async (name, options) => {
    const page = await tab(options);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `reports/chat-web-${name}-list.png` });
    await openRoom(page, CLUB);
    await page.waitForSelector('.message');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/chat-web-${name}.png` });
    if (name === 'phone') {
      await page.click('[aria-label="Back to the list"]');
      await page.waitForSelector('.room >> visible=true');
    }
  });

  test('the sign-in has no faults either, and signing out leads there', async () => {
    const page = await tab();
    await page.click('[aria-label="Sign out"]');
    await page.waitForSelector('form');
    expect(await violations(page)).toEqual([]);
    await page.fill('[name=tenant]', 'nobody');
    await page.fill('[name=email]', 'nobody@example.com');
    await page.fill('[name=password]', 'wrong');
    await page.click('button[type=submit]');
    await page.waitForSelector('[role=alert]');
  });
});
