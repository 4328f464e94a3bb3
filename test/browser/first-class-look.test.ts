import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { richTicket } from '../console/rich-ticket.ts';
import { builtPage } from './built-page.ts';
import { type Browser, openBrowser } from './chromium.ts';
import {
  blackGrounds,
  crowdedRegions,
  glyphNames,
  glyphs,
  greys,
  looseNumbers,
  offGrid,
  ring,
  rows,
  sideways,
  styles,
  wrongEllipses,
} from './first-class-in-page.js';
import { inbox, LOOKS, type Opened, opened } from './first-class-page.ts';

/** What one look at the inbox with an open ticket can tell, in every size and look (CONSOLE.md §6). */
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  await builtPage();
}, 180_000);
afterAll(() => browser.close());

/** Glyphs that point somewhere: they turn round with the page. */
const POINTS = /-(left|right)$|^lucide-(reply|send|log-out|log-in|panel-right)$/;

describe.each(LOOKS)('at $name', (look) => {
  let at: Opened;
  const isPhone = look.width < 700;
  beforeAll(async () => {
    at = await opened(browser, look, inbox({ id: 'rich.1' }), richTicket);
    await at.page.waitForSelector('article:has-text("And when does it arrive?")');
  });
  afterAll(() => at.close());

  test('1 one primary button in a region: solving in the header, sending in the composer', async () => {
    await at.page.fill('textarea', 'Tomorrow.');
    const { most, all } = await crowdedRegions(at.page);
    expect(most).toEqual([]);
    expect(all.length).toBeGreaterThan(0);
    await at.page.fill('textarea', '');
  });

  test('2 who has not been read is heavier than who has, and has a dot', async () => {
    if (isPhone) await at.goto('inbox/all');
    await at.page.waitForSelector('[role=option]');
    const all = await rows(at.page);
    for (const { id, weight, hasDot } of all) {
      const isUnread = id !== 'rich.1' && at.hub.tickets.get(id)?.lastMessage?.kind === 'customer';
      expect({ id, isHeavy: weight >= 650, hasDot }).toEqual({ id, isHeavy: isUnread, hasDot: isUnread });
    }
    expect(all.length).toBeGreaterThan(5);
    if (isPhone) await at.goto(inbox({ id: 'rich.1' }));
    await at.page.waitForSelector('article:has-text("And when does it arrive?")');
  });

  test('3 what is cut is cut where its reader ends', async () => {
    const { wrong, cut } = await wrongEllipses(at.page);
    expect(wrong).toEqual([]);
    expect(cut).toBeGreaterThan(0);
  });

  test('4 paddings and gaps are on the grid of 4 px', async () => expect((await offGrid(at.page)).join('\n')).toBe(''));

  test('5 counts and times have digits of one width', async () => {
    const { wrong, seen } = await looseNumbers(at.page);
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(5);
  });

  test('6 every stop of the Tab key has a focus ring and is in sight', async () => {
    await at.page.evaluate('globalThis.stops = []; document.activeElement.blur(); document.querySelector("#app").scrollIntoView()');
    const wrong: string[] = [];
    let count = 0;
    for (let press = 0; press < 150; press += 1) {
      await at.page.keyboard.press('Tab');
      const stop = await ring(at.page);
      if (stop === null || !stop.isNew) break;
      count += 1;
      if (!stop.drawn || !stop.shown) wrong.push(`${stop.name}${stop.drawn ? '' : ' has no ring'}${stop.shown ? '' : ' is out of sight'}`);
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(8);
  });

  test('7 a note is told from a reply without any colour', async () => {
    const box = '#app div:has(> textarea)';
    const reply = await greys(at.page.locator(box));
    const kinds = await at.page.locator('div:has(> [role=radiogroup]) [role=radio]').allTextContents();
    const send = await at.page.locator(`${box} button`).last().textContent();
    await at.page.click('[role=radio] >> nth=1');
    const note = await greys(at.page.locator(box));
    expect(Math.abs(reply.ground - note.ground) + Math.abs(reply.border - note.border)).toBeGreaterThan(5);
    expect(kinds.length).toBe(2);
    expect(await at.page.locator(`${box} button`).last().textContent()).not.toBe(send);
    await at.page.click('[role=radio] >> nth=0');
    const [written, said] = [
      await greys(at.page.locator('article:has-text("Parcel checked") > div').first()),
      await greys(at.page.locator('article:has-text("And when does") > div').first()),
    ];
    expect(Math.abs(written.ground - said.ground) + Math.abs(written.border - said.border)).toBeGreaterThan(3);
  });

  test('9 ticks say how far a reply is: a clock, one, two, two and “read”, or the reason and “send again”', async () => {
    const svg = (state: string) => at.page.locator(`article:has-text("This one is ${state}.") svg.lucide`);
    const marks = async (state: string): Promise<string[]> => (await glyphNames(svg(state))).filter((name) => name !== 'lucide-ellipsis');
    expect(await marks('queued')).toEqual(['lucide-clock']);
    expect(await marks('sent')).toEqual(['lucide-check']);
    expect(await marks('delivered')).toEqual(['lucide-check-check']);
    expect(await marks('read')).toEqual(['lucide-check-check']);
    expect(await marks('failed')).toEqual(['lucide-circle-exclamation-point']);
    const colour = (state: string) => styles(svg(state).and(at.page.locator('.lucide-check-check')), 'color');
    expect(await colour('read')).not.toEqual(await colour('delivered'));
    const failed = at.page.locator('article:has-text("This one is failed.")');
    expect(await failed.textContent()).toContain('The number is not on WhatsApp.');
    expect(await failed.locator('button').count()).toBeGreaterThan(0);
  });

  test('10 the window and the length show before anybody types', async () => {
    expect(await at.page.inputValue('textarea')).toBe('');
    expect(await at.page.textContent('#composer-hint')).toMatch(/\d/);
    expect(await at.page.locator('bdi:text-is("0 / 4,096")').count()).toBe(1);
    expect(await at.page.getAttribute('textarea', 'aria-describedby')).toBe('composer-hint');
  });

  if (look.scheme === 'dark') test('14 the dark page has no black ground', async () => expect(await blackGrounds(at.page)).toEqual([]));

  test(`15 arrows ${look.language === 'ar' ? 'are mirrored' : 'stand as drawn'}; clocks, ticks and numbers never are`, async () => {
    const found = await glyphs(at.page);
    const wrong = found.filter(({ name, isMirrored }) => isMirrored !== (look.language === 'ar' && POINTS.test(name)));
    expect(wrong).toEqual([]);
    expect(found.some(({ name }) => POINTS.test(name))).toBe(true);
    expect(found.some(({ name }) => name === 'lucide-clock')).toBe(true);
    const directions = await styles(at.page.locator('kbd, aside bdi:text("+39 333 000 4711")'), 'direction');
    expect(directions.filter((direction) => direction !== 'ltr')).toEqual([]);
  });

  test('20 nothing runs out of the page', async () => expect(await sideways(at.page)).toEqual({ scrolls: false, over: [] }));

  test('nothing on the way broke the policy or a script', () => expect(at.page.faults).toEqual([]));
});
