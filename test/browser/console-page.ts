import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { BASE } from '../../console/base.ts';
import { FakeHub } from '../console/fake-hub.ts';
import { violations } from './axe.ts';
import { builtPage, serve } from './built-page.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { signIn } from './sign-in.ts';

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
    await serve(hub);
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
    violations: () => violations(open()),
  };
}
