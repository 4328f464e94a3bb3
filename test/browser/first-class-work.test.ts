import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FakeHub } from '../console/fake-hub.ts';
import { richTicket } from '../console/rich-ticket.ts';
import { withWholeSettings } from '../console/whole-settings.ts';
import { until } from '../harness/until.ts';
import { builtPage } from './built-page.ts';
import { type Browser, openBrowser } from './chromium.ts';
import { edgelessButtons, glyphNames, longMotion, outsideWindow, ring, sideways, styles } from './first-class-in-page.js';
import { DESK, enter, inbox, LOOKS, type Opened, opened, PHONE, shopHub, visited } from './first-class-page.ts';

/** What shows while somebody works: what arrives, fails, is empty, floats or is taken back (CONSOLE.md §6). */
let browser: Browser;
let at: Opened;
beforeAll(async () => {
  browser = await openBrowser();
  await builtPage();
}, 180_000);
afterAll(() => browser.close());
afterEach(() => at.close());

const RICH = inbox({ id: 'rich.1' });
const POST = 'POST /v1/tickets/rich.1/messages';

test('8 each status has a shape of its own and a word', async () => {
  at = await opened(browser, DESK, RICH, richTicket);
  await at.page.click('button[aria-label^="Status:"]');
  const items = at.page.locator('[role=menu] [role^=menuitem]');
  const shapes = await items.locator('svg:first-child').evaluateAll((all) => all.map((each) => each.innerHTML));
  expect(shapes.length).toBe(5);
  expect(new Set(shapes).size).toBe(5);
  for (const text of await items.allTextContents()) expect(text.trim()).not.toBe('');
  const rows = at.page.locator('[role=option]');
  const spoken = await rows.locator('span:has(> svg[viewBox="0 0 16 16"])').allTextContents();
  expect(spoken.length).toBe(await rows.count());
  expect(spoken.filter((word) => word.trim() === '')).toEqual([]);
});

