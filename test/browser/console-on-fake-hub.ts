import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { FakeHub } from '../console/fake-hub.ts';
import { type Browser, openBrowser, signIn, type TestPage } from './chromium.ts';

export const ME = { tenant: 'bottega-luna', email: 'luna@bottega-luna.example', password: 'right' };

export interface ConsoleTest {
  readonly hub: FakeHub;
  readonly page: TestPage;
  /** Opens a page at the hub's address. */
  visit(options?: Parameters<Browser['page']>[0]): Promise<TestPage>;
  /** Visits, signs in and waits for the live feed. */
  enter(options?: Parameters<Browser['page']>[0]): Promise<TestPage>;
  /** Opens the first ticket of the list. */
  openFirst(): Promise<void>;
  /** The calls of a route so far, as `POST /v1/…`. */
  calls(route: string): FakeHub['log'];
}

/** For each test a hub that does on demand what a real one does rarely, and the page in a real browser. */
export function consoleOnFakeHub(): ConsoleTest {
  let browser: Browser;
  let hub: FakeHub;
  let page: TestPage;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    hub = await new FakeHub().start();
  });
  afterEach(async () => {
    await page.close();
    await hub.stop();
  });
  const visit = async (options?: Parameters<Browser['page']>[0]): Promise<TestPage> => {
    page = await browser.page(options);
    await page.goto(hub.url);
    await page.waitForSelector('.sign-in');
    return page;
  };
  return {
    get hub() {
      return hub;
    },
    get page() {
      return page;
    },
    visit,
    async enter(options) {
      await visit(options);
      await signIn(page, ME);
      await page.waitForSelector('.state.live');
      return page;
    },
    async openFirst() {
      await page.click('.ticket');
      await page.waitForSelector('.message');
    },
    calls: (route) => hub.log.filter((call) => call.route === route),
  };
}
