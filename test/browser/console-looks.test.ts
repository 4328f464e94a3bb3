import { describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';

let first: FakeTicket;
const at = newConsole((hub) => {
  first = ticket(hub);
});
const open = async (more: { width?: number; path?: string } = {}): Promise<void> => {
  await at.enter({ path: '/inbox/all/th1.1', ...more });
  await at.page.waitForSelector('article');
};
const fits = () => at.page.evaluate('document.documentElement.scrollWidth <= innerWidth');

describe('what customers write', () => {
  test.each([
    ['markup', '<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'],
    ['a right-to-left override', 'invoice\u202Egpj.exe'],
    ['a template', '{{constructor.constructor("alert(1)")()}} ${alert(1)}'],
    ['zero-width and control signs', 'a\u200Bb\uFEFFc\u0000d\u0007'],
  ])('%s is shown as text', async (_what, text) => {
    Object.assign(first, { author: { id: 'x', name: text, handle: null }, tags: [text] });
    at.hub.say(first, { text, subject: text, attachments: [{ id: 'a', name: text, type: 'x/y', size: 1, url: 'javascript:alert(4)' }] });
    await open();
    // The browser may leave a NUL out.
    const plain = (one: string): string => one.replaceAll('\u0000', '');
    expect((await at.page.locator('article').allTextContents()).map(plain).join()).toContain(plain(text));
    expect(await at.page.locator('article img, article script, article svg[onload], article a[href^="javascript"]').count()).toBe(0);
    expect(at.page.faults).toEqual([]);
  });

  test('a line of a million characters neither widens the page nor is drawn whole unasked', async () => {
    at.hub.say(first, { text: 'x'.repeat(1_000_000) });
    await open();
    expect((await at.page.textContent('article [dir=auto]'))?.length).toBeLessThanOrEqual(20_000);
    expect(await fits()).toBe(true);
    await at.page.waitForSelector('article button:has-text("Show all 1,000,000 characters")');
  });

  test('right-to-left texts run from the right, also beside others', async () => {
    at.hub.say(first, { text: 'السلام عليكم' });
    at.hub.say(first, { text: 'Good morning' });
    await open();
    const direction = (words: string) =>
      at.page.evaluate(`getComputedStyle([...document.querySelectorAll('article [dir=auto]')].find((one) => one.textContent === '${words}')).direction`);
    expect(await direction('السلام عليكم')).toBe('rtl');
    expect(await direction('Good morning')).toBe('ltr');
    expect(await at.page.evaluate('getComputedStyle(document.body).direction')).toBe('ltr');
  });

  test('deleted and hidden messages, stars, reactions and suggestions look like what they are', async () => {
    at.hub.say(first, { text: 'Two of them', surface: 'review', starRating: 2 });
    at.hub.say(first, { text: 'secret', deleted: true });
    at.hub.say(first, { text: 'rude', reactions: { x: '👍' }, hidden: true });
    at.hub.say(first, { kind: 'ai_suggestion', text: 'Perhaps this', suggestion: { state: 'open' } });
    await open();
    await at.page.waitForSelector('article:has-text("Two of them") [aria-label="2 of 5 stars"]');
    await at.page.waitForSelector('article:has-text("This message was deleted.")');
    expect(await at.page.textContent('[role=log]')).not.toContain('secret');
    await at.page.waitForSelector('article:has-text("rude"):has-text("Hidden"):has-text("👍")');
    await at.page.waitForSelector('article:has-text("Perhaps this"):has-text("Suggested reply")');
  });

  test('a comment and its answer are called public, a note on it never is', async () => {
    Object.assign(first, { origin: { id: 'o5', channel: 'instagram' } });
    at.hub.say(first, { text: 'How much?', surface: 'comment', permalink: 'https://instagram.example/p/1' });
    at.hub.say(first, { kind: 'reply', text: 'Twelve.', surface: 'comment', author: { id: 'u2', name: 'Kenji Mori' } });
    at.hub.say(first, { kind: 'note', text: 'he is a reseller', surface: 'comment', author: { id: 'u2', name: 'Kenji Mori' } });
    await open();
    expect(await at.page.textContent('article:has-text("How much?")')).toContain('Public comment');
    expect(await at.page.textContent('article:has-text("Twelve.")')).toContain('Public answer');
    const note = await at.page.textContent('article:has-text("reseller")');
    expect(note).toContain('Note · Kenji Mori');
    expect(note).not.toMatch(/public/i);
    expect(await at.page.getAttribute('article a:has-text("Open the comment")', 'href')).toBe('https://instagram.example/p/1');
    await at.page.waitForSelector('#composer-hint:has-text("Everybody can read this answer")');
    await at.page.click('[role=radio]:has-text("Note")');
    await at.page.waitForSelector('#composer-hint:has-text("Only your team sees this")');
  });

  test.each([390, 1280])('a long file name stays inside its bubble at %i pixels', async (width) => {
    const names = [`${'annual-report-'.repeat(20)}.pdf`, `${'x'.repeat(300)}.pdf`];
    at.hub.say(first, {
      text: 'see',
      attachments: names.map((name, id) => ({ id: `f${id}`, name, type: 'application/pdf', size: 9, url: 'https://shop.example/f' })),
    });
    await at.enter({ width });
    await at.page.click('[role=option]');
    await at.page.waitForSelector('article li:nth-child(2)');
    const outside = (await at.page.evaluate(`(() => {
      const bubble = document.querySelector('article > div').getBoundingClientRect();
      return [...document.querySelectorAll('article li, article li *')].map((one) => one.getBoundingClientRect())
        .filter(({ left, right, width }) => width > 0 && (left < bubble.left - 1 || right > bubble.right + 1)).length;
    })()`)) as number;
    expect(outside).toBe(0);
    expect(await fits()).toBe(true);
  });
});

describe('what agents see', () => {
  test('buttons that look like buttons, whatever else has been loaded', async () => {
    at.hub.say(first, { text: 'Hello' });
    await open();
    const back = (name: string) =>
      at.page.evaluate(
        `getComputedStyle([...document.querySelectorAll('main header button')].find((one) => one.textContent.includes('${name}'))).backgroundColor`,
      );
    const accent = await at.page.evaluate(`(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.backgroundColor = 'var(--accent)';
      return getComputedStyle(probe).backgroundColor;
    })()`);
    await at.page.waitForSelector('main header button:has-text("Solve")');
    expect(await back('Solve')).toBe(accent);
    expect(await back('New')).not.toBe('rgba(0, 0, 0, 0)');
  });

  test('marked text stays marked while messages arrive', async () => {
    at.hub.say(first, { text: 'My number is AB-1234, thank you' });
    await open();
    const mark = `(() => {
      const text = [...document.querySelectorAll('article [dir=auto]')].find((one) => one.textContent.includes('AB-1234')).firstChild;
      const range = document.createRange();
      range.setStart(text, text.textContent.indexOf('AB-1234'));
      range.setEnd(text, range.startOffset + 7);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    })()`;
    await at.page.evaluate(mark);
    for (const text of ['one more', 'and another']) {
      at.hub.say(first, { text });
      await at.page.waitForSelector(`article:has-text("${text}")`);
      expect(await at.page.evaluate('getSelection().toString()')).toBe('AB-1234');
    }
  });

  test('the time at which a snoozed ticket returns, in the list and beside the conversation', async () => {
    const followupAt = new Date(Date.now() + 86_400_000);
    Object.assign(first, { status: 'followup', followupAt: followupAt.toISOString(), owner: { agentId: 'u1', teamId: null } });
    at.hub.say(first, { text: 'Call me tomorrow' });
    await open({ width: 1440 });
    const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(followupAt);
    for (const place of ['[role=option]', 'aside dl']) expect(await at.page.textContent(place)).toContain(clock);
    expect(await at.page.textContent('aside dl')).toContain('Returns');
  });

  test('names: colleagues, teams and places by the directory, customers without a name by the end of their id', async () => {
    Object.assign(first, { owner: { agentId: 'u2', teamId: 't1' }, author: { id: '24000000000012345', name: null, handle: null } });
    at.hub.say(first, { text: 'Hello' });
    await open({ width: 1440 });
    await at.page.waitForSelector('aside button:has-text("Kenji Mori · Orders")');
    await at.page.waitForSelector('[role=option]:has-text("Unknown …2345"):has-text("Kenji Mori")');
    expect(await at.page.textContent('main header')).toContain('WhatsApp +39 051 000 000');
    for (const route of ['GET /v1/agents', 'GET /v1/origins', 'GET /v1/teams']) expect(at.calls(route)).toEqual([]);
  });

  test('without the directory the page goes on, and calls nobody by a wrong name', async () => {
    Object.assign(first, { owner: { agentId: 'u2', teamId: 't1' } });
    at.hub.say(first, { text: 'Hello' });
    const known = at.hub.more;
    at.hub.more = (route, query, body) => (route === 'GET /v1/directory' ? { status: 503, body: { code: 'unavailable' } } : known(route, query, body));
    await open({ width: 1440 });
    await at.page.waitForSelector('textarea');
    expect(await at.page.textContent('aside dl')).toContain('Owner…');
    expect(await at.page.textContent('body')).not.toMatch(/a colleague|somebody who has left/i);
    expect(at.page.faults).toEqual([]);
  });

  test('letters that are typed into a field are no keys of the page', async () => {
    at.hub.say(first, { text: 'Hello' });
    await open();
    await at.page.keyboard.press('r');
    await until('the field has the focus', async () => (await at.page.evaluate('document.activeElement.tagName')) === 'TEXTAREA');
    await at.page.keyboard.type('jkte/?');
    expect(await at.page.inputValue('textarea')).toBe('jkte/?');
    expect([at.calls('POST /v1/tickets'), at.calls('PATCH')]).toEqual([[], []]);
  });
});
