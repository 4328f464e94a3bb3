import axe, { type AxeResults } from 'axe-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { BASE } from '../../console/base.ts';
import { pageHeaders } from '../../console/policy.ts';
import { FakeHub } from '../console/fake-hub.ts';
import { builtPage } from './built-page.ts';
import { type Browser, openBrowser, still, type TestPage } from './chromium.ts';

const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

export interface Visit {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Below the console's base, such as `/settings/rules`. */
  readonly path?: string;
  readonly language?: string;
  /** Passkeys need a name. */
  readonly host?: 'localhost';
}

export interface NewConsole {
  readonly hub: FakeHub;
  readonly page: TestPage;
  visit(visit?: Visit): Promise<TestPage>;
  /** Visits and signs in. */
  enter(visit?: Visit): Promise<TestPage>;
  /** Violations of WCAG 2.2 A and AA. */
  violations(): Promise<string[]>;
}

/** The light, the dark, the mirrored and the small page. */
export const LOOKS: readonly (readonly [string, Visit])[] = [
  ['light', { scheme: 'light', width: 1280, height: 860 }],
  ['dark', { scheme: 'dark', width: 1280, height: 860 }],
  ['right to left', { width: 1280, height: 860, language: 'ar' }],
  ['on a phone', { scheme: 'dark', width: 390, height: 844 }],
];

/** The built console in front of a fake hub, for each test. `prepare` gives the hub what it answers. */
export function newConsole(prepare: (hub: FakeHub) => void): NewConsole {
  let browser: Browser;
  let hub: FakeHub;
  let page: TestPage | undefined;
  beforeAll(async () => {
    browser = await openBrowser();
    await builtPage();
  }, 180_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    hub = await new FakeHub().start();
    const wsUrl = `${hub.url.replace('http', 'ws')}/ws`;
    for (const { name, body } of await builtPage()) {
      const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      if (name === 'index.html') hub.files.set(BASE, { body: body.toString().replace('{{wsUrl}}', wsUrl), headers: pageHeaders(wsUrl) });
      else hub.files.set(`${BASE}${name}`, { body, headers: { 'content-type': type } });
    }
    prepare(hub);
  });
  afterEach(async () => {
    await page?.close();
    page = undefined;
    await hub.stop();
  });
  const open = (): TestPage => {
    if (page === undefined) throw new Error('no page is open');
    return page;
  };
  const visit = async ({ path = '/', language = 'en', host, ...look }: Visit = {}): Promise<TestPage> => {
    page = await browser.page(look);
    // What does not come within this time does not come.
    page.setDefaultTimeout(10_000);
    await page.addInitScript(`localStorage.setItem('parley.look', '${JSON.stringify({ language })}');`);
    await page.goto(`${host === undefined ? hub.url : hub.url.replace('127.0.0.1', host)}${BASE}${path.substring(1)}`);
    return page;
  };
  return {
    get hub() {
      return hub;
    },
    get page() {
      return open();
    },
    visit,
    async enter(options) {
      const opened = await visit(options);
      await signIn(opened);
      await opened.waitForSelector('[name=tenant]', { state: 'detached' });
      return opened;
    },
    async violations() {
      // By evaluate: the page's policy refuses a script element of the test.
      await still(open());
      await open().evaluate(axe.source);
      const { violations: found } = (await open().evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`)) as AxeResults;
      return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
  };
}

/** Fills the sign-in card that is open. */
export async function signIn(page: TestPage, password = 'right'): Promise<void> {
  await page.fill('[name=tenant]', 'bottega-luna');
  await page.fill('[name=email]', 'luna@bottega-luna.example');
  await page.fill('[name=password]', password);
  // By the key: what the card shows may still move, by its fonts or by the buttons of a workspace's providers.
  await page.press('[name=password]', 'Enter');
}
