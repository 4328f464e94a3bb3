import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { richTicket } from '../console/rich-ticket.ts';
import { withWholeSettings } from '../console/whole-settings.ts';
import { violations } from './axe.ts';
import { builtPage } from './built-page.ts';
import { type Browser, openBrowser } from './chromium.ts';
import { enter, LOOKS, type Opened, shopHub, visited } from './first-class-page.ts';
import { routes, SCREENS } from './first-class-screens.ts';

/** Every screen, in light, dark and from right to left, against the rules of WCAG 2.2 A and AA that axe knows. */
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  await builtPage();
}, 180_000);
afterAll(() => browser.close());

test('every route of the router is among the screens', () => {
  const known = new Set(SCREENS.map(({ route }) => route));
  expect(routes().filter((route) => !known.has(route))).toEqual([]);
  expect(routes().length).toBeGreaterThan(15);
});

describe.each(LOOKS.filter(({ width }) => width === 1440))('at $name', (look) => {
  let at: Opened;
  beforeAll(async () => {
    const hub = await shopHub((made) => {
      withWholeSettings(made);
      made.say(richTicket(made), { text: 'Does the lamp come with a cable?' });
    });
    at = await visited(browser, hub, look);
    await at.page.waitForSelector('[name=tenant]');
    expect(await violations(at.page)).toEqual([]);
    await enter(at.page);
  });
  afterAll(() => at.close());

  test.each(SCREENS)('$name has no violation', async ({ path, ready, open }) => {
    at.page.faults.length = 0;
    await at.goto(path);
    await at.page.waitForSelector(ready);
    await open?.(at.page);
    expect(await violations(at.page)).toEqual([]);
    expect(at.page.faults).toEqual([]);
  });
});
