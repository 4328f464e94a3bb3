import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtConsole } from '../console/app/built.ts';
import { richTicket } from '../console/rich-ticket.ts';
import { withWholeSettings } from '../console/whole-settings.ts';
import { type Browser, openBrowser, still, type TestPage } from './chromium.ts';
import { LOOKS, type Opened, shopHub, signIn, visited } from './first-class-page.ts';
import { routes, SCREENS } from './first-class-screens.ts';

/** Every screen, in light, dark and from right to left, against the rules of WCAG 2.2 A and AA that axe knows. */
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  await builtConsole();
}, 180_000);
afterAll(() => browser.close());

const violations = async (page: TestPage): Promise<string> => {
  // By evaluate: the page's policy refuses a script element of the test.
  await still(page);
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`)) as AxeResults;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)).join('\n');
};

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
    expect(await violations(at.page)).toBe('');
    await signIn(at.page);
  });
  afterAll(() => at.close());

  test.each(SCREENS)('$name has no violation', async ({ path, ready, open }) => {
    at.page.faults.length = 0;
    await at.goto(path);
    await at.page.waitForSelector(ready);
    await open?.(at.page);
    expect(await violations(at.page)).toBe('');
    expect(at.page.faults).toEqual([]);
  });
});
