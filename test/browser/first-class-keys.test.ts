import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { richTicket } from '../console/rich-ticket.ts';
import { until } from '../harness/until.ts';
import { builtPage } from './built-page.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { DESK, inbox, type Opened, opened } from './first-class-page.ts';

/** Keys, their sheet, and the palette (CONSOLE.md §6, 21 and 22). */
let browser: Browser;
let at: Opened;
beforeAll(async () => {
  browser = await openBrowser();
  await builtPage();
}, 180_000);
afterAll(() => browser.close());
afterEach(() => at.close());

const posts = (): readonly Record<string, unknown>[] => at.calls('POST /v1/tickets/rich.1/messages').map(({ body }) => body);
const place = (page: TestPage): string => new URL(page.url()).pathname;
const active = async (page: TestPage): Promise<string> => (await page.getAttribute('[role=listbox]', 'aria-activedescendant')) ?? '';
const menu = (page: TestPage, name: string): Promise<unknown> => page.waitForSelector(`[role=menu][aria-label="${name}"]`);
const moves = (page: TestPage, key: string) => async (): Promise<void> => {
  const before = await active(page);
  await page.keyboard.press(key);
  await until(`${key} moves`, async () => (await active(page)) !== before);
};

/** What each key of the sheet does, as somebody sees it. A test fails if the sheet has another one, or none of these. */
const EFFECTS: Readonly<Record<string, (page: TestPage) => Promise<unknown>>> = {
  j: (page) => moves(page, 'j')(),
  k: async (page) => {
    await moves(page, 'j')();
    await moves(page, 'k')();
  },
  x: async (page) => {
    await page.keyboard.press('x');
    await page.waitForSelector('[role=toolbar]:has-text("1 chosen")');
  },
  Enter: async (page) => {
    await moves(page, 'j')();
    await page.keyboard.press('Enter');
    await until('another ticket is open', () => !place(page).endsWith('/rich.1'));
  },
  'g m': (page) => goes(page, 'm', 'inbox/mine'),
  'g i': (page) => goes(page, 'i', 'inbox/all'),
  'g d': (page) => goes(page, 'd', 'desk'),
  'g c': (page) => goes(page, 'c', 'chats'),
  'g s': (page) => goes(page, 's', 'inbox/snoozed'),
  Esc: async (page) => {
    await page.keyboard.press('Escape');
    await until('the list is back', () => place(page).endsWith('/inbox/all'));
  },
  ']': async (page) => {
    await page.keyboard.press(']');
    await page.waitForSelector('aside', { state: 'detached' });
  },
  F6: async (page) => {
    const areas: unknown[] = [];
    await page.locator('[role=listbox]').focus();
    for (let press = 0; press < 4; press += 1) {
      await page.keyboard.press('F6');
      areas.push(await page.evaluate('document.activeElement.closest("nav, section, main, aside").tagName'));
    }
    expect(areas).toEqual(['MAIN', 'ASIDE', 'NAV', 'SECTION']);
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('listbox');
  },
  'Ctrl+K': async (page) => {
    await page.keyboard.press('Control+k');
    await page.waitForSelector('[role=dialog] [role=combobox]');
  },
  '/': async (page) => {
    await page.keyboard.press('/');
    await page.waitForSelector('[role=dialog] [role=combobox]');
  },
  z: async (page) => {
    await page.keyboard.press('z');
    await page.waitForSelector('text=There is nothing to undo.');
  },
  '?': async (page) => {
    await page.keyboard.press('?');
    await page.waitForSelector('[role=dialog]:has-text("Keys")');
  },
  t: async (page) => {
    await page.keyboard.press('t');
    await until('it is taken', () => at.calls('POST /v1/tickets/rich.1/take').length === 1);
  },
  a: async (page) => {
    await page.keyboard.press('a');
    await menu(page, 'Owner');
  },
  p: async (page) => {
    await page.keyboard.press('p');
    await menu(page, 'Priority');
  },
  l: async (page) => {
    await page.keyboard.press('l');
    await page.waitForSelector('aside input:focus');
  },
  s: async (page) => {
    await page.keyboard.press('s');
    await menu(page, 'Status');
  },
  h: async (page) => {
    await page.keyboard.press('h');
    await menu(page, 'Snooze');
  },
  e: async (page) => {
    await page.keyboard.press('e');
    await page.waitForSelector('button[aria-label="Status: Solved"]');
  },
  r: async (page) => {
    await page.keyboard.press('r');
    await page.waitForSelector('textarea[aria-label="Reply"]:focus');
  },
  n: async (page) => {
    await page.keyboard.press('n');
    await page.waitForSelector('textarea[aria-label="Note"]:focus');
  },
  'Alt+A': async (page) => {
    await page.fill('textarea', 'Good morning.');
    await page.keyboard.press('Alt+a');
    await until('it stands behind what was typed', async () => (await page.inputValue('textarea:focus')) === 'Good morning.\n\nWe send a new one.');
  },
  'Ctrl+Enter': (page) => sends(page, 'Control+Enter', 'pending'),
  'Ctrl+Shift+Enter': (page) => sends(page, 'Control+Shift+Enter', 'solved'),
};
async function goes(page: TestPage, key: string, to: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await until(`it is at ${to}`, () => place(page).endsWith(to));
}
async function sends(page: TestPage, keys: string, thenStatus: string): Promise<void> {
  await page.fill('textarea', 'Tomorrow.');
  await page.keyboard.press(keys);
  await until('it has left', () => posts().length === 1);
  expect(posts()[0]).toMatchObject({ text: 'Tomorrow.', thenStatus });
}

