import { describe, expect, test } from 'vitest';
import { fill, ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { signIn } from './chromium.ts';
import { consoleOnFakeHub, ME } from './console-on-fake-hub.ts';
import { poorContrasts, unnamedControls } from './in-page.js';

const app = consoleOnFakeHub();

describe('what customers write', () => {
  test.each([
    ['markup', '<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'],
    ['a right-to-left override', 'invoice‮gpj.exe'],
    ['a template', '{{constructor.constructor("alert(1)")()}} ${alert(1)}'],
    ['zero-width and control signs', 'a​b﻿c\u0000d\u0007'],
  ])('%s is shown as text', async (_what, text) => {
    const first = ticket(app.hub, { author: { id: 'x', name: text, handle: null }, tags: [text] });
    app.hub.say(first, { text, subject: text, attachments: [{ id: 'a', name: text, type: 'x/y', size: 1, url: 'javascript:alert(4)' }] });
    await app.enter();
    await app.openFirst();
    expect(await app.page.textContent('.message .text')).toBe(text);
    expect(await app.page.locator('.workspace img, .workspace script, .chip[href]').count()).toBe(0);
    expect(app.page.faults).toEqual([]);
  });

  test('a line of a million characters neither widens the page nor is drawn whole unasked', async () => {
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'x'.repeat(1_000_000) });
    await app.enter();
    await app.openFirst();
    expect((await app.page.textContent('.message .text'))?.length).toBeLessThan(5000);
    expect(await app.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await app.page.locator('.link').textContent()).toContain('1,000,000');
  });

  test('right-to-left texts run from the right, also beside others', async () => {
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'السلام عليكم' });
    await app.enter();
    await app.openFirst();
    expect(await app.page.evaluate(`getComputedStyle(document.querySelector('.message .text')).direction`)).toBe('rtl');
    expect(await app.page.evaluate('getComputedStyle(document.body).direction')).toBe('ltr');
  });

  test('deleted and hidden messages, quotes, stars, comments and notes look like what they are', async () => {
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'Two of them', surface: 'comment', starRating: 2 });
    app.hub.say(first, { text: 'secret', deleted: true });
    app.hub.say(first, { text: 'nothing more' });
    app.hub.say(first, { text: 'and this', inReplyTo: 1, reactions: { x: '👍' }, hidden: true });
    app.hub.say(first, { kind: 'ai_suggestion', text: 'Perhaps this' });
    await app.enter();
    await app.openFirst();
    expect(await app.page.textContent('.messages')).toContain('Public comment');
    expect(await app.page.textContent('.messages')).not.toContain('secret');
    expect(await app.page.textContent('.reactions')).toContain('👍');
    expect(await app.page.textContent('blockquote')).toBe('Two of them');
    expect(await app.page.textContent('.stars')).toContain('2 of 5');
    expect(await app.page.textContent('.bubble.ai_suggestion')).toContain('Suggested answer');
  });
});

describe('for everybody', () => {
  test.each([
    ['light', 1360],
    ['dark', 1360],
    ['light', 390],
    ['dark', 390],
  ] as const)('%s at %i pixels: contrast suffices (WCAG AA) and nothing runs out of the page', async (scheme, width) => {
    fill(app.hub);
    await app.visit({ scheme, width });
    const poor = await poorContrasts(app.page);
    await signIn(app.page, ME);
    const look = async (selector: string): Promise<void> => {
      await app.page.waitForSelector(selector);
      poor.push(...(await poorContrasts(app.page)));
      expect(await app.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    };
    await look('.ticket');
    await app.page.click('.ticket:has-text("Note:")');
    await look('.bubble.note');
    await app.page.click('label[for=kind-note]');
    await look('.composer.as-note');
    await app.page.click('.status-button');
    await look('.menu-item');
    await app.page.keyboard.press('ArrowDown');
    await look('.menu-item:focus-visible');
    await app.page.keyboard.press('Enter');
    // Both last five seconds: one look for both.
    await app.page.waitForSelector('.toast button');
    await look('.status-button.waiting');
    await app.page.keyboard.press('z');
    if (width < 800) await app.page.click('.back');
    app.hub.say(ticket(app.hub, { origin: { id: 'o2', channel: 'facebook' }, author: { id: 'f', name: 'Facebook Fan', handle: null } }), { text: 'Hello' });
    await app.page.click('.ticket:has-text("Facebook Fan")');
    await look('.no-reply:visible');
    if (width < 800) await app.page.click('.back');
    const failing = ticket(app.hub, { author: { id: 'w', name: 'Wanda Lost', handle: null } });
    app.hub.say(failing, { kind: 'reply', text: 'lost', delivery: { state: 'failed', error: { code: 'x', message: 'The number is not on WhatsApp.' } } });
    await app.page.click('.ticket:has-text("Wanda Lost")');
    await look('.message-foot .link');
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Escape');
    if (width < 800) await app.page.click('.to-queues');
    await look('.queue');
    expect(poor).toEqual([]);
    expect(app.page.faults).toEqual([]);
  });

  test('everything goes by keyboard', async () => {
    fill(app.hub);
    await app.enter();
    await app.page.waitForSelector('.ticket');
    await app.page.click('.pane-title >> nth=1');
    await app.page.keyboard.press('j');
    await app.page.keyboard.press('j');
    await app.page.waitForSelector('li:nth-child(2) > .ticket[aria-current=true]');
    await app.page.waitForSelector('.message');
    await app.page.keyboard.press('k');
    await app.page.waitForSelector('li:nth-child(1) > .ticket[aria-current=true]');
    await app.page.keyboard.press('r');
    await app.page.keyboard.type('jk/');
    expect(await app.page.inputValue('#reply')).toBe('jk/');
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('/');
    await app.page.keyboard.type('candele');
    await app.page.waitForSelector('.pane-title:has-text("candele")');
    await until('only what was found is shown', async () => (await app.page.locator('.ticket').count()) === 1);
    await app.page.keyboard.press('Tab');
    const unnamed = await unnamedControls(app.page);
    expect(unnamed).toEqual([]);
  });

  test('queues and statuses narrow the list', async () => {
    fill(app.hub);
    await app.enter();
    await app.page.click('.queue:has-text("Mail")');
    await until(
      'only mails',
      async () => (await app.page.locator('.tickets .badge:not(.mail)').count()) === 0 && (await app.page.locator('.tickets .badge.mail').count()) > 3,
    );
    await app.page.selectOption('.tools select', 'pending');
    await until('only pending', async () => (await app.page.locator('.tickets .pill:not(.pending)').count()) === 0);
    await app.page.click('.queue:has-text("VIP")');
    await app.page.waitForSelector('.empty:visible');
    app.hub.instead.set('GET /v1/queues/q-none/tickets', { status: 422, body: { code: 'unprocessable', detail: 'These two cannot be asked together.' } });
    await app.page.selectOption('.tools select', 'closed');
    await app.page.waitForSelector('.empty:has-text("cannot be asked")');
  });
});