test('11 nothing moves while the list and a conversation load', async () => {
  at = await opened(browser, DESK, 'inbox/all', richTicket);
  await at.page.addInitScript(`
    globalThis.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  at.hub.held.set('GET /v1/tickets', held);
  at.hub.held.set('GET /v1/queues', held);
  const thread = `GET /v1/threads/${at.hub.tickets.get('rich.1')?.threadId}/messages`;
  at.hub.held.set(thread, held);
  await at.goto(RICH);
  await at.page.waitForSelector('[aria-busy=true]');
  release();
  await at.page.waitForSelector('[role=option]');
  await at.page.waitForSelector('article');
  await at.page.waitForSelector('nav button:has-text("Urgent")');
  expect(await at.page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(globalThis.shift))))')).toBeLessThan(
    0.02,
  );
});

describe('12 what is empty says what is next', () => {
  test.each([
    ['a queue', 'inbox/q-none', 'section', 'All tickets'],
    ['a filter', 'inbox/all?status=closed', 'section', 'Take all filters away'],
    ['a search', 'inbox/all?q=nothinghasthis', 'section', 'End the search'],
    ['no ticket', 'inbox/all', 'main', 'j k'],
    ['a ticket that is gone', 'inbox/all/none', 'main', 'Back to the list'],
  ])('12 %s', async (_, path, region, next) => {
    at = await opened(browser, DESK, path);
    const empty = at.page.locator(`${region} div:has(> p)`).filter({ hasText: next });
    await empty.waitFor();
    expect((await empty.locator('> p').textContent())?.trim().length).toBeGreaterThan(10);
    expect(await empty.locator('button, kbd').count()).toBeGreaterThan(0);
  });
});

test('13 what the hub refuses returns to the composer, with the reason', async () => {
  at = await opened(browser, DESK, RICH, richTicket);
  at.hub.instead.set(POST, { status: 422, body: { code: 'unprocessable', title: 'No', status: 422, detail: 'The customer has blocked this number.' } });
  await at.page.fill('textarea', 'We are sorry.');
  await at.page.click('button:has-text("Send & wait")');
  await until('the text is back', async () => (await at.page.inputValue('textarea')) === 'We are sorry.' && at.calls(POST).length === 1);
  await at.page.waitForSelector('text=The customer has blocked this number.');
});

test('13 what the hub cannot take now is sent again with the same key, and the draft stays what it is', async () => {
  at = await opened(browser, DESK, RICH, richTicket);
  at.hub.instead.set(POST, { status: 503, body: { code: 'unavailable', title: 'Later', status: 503 } });
  await at.page.click('[role=radio] >> nth=1');
  await at.page.fill('textarea', 'Only for us.');
  await at.page.click('button:has-text("Add note")');
  await at.page.fill('textarea', 'The next one');
  await until('it was sent again', () => at.calls(POST).length === 2);
  const [first, second] = at.calls(POST).map(({ headers }) => headers['idempotency-key']);
  expect(first).toBe(second);
  await at.page.waitForSelector('article:has-text("Only for us.")');
  expect(await at.page.inputValue('textarea')).toBe('The next one');
});

describe('16 whatever the script', () => {
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['Arabic', 'مرحبا، أين طلبي؟'],
    ['Thai', 'สวัสดีครับ สินค้าของผมอยู่ที่ไหน'],
    ['emoji of several signs', '👨‍👩‍👧‍👦🏳️‍🌈👍🏽'.repeat(20)],
    ['a long word', 'Donaudampfschifffahrtsgesellschaft'.repeat(20)],
    ['a right-to-left override', 'invoice\u202egpj.exe'],
    ['an isolate that never ends', '\u2067name \u2066and more'],
    ['combining marks', `Z${'\u0300\u0301\u0302\u0303\u0316\u0317'.repeat(60)}algo`],
  ];
  test.each(HOSTILE)('16 %s stays in its place', async (_, text) => {
    const prepare = (hub: FakeHub): void => {
      const ticket = richTicket(hub);
      Object.assign(ticket, { author: { id: 'h', name: text, handle: text }, topic: text, tags: [text] });
      hub.say(ticket, { text, subject: text, surface: 'mail', attachments: [{ id: 'f', name: text, type: 'x/y', size: 1, url: null }] });
      hub.say(ticket, { kind: 'note', text, author: { id: 'u2', name: text } });
      hub.queues.push({ id: 'q-h', name: text, priority: 9, counters: { ...hub.queues[0]?.counters } });
    };
    at = await opened(browser, DESK, RICH, prepare);
    await at.page.waitForSelector('article >> nth=0');
    const bubble = at.page.locator('article').last().locator('[dir=auto]').last();
    expect(await bubble.textContent()).toBe(text);
    // The number comes before the channel, wherever the name runs to.
    const origin = at.page.locator('main header span:has(> bdi)').first();
    const [number, whole] = [await origin.locator('bdi').first().boundingBox(), await origin.boundingBox()];
    expect(Math.abs((number?.x ?? -9) - (whole?.x ?? 9))).toBeLessThan(2);
    // Marks that pile up are cut at the message and at the row.
    expect(await styles(at.page.locator('article').last(), 'contentVisibility')).toEqual(['auto']);
    expect(await styles(at.page.locator('[role=option]').first(), 'contain')).toEqual(['strict']);
    for (const width of [1440, 390]) {
      await at.page.setViewportSize({ width, height: 844 });
      expect(await sideways(at.page)).toEqual({ scrolls: false, over: [] });
    }
    expect(at.page.faults).toEqual([]);
  });

  test('16 a text of a million characters is drawn in part, so that the page stays fast', async () => {
    at = await opened(browser, DESK, RICH, (hub) => void hub.say(richTicket(hub), { text: 'x'.repeat(1_000_000) }));
    await at.page.waitForSelector('button:has-text("1,000,000")');
    expect((await at.page.textContent('main'))?.length).toBeLessThan(30_000);
  });
});

test('17 markup is text wherever it comes from', async () => {
  const text = '<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>';
  at = await opened(browser, DESK, RICH, (hub) => {
    const ticket = richTicket(hub);
    Object.assign(ticket, { author: { id: 'h', name: text, handle: text }, topic: text, tags: [text], customFields: { [text]: text } });
    hub.say(ticket, { text, subject: text, surface: 'mail', attachments: [{ id: 'f', name: text, type: text, size: 1, url: 'javascript:alert(4)' }] });
    hub.say(ticket, { kind: 'note', text, author: { id: 'u2', name: text } });
    hub.queues.push({ id: 'q-h', name: text, priority: 9, counters: { ...hub.queues[0]?.counters } });
  });
  await at.page.waitForSelector('article:has-text("onerror")');
  await at.page.keyboard.press('Control+k');
  await at.page.fill('[role=combobox]', 'onerror');
  await at.page.waitForSelector('[role=dialog] [role=option]:has-text("onerror")');
  expect(await at.page.locator('#app :is(img:not([src$="icon.svg"]), script, iframe, [onerror], [onload], a[href^="javascript"])').count()).toBe(0);
  expect(await at.page.locator(':text("<svg onload")').count()).toBeGreaterThan(4);
  expect(at.page.faults).toEqual([]);
});

describe('18 what floats stays in the window', () => {
  test.each(LOOKS.filter(({ scheme }) => scheme === 'light'))('18 every menu at $name', async (look) => {
    at = await opened(browser, look, RICH, richTicket);
    await at.page.waitForSelector('article');
    await at.page.fill('textarea', 'Tomorrow.');
    for (const path of [RICH, 'inbox/all', 'inbox/all?panel=queues']) {
      if (path !== RICH) await at.goto(path);
      await at.page.waitForSelector(path === RICH ? 'article' : '#app button[aria-haspopup]:visible');
      const buttons = at.page.locator('#app button[aria-haspopup]:visible');
      const count = await buttons.count();
      expect(count).toBeGreaterThan(0);
      for (const index of new Set([0, 1, 2, 3, count - 4, count - 3, count - 2, count - 1])) {
        if (index < 0 || index >= count || (await buttons.nth(index).isDisabled())) continue;
        await buttons.nth(index).click();
        await at.page.waitForSelector('[data-trigger]');
        expect(await outsideWindow(at.page, '[data-trigger]')).toEqual([]);
        await at.page.keyboard.press('Escape');
        await at.page.waitForSelector('[data-trigger]', { state: 'detached' });
      }
    }
  });
});

test('19 on a phone, the thumb reaches “send”, also above its keyboard', async () => {
  at = await visited(browser, await shopHub(richTicket), PHONE, RICH);
  const cdp = await at.page.context().newCDPSession(at.page);
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  await enter(at.page);
  await at.page.fill('textarea', 'Tomorrow.');
  const send = at.page.locator('button:has-text("Send & wait")');
  for (const height of [844, 500]) {
    await at.page.setViewportSize({ width: 390, height });
    await until('the composer is at the bottom', async () => ((await send.boundingBox())?.y ?? 0) < height);
    const box = await send.boundingBox();
    if (box === null) throw new Error('no button');
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.y).toBeGreaterThan(height * 0.6);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
  }
});

describe('20 nothing runs sideways', () => {
  test.each([
    ['320 px', 320, 640, 16],
    ['a zoom of 200 %', 640, 400, 16],
    ['letters of twice the size', 1280, 800, 32],
  ])('20 at %s', async (_, width, height, size) => {
    at = await opened(browser, { ...DESK, width, height }, RICH, (hub) => {
      withWholeSettings(hub);
      richTicket(hub);
    });
    for (const [path, ready] of [
      [RICH, 'article'],
      ['inbox/all', '[role=option]'],
      ['inbox/all?panel=queues', 'nav button[aria-current]'],
      ['settings/security', 'main h1'],
      ['settings', 'nav a'],
    ] as const) {
      await at.goto(path);
      await at.page.waitForSelector(ready);
      await at.page.evaluate(`document.documentElement.style.fontSize = '${size}px'`);
      expect({ path, ...(await sideways(at.page)) }).toEqual({ path, scrolls: false, over: [] });
    }
  });
});

test('24 counters move when the hub says so, without a call', async () => {
  at = await opened(browser, DESK);
  const urgent = at.page.locator('nav button:has-text("Urgent")');
  await urgent.waitFor();
  await until('the feed is there', () => at.hub.sockets.size > 0);
  const calls = at.calls('GET /v1/queues').length;
  at.hub.push({ type: 'queue', id: 'q-urgent', counters: { created: 1200, working: 34, pending: 0, followup: 0, solved: 0, closed: 0 } });
  await at.page.waitForSelector('nav button:has-text("1,234")');
  expect(at.calls('GET /v1/queues').length).toBe(calls);
});

test('26 what was taken back never leaves; what was not leaves once', async () => {
  at = await visited(browser, await shopHub(richTicket), DESK, RICH);
  await at.page.clock.install();
  await at.page.reload();
  await enter(at.page);
  await at.page.fill('textarea', 'Wrong customer.');
  await at.page.click('button:has-text("Send & wait")');
  await at.page.click('button:has-text("Undo")');
  await until('the text is back', async () => (await at.page.inputValue('textarea')) === 'Wrong customer.');
  await at.page.clock.fastForward(60_000);
  await at.page.fill('textarea', 'Right customer.');
  await at.page.click('button:has-text("Send & wait")');
  await at.page.waitForSelector('article:has-text("Sending")');
  await at.page.clock.fastForward(6000);
  await until('it has left', () => at.calls(POST).length > 0);
  await at.page.waitForSelector('article:has-text("Sending")', { state: 'detached' });
  expect(at.calls(POST).map(({ body }) => body['text'])).toEqual(['Right customer.']);
});

test('28 with the system’s colours, what is chosen, in focus or unread still shows', async () => {
  at = await opened(browser, DESK, RICH, richTicket);
  await at.page.waitForSelector('article');
  await at.page.emulateMedia({ forcedColors: 'active' });
  expect(
    await styles(at.page.locator('[role=option][aria-selected=true], nav [aria-current=page]:visible, [role=radio][data-selected]'), 'outlineStyle'),
  ).toEqual(['solid', 'solid', 'solid']);
  expect(await edgelessButtons(at.page)).toEqual([]);
  await at.page.keyboard.press('Tab');
  expect(await ring(at.page)).toMatchObject({ drawn: true });
  expect((await glyphNames(at.page.locator('svg.lucide:visible'))).length).toBeGreaterThan(5);
});

test('28 with reduced motion, nothing moves or blinks', async () => {
  at = await opened(browser, DESK, RICH, richTicket);
  await at.page.waitForSelector('article');
  await at.page.click('button[aria-label^="Status:"]');
  await at.page.waitForSelector('[role=menu]');
  expect(await longMotion(at.page)).toEqual([]);
});
