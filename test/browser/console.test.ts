import { describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket as ticketOf } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { violations } from './axe.ts';
import { newConsole } from './console-hub.ts';
import { LUNA, signIn } from './sign-in.ts';

const told = newConsole();
const whole = (): void => told.complete();
const enter = told.enter;

const first = '[role=option] >> nth=0';
const openFirst = async (): Promise<void> => {
  await told.page.click(first);
  await told.page.waitForSelector('article');
};

/** A ticket that has something in every part of the screen; the README shows it. */
const conversation = (): void => {
  const author = { id: '393330000777', name: 'Giulia Ferri', handle: null };
  const owner = { agentId: 'u1', teamId: null };
  const one = ticketOf(told.hub, { author, owner, status: 'working', priority: 'high', tags: ['order', 'gift'], customFields: { order: 'BL-2648' } });
  const before = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  const luna = { id: 'u1', name: 'Luna Marchetti' };
  told.hub.say(one, { text: 'Hello! My order BL-2648 is a birthday present. Will it be here by Friday?', createdAt: before(14) });
  told.hub.say(one, { kind: 'note', text: 'The courier has it since this morning.', author: { id: 'u2', name: 'Kenji Mori' }, createdAt: before(11) });
  told.hub.say(one, {
    kind: 'reply',
    text: 'Good morning, Giulia. It left us today and arrives on Thursday. I have asked for a ribbon, too.',
    author: luna,
    createdAt: before(9),
    delivery: { state: 'read', error: null },
  });
  told.hub.say(one, { text: 'Wonderful, thank you! Can I still add a card?', createdAt: before(0.2) });
  whole();
};

describe('the console', () => {
  test('signs in, lists, opens at an address, and breaks no rule of its policy', async () => {
    await enter();
    expect(await told.page.locator('[role=option]').count()).toBeGreaterThan(5);
    await openFirst();
    expect(new URL(told.page.url()).pathname).toMatch(/^\/inbox\/all\/.+/);
    expect(told.page.faults).toEqual([]);
  });

  test('a wrong password says so in one sentence, and keeps what was typed', async () => {
    await told.visit();
    await signIn(told.page, { ...LUNA, password: 'wrong' });
    expect(await told.page.textContent('[role=alert]')).toBe('That is not right. Check workspace, email and password.');
    expect(await told.page.inputValue('[name=email]')).toBe('luna@bottega-luna.example');
  });

  test('a message arrives without a reload, and a reply can be taken back before it leaves', async () => {
    await enter();
    await openFirst();
    const ticket = told.hub.tickets.get(decodeURIComponent(told.page.url().split('/').at(-1) ?? '')) as FakeTicket;
    told.hub.say(ticket, { text: 'Is anybody there?' });
    whole();
    await told.page.waitForSelector('article:has-text("Is anybody there?")');
    await told.page.fill('textarea', 'We are.');
    await told.page.click('button:has-text("Send & wait")');
    await told.page.click('button:has-text("Undo")');
    await until('the text is back', async () => (await told.page.inputValue('textarea')) === 'We are.');
    expect(told.hub.log.filter(({ route }) => route.endsWith('/messages') && route.startsWith('POST'))).toEqual([]);
  });

  test('a note’s draft stays a note of its ticket, over a reload', async () => {
    await enter();
    await openFirst();
    await told.page.click('[role=radio]:has-text("Note"), button:has-text("Note")');
    await told.page.fill('textarea', 'only for us');
    await told.page.locator('[role=option] >> nth=1').click();
    await until('the other ticket has no draft', async () => (await told.page.inputValue('textarea')) === '');
    await told.page.click(first);
    await until('the note is there', async () => (await told.page.inputValue('textarea')) === 'only for us');
    expect(await told.page.getAttribute('textarea', 'aria-label')).toBe('Note');
  });

  test('keys move, open and tell what they do', async () => {
    await enter();
    await told.page.keyboard.press('j');
    await told.page.keyboard.press('j');
    await told.page.keyboard.press('Enter');
    await told.page.waitForSelector('article');
    expect(await told.page.locator('[role=option][aria-selected=true]').getAttribute('aria-posinset')).toBe('2');
    await told.page.keyboard.press('?');
    await told.page.waitForSelector('[role=dialog]:has-text("Next ticket")');
  });

  test('what customers write is text', async () => {
    const ticket = [...told.hub.tickets.values()][0] as FakeTicket;
    told.hub.say(ticket, { text: '<img src=x onerror="alert(1)"><script>alert(2)</script>' });
    whole();
    await enter({ path: `/inbox/all/${ticket.id}` });
    await told.page.waitForSelector('article:has-text("onerror")');
    expect(await told.page.locator('article img, article script').count()).toBe(0);
    expect(told.page.faults).toEqual([]);
  });

  test.each([
    ['light', { scheme: 'light' as const, width: 1440, height: 790 }],
    ['dark', { scheme: 'dark' as const, width: 1440, height: 790 }],
    ['right to left', { width: 1440, height: 900, language: 'ar' }],
    ['on a phone', { scheme: 'dark' as const, width: 390, height: 844 }],
  ])('everybody can use it: %s', async (name, options) => {
    conversation();
    await enter(options);
    expect(await violations(told.page)).toEqual([]);
    await told.page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-list.png` });
    await openFirst();
    expect(await violations(told.page)).toEqual([]);
    expect(await told.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await told.page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}.png` });
  });
});
