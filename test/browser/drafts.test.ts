import { beforeEach, describe, expect, test } from 'vitest';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { signIn } from './chromium.ts';
import { deskOnFakeHub, ME } from './desk.ts';

const desk = deskOnFakeHub();
const kind = () => desk.page.evaluate(`document.querySelector('.composer').elements.kind.value`);
const draft = () => desk.page.inputValue('#reply');
const open = (words: string) => desk.page.click(`.ticket:has-text("${words}")`);

beforeEach(async () => {
  for (const [name, text] of [
    ['Giulia Ferri', 'Where is my parcel?'],
    ['Marco Bianchi', 'A cracked lantern'],
  ] as const)
    desk.hub.say(ticket(desk.hub, { author: { id: name, name, handle: null } }), { text });
  await desk.enter();
  await open('parcel');
});

describe('drafts', () => {
  test('a note’s draft never comes back as a reply, in no ticket', async () => {
    await desk.page.click('label[for=kind-note]');
    await desk.page.fill('#reply', 'he threatens to sue');
    await open('lantern');
    expect([await kind(), await draft()]).toEqual(['reply', '']);
    await desk.page.click('label[for=kind-note]');
    expect(await draft()).toBe('');
    await open('parcel');
    expect([await kind(), await draft()]).toEqual(['note', 'he threatens to sue']);
    expect(await desk.page.getAttribute('#reply', 'aria-label')).toBe('Internal note');
    expect(await desk.page.textContent('.composer .primary')).toBe('Add note');
    await desk.page.click('label[for=kind-reply]');
    expect(await draft()).toBe('');
  });

  test('reply and note of one ticket are two drafts, and sending one leaves the other', async () => {
    await desk.page.fill('#reply', 'On its way');
    await desk.page.click('label[for=kind-note]');
    await desk.page.fill('#reply', 'courier called');
    await desk.page.click('label[for=kind-reply]');
    expect(await draft()).toBe('On its way');
    await desk.page.click('.composer .primary');
    await desk.page.waitForSelector('.message.ours:has-text("On its way")');
    expect([await kind(), await draft()]).toEqual(['reply', '']);
    await desk.page.click('label[for=kind-note]');
    expect(await draft()).toBe('courier called');
    expect(desk.calls('POST /v1/tickets/th1.1/messages').map(({ body }) => body['kind'])).toEqual(['reply']);
  });

  test('a reload brings back the draft and its kind', async () => {
    await desk.page.click('label[for=kind-note]');
    await desk.page.fill('#reply', 'kept');
    await desk.page.reload();
    await desk.page.waitForSelector('.ticket');
    await open('parcel');
    expect([await kind(), await draft()]).toEqual(['note', 'kept']);
  });

  test('what is written while a message is on its way stays', async () => {
    let go: () => void = () => undefined;
    const typed = new Promise<void>((resolve) => {
      go = resolve;
    });
    await desk.page.route('**/messages', async (route) => {
      if (route.request().method() === 'POST') await typed;
      await route.continue();
    });
    await desk.page.fill('#reply', 'first');
    await desk.page.click('.composer .primary');
    await desk.page.fill('#reply', 'second thought');
    go();
    await desk.page.waitForSelector('.message.ours:has-text("first")');
    await until('the button is back', () => desk.page.isEnabled('.composer .primary'));
    expect(await draft()).toBe('second thought');
    await desk.page.unroute('**/messages');
  });

  test('whoever signs in next on this browser finds none', async () => {
    await desk.page.fill('#reply', 'between us');
    await desk.page.click('.quiet');
    await desk.page.waitForSelector('.sign-in');
    expect(await desk.page.evaluate('JSON.stringify({...sessionStorage})')).not.toContain('between us');
    await signIn(desk.page, ME);
    await desk.page.waitForSelector('.ticket');
    await open('parcel');
    expect(await draft()).toBe('');
  });

  test('a full store costs no draft while the page is open', async () => {
    await desk.page.evaluate(`Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }`);
    await desk.page.fill('#reply', 'held');
    await open('lantern');
    await open('parcel');
    expect(await draft()).toBe('held');
    expect(desk.page.faults).toEqual([]);
  });
});
