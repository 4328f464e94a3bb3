import { describe, expect, test } from 'vitest';
import { fill, ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { signIn } from './chromium.ts';
import { deskOnFakeHub, ME } from './desk.ts';
import { poorContrasts, unnamedControls } from './in-page.js';

const desk = deskOnFakeHub();

describe('what customers write', () => {
  test.each([
    ['markup', '<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'],
    ['a right-to-left override', 'invoice‮gpj.exe'],
    ['a template', '{{constructor.constructor("alert(1)")()}} ${alert(1)}'],
    ['zero-width and control signs', 'a​b﻿c\u0000d\u0007'],
  ])('%s is shown as text', async (_what, text) => {
    const first = ticket(desk.hub, { author: { id: 'x', name: text, handle: null }, tags: [text] });
    desk.hub.say(first, { text, subject: text, attachments: [{ id: 'a', name: text, type: 'x/y', size: 1, url: 'javascript:alert(4)' }] });
    await desk.enter();
    await desk.openFirst();
    expect(await desk.page.textContent('.message .text')).toBe(text);
    expect(await desk.page.locator('.desk img, .desk script, .chip[href]').count()).toBe(0);
    expect(desk.page.faults).toEqual([]);
  });

  test('a line of a million characters neither widens the page nor is drawn whole unasked', async () => {
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'x'.repeat(1_000_000) });
    await desk.enter();
    await desk.openFirst();
    expect((await desk.page.textContent('.message .text'))?.length).toBeLessThan(5000);
    expect(await desk.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await desk.page.locator('.link').textContent()).toContain('1,000,000');
  });

  test('right-to-left texts run from the right, also beside others', async () => {
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'السلام عليكم' });
    await desk.enter();
    await desk.openFirst();
    expect(await desk.page.evaluate(`getComputedStyle(document.querySelector('.message .text')).direction`)).toBe('rtl');
    expect(await desk.page.evaluate('getComputedStyle(document.body).direction')).toBe('ltr');
  });

  test('deleted and hidden messages, quotes, stars, comments and notes look like what they are', async () => {
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'Two of them', surface: 'comment', starRating: 2 });
    desk.hub.say(first, { text: 'secret', deleted: true });
    desk.hub.say(first, { text: 'nothing more' });
    desk.hub.say(first, { text: 'and this', inReplyTo: 1, reactions: { x: '👍' }, hidden: true });
    desk.hub.say(first, { kind: 'ai_suggestion', text: 'Perhaps this' });
    await desk.enter();
    await desk.openFirst();
    expect(await desk.page.textContent('.messages')).toContain('Public comment');
    expect(await desk.page.textContent('.messages')).not.toContain('secret');
    expect(await desk.page.textContent('.reactions')).toContain('👍');
    expect(await desk.page.textContent('blockquote')).toBe('Two of them');
    expect(await desk.page.textContent('.stars')).toContain('2 of 5');
    expect(await desk.page.textContent('.bubble.ai_suggestion')).toContain('Suggested answer');
  });
});

describe('for everybody', () => {
  test.each([
    ['light', 1360],
    ['dark', 1360],
    ['light', 390],
    ['dark', 390],
  ] as const)('%s at %i pixels: contrast suffices (WCAG AA) and nothing runs out of the page', async (scheme, width) => {
    fill(desk.hub);
    await desk.visit({ scheme, width });
    const poor = await poorContrasts(desk.page);
    await signIn(desk.page, ME);
    const look = async (selector: string): Promise<void> => {
      await desk.page.waitForSelector(selector);
      poor.push(...(await poorContrasts(desk.page)));
      expect(await desk.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    };
    await look('.ticket');
    await desk.page.click('.ticket:has-text("Note:")');
    await look('.bubble.note');
    await desk.page.click('label[for=kind-note]');
    await look('.composer.as-note');
    await desk.page.click('.status-button');
    await look('.menu-item');
    await desk.page.keyboard.press('ArrowDown');
    await look('.menu-item:focus-visible');
    await desk.page.keyboard.press('Enter');
    await look('.toast button');
    await look('.status-button.waiting');
    await desk.page.keyboard.press('z');
    if (width < 800) await desk.page.click('.back');
    desk.hub.say(ticket(desk.hub, { origin: { id: 'o2', channel: 'facebook' }, author: { id: 'f', name: 'Facebook Fan', handle: null } }), { text: 'Hello' });
    await desk.page.click('.ticket:has-text("Facebook Fan")');
    await look('.no-reply:visible');
    if (width < 800) await desk.page.click('.back');
    const failing = ticket(desk.hub, { author: { id: 'w', name: 'Wanda Lost', handle: null } });
    desk.hub.say(failing, { kind: 'reply', text: 'lost', delivery: { state: 'failed', error: { code: 'x', message: 'The number is not on WhatsApp.' } } });
    await desk.page.click('.ticket:has-text("Wanda Lost")');
    await look('.message-foot .link');
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Escape');
    if (width < 800) await desk.page.click('.to-queues');
    await look('.queue');
    expect(poor).toEqual([]);
    expect(desk.page.faults).toEqual([]);
  });

  test('everything goes by keyboard', async () => {
    fill(desk.hub);
    await desk.enter();
    await desk.page.waitForSelector('.ticket');
    await desk.page.click('.pane-title >> nth=1');
    await desk.page.keyboard.press('j');
    await desk.page.keyboard.press('j');
    await desk.page.waitForSelector('li:nth-child(2) > .ticket[aria-current=true]');
    await desk.page.waitForSelector('.message');
    await desk.page.keyboard.press('k');
    await desk.page.waitForSelector('li:nth-child(1) > .ticket[aria-current=true]');
    await desk.page.keyboard.press('r');
    await desk.page.keyboard.type('jk/');
    expect(await desk.page.inputValue('#reply')).toBe('jk/');
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.type('candele');
    await desk.page.waitForSelector('.pane-title:has-text("candele")');
    await until('only what was found is shown', async () => (await desk.page.locator('.ticket').count()) === 1);
    await desk.page.keyboard.press('Tab');
    const unnamed = await unnamedControls(desk.page);
    expect(unnamed).toEqual([]);
  });

  test('queues and statuses narrow the list', async () => {
    fill(desk.hub);
    await desk.enter();
    await desk.page.click('.queue:has-text("Mail")');
    await until(
      'only mails',
      async () => (await desk.page.locator('.tickets .badge:not(.mail)').count()) === 0 && (await desk.page.locator('.tickets .badge.mail').count()) > 3,
    );
    await desk.page.selectOption('.tools select', 'pending');
    await until('only pending', async () => (await desk.page.locator('.tickets .pill:not(.pending)').count()) === 0);
    await desk.page.click('.queue:has-text("VIP")');
    await desk.page.waitForSelector('.empty:visible');
    desk.hub.instead.set('GET /v1/queues/q-none/tickets', { status: 422, body: { code: 'unprocessable', detail: 'These two cannot be asked together.' } });
    await desk.page.selectOption('.tools select', 'closed');
    await desk.page.waitForSelector('.empty:has-text("cannot be asked")');
  });
});
