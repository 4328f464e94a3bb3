import { beforeEach, describe, expect, test } from 'vitest';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';

const at = newConsole((hub) => {
  const first = ticket(hub);
  hub.say(first, { text: 'Where is my parcel?' });
});
const status = 'main button[aria-label^="Status:"]';
const snooze = 'main button:text-is("Snooze")';
const hasFocus = async (selector: string): Promise<boolean> => (await at.page.locator(`${selector}:focus`).count()) === 1;
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await at.page.keyboard.press(key);
};
/** Open, and no longer fading in. */
const openMenu = '[data-trigger=MenuTrigger]:not([data-entering]) [role=menu]:focus-within';
const opened = (selector = openMenu) => at.page.waitForSelector(selector);
const gone = (selector: string) => at.page.waitForSelector(selector, { state: 'detached' });
const changes = () => at.calls('PATCH /v1/tickets/th1.1').length;

beforeEach(async () => {
  await at.enter({ path: '/inbox/all/th1.1' });
  await at.page.waitForSelector('article:has-text("Where is my parcel?")');
});

describe('a menu that closes', () => {
  test('gives the focus back before the next key: Enter opens it again, and chooses nothing', async () => {
    await at.page.focus(status);
    await press('Enter');
    await opened();
    await press('End', 'ArrowUp', 'Escape');
    expect(await hasFocus(status)).toBe(true);
    await press('Enter');
    // One fades out, one is opened.
    await at.page.waitForSelector('[role=menuitemradio][data-focused]');
    await press('Escape');
    await gone('[role=menu]');
    expect([changes(), await hasFocus(status)]).toEqual([0, true]);
    expect(await at.page.locator('[role=dialog]').count()).toBe(0);
  });

  test('a choice is made once, however often Enter is pressed', async () => {
    await at.page.focus(status);
    await press('Enter');
    await opened();
    await press('Home', 'ArrowDown', 'Enter', 'Enter');
    await at.page.waitForSelector('main button[aria-label="Status: Waiting"]');
    // The second one opens the menu again.
    await opened();
    await press('Escape');
    await gone('[role=menu]');
    await until('the hub was told', () => changes() > 0);
    expect(changes()).toBe(1);
  });

  test('a second click of a double click chooses nothing', async () => {
    await at.page.click(status);
    await opened();
    const box = await at.page.locator('[role=menuitemradio]:has-text("Waiting")').boundingBox();
    await at.page.mouse.dblclick((box?.x ?? 0) + 20, (box?.y ?? 0) + 10);
    await at.page.waitForSelector('main button[aria-label="Status: Waiting"]');
    await gone('[role=menu]');
    await until('the hub was told', () => changes() > 0);
    expect(changes()).toBe(1);
    expect(await hasFocus(status)).toBe(true);
  });
});

test('a menu that closes by itself has the Escape that comes while it fades out: the ticket stays open', async () => {
  await at.page.click(status);
  await opened();
  // What is under the menu scrolls.
  await at.page.evaluate(`document.querySelector('main').dispatchEvent(new Event('scroll'))`);
  await at.page.waitForSelector('[data-trigger][data-exiting]');
  await press('Escape');
  await gone('[role=menu]');
  expect(new URL(at.page.url()).pathname).toBe('/inbox/all/th1.1');
  await press('Escape');
  await at.page.waitForURL('**/inbox/all');
});

describe('a dialog that closes', () => {
  test('gives the focus back to the button of the menu that opened it, before the next key', async () => {
    await at.page.focus(snooze);
    await press('Enter');
    await opened();
    await press('End', 'Enter');
    await at.page.waitForSelector(':not([data-entering]) > * > [role=dialog] input');
    await gone('[role=menu]');
    await at.page.keyboard.type('3h');
    await press('Escape');
    expect(await hasFocus(snooze)).toBe(true);
    await press('Enter');
    await at.page.waitForSelector('[role=menu]');
    expect(changes()).toBe(0);
  });

  test('the palette gives the focus back as well, so that the next letter is a key of the page', async () => {
    await at.page.focus('[role=listbox]');
    await press('Control+k');
    await at.page.waitForSelector('[role=combobox]:focus');
    await press('Escape');
    expect(await hasFocus('[role=listbox]')).toBe(true);
    await press('?');
    await at.page.waitForSelector('[role=dialog]:has-text("Next ticket")');
  });
});