const ticketOpen = async (): Promise<TestPage> => {
  at = await opened(browser, DESK, inbox({ id: 'rich.1' }), richTicket);
  await at.page.waitForSelector('article');
  await at.page.waitForSelector('[role=option]');
  await until('the row is active', async () => (await active(at.page)) !== '');
  return at.page;
};

describe('21 the sheet', () => {
  test('21 has the keys that are tried here, and no other', async () => {
    const page = await ticketOpen();
    await page.keyboard.press('?');
    await page.waitForSelector('[role=dialog] kbd');
    const keys = await page.locator('[role=dialog] kbd').allTextContents();
    expect(keys.toSorted()).toEqual(Object.keys(EFFECTS).toSorted());
  });

  test.each(Object.keys(EFFECTS))('21 “%s” does what the sheet says', async (key) => {
    const page = await ticketOpen();
    await EFFECTS[key]?.(page);
    expect(page.faults).toEqual([]);
  });

  test('21 no letter acts while somebody types', async () => {
    const page = await ticketOpen();
    await page.fill('textarea', '');
    await page.focus('textarea');
    await page.keyboard.type('jkxtehn?/z');
    expect(await page.inputValue('textarea')).toBe('jkxtehn?/z');
    expect(at.calls('POST /v1/tickets')).toEqual([]);
  });
});

test('22 the palette has every action of every menu', async () => {
  const page = await ticketOpen();
  await page.fill('textarea', 'Tomorrow.');
  // A menu of one message names no message: it is only beside it.
  const buttons = page.locator('button[aria-haspopup]:visible:not(article *)');
  const wanted: string[] = [];
  for (let index = 0; index < (await buttons.count()); index += 1) {
    await buttons.nth(index).click();
    await page.waitForSelector('[role=menu], [role=dialog]');
    wanted.push(...(await page.locator('[role=menu] [role^=menuitem] > span:not([class*=end]):not(:has(svg))').allTextContents()));
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=menu], [role=dialog]', { state: 'detached' });
  }
  expect(wanted.length).toBeGreaterThan(40);
  await page.keyboard.press('Control+k');
  const missing: string[] = [];
  for (const label of new Set(wanted)) {
    const words = label.replace('…', '');
    await page.fill('[role=combobox]', words);
    const offer = page.locator('[role=dialog] [role=option]:not(:first-child)').getByText(words, { exact: false }).first();
    await offer.waitFor({ timeout: 5000 }).catch(() => missing.push(label));
  }
  expect(missing).toEqual([]);
});
