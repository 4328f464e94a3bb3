import { beforeEach, describe, expect, test } from 'vitest';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { signIn } from './chromium.ts';
import { consoleOnFakeHub, ME } from './console-on-fake-hub.ts';

const app = consoleOnFakeHub();
const kind = () => app.page.evaluate(`document.querySelector('.composer').elements.kind.value`);
const draft = () => app.page.inputValue('#reply');
const open = (words: string) => app.page.click(`.ticket:has-text("${words}")`);

beforeEach(async () => {
  for (const [name, text] of [
    ['Giulia Ferri', 'Where is my parcel?'],
    ['Marco Bianchi', 'A cracked lantern'],
  ] as const)
    app.hub.say(ticket(app.hub, { author: { id: name, name, handle: null } }), { text });
  await app.enter();
  await open('parcel');
});

describe('drafts', () => {
  test('a note’s draft never comes back as a reply, in no ticket', async () => {
    await app.page.click('label[for=kind-note]');
    await app.page.fill('#reply', 'he threatens to sue');
    await open('lantern');
    expect([await kind(), await draft()]).toEqual(['reply', '']);
    await app.page.click('label[for=kind-note]');
    expect(await draft()).toBe('');
    await open('parcel');
    expect([await kind(), await draft()]).toEqual(['note', 'he threatens to sue']);
    expect(await app.page.getAttribute('#reply', 'aria-label')).toBe('Internal note');
    expect(await app.page.textContent('.composer .primary')).toBe('Add note');
    await app.page.click('label[for=kind-reply]');
    expect(await draft()).toBe('');
  });

  test('reply and note of one ticket are two drafts, and sending one leaves the other', async () => {
    await app.page.fill('#reply', 'On its way');
    await app.page.click('label[for=kind-note]');
    await app.page.fill('#reply', 'courier called');
    await app.page.click('label[for=kind-reply]');
    expect(await draft()).toBe('On its way');
    await app.page.click('.composer .primary');
    await app.page.waitForSelector('.message.ours:has-text("On its way")');
    await until('the box is empty', async () => (await draft()) === '');
    expect(await kind()).toBe('reply');
    await app.page.click('label[for=kind-note]');
    expect(await draft()).toBe('courier called');
    expect(app.calls('POST /v1/tickets/th1.1/messages').map(({ body }) => body['kind'])).toEqual(['reply']);
  });

  test('a reload brings back the draft and its kind', async () => {
    await app.page.click('label[for=kind-note]');
    await app.page.fill('#reply', 'kept');
    await app.page.reload();
    await app.page.waitForSelector('.ticket');
    await open('parcel');
    expect([await kind(), await draft()]).toEqual(['note', 'kept']);
  });

  test('text that is written while a message is being sent stays', async () => {
    let go: () => void = () => undefined;
    const typed = new Promise<void>((resolve) => {
      go = resolve;
    });
    await app.page.route('**/messages', async (route) => {
      if (route.request().method() === 'POST') await typed;
      await route.continue();
    });
    await app.page.fill('#reply', 'first');
    await app.page.click('.composer .primary');
    await app.page.fill('#reply', 'second thought');
    go();
    await app.page.waitForSelector('.message.ours:has-text("first")');
    await until('the button is back', () => app.page.isEnabled('.composer .primary'));
    expect(await draft()).toBe('second thought');
    await app.page.unroute('**/messages');
  });

  test('the next person who signs in on this browser finds no drafts', async () => {
    await app.page.fill('#reply', 'between us');
    await app.page.click('.quiet');
    await app.page.waitForSelector('.sign-in');
    expect(await app.page.evaluate('JSON.stringify({...sessionStorage})')).not.toContain('between us');
    await signIn(app.page, ME);
    await app.page.waitForSelector('.ticket');
    await open('parcel');
    expect(await draft()).toBe('');
  });

  test('a full store costs no draft while the page is open', async () => {
    await app.page.evaluate(`Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }`);
    await app.page.fill('#reply', 'held');
    await open('lantern');
    await open('parcel');
    expect(await draft()).toBe('held');
    expect(app.page.faults).toEqual([]);
  });
});
