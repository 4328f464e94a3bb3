import { BASE } from '../../console/base.ts';
import { FakeHub, type FakeTicket } from '../console/fake-hub.ts';
import { fill } from '../console/shop.ts';
import { serve } from './built-page.ts';
import type { Browser, TestPage } from './chromium.ts';
import { completed, rare } from './console-hub.ts';
import { signIn } from './sign-in.ts';

export interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly language: 'en' | 'ar';
}
const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;
const SCHEMES = [
  ['light', 'light', 'en'],
  ['dark', 'dark', 'en'],
  ['right to left', 'light', 'ar'],
] as const;

/** The sizes and looks that every check is made in. */
export const LOOKS: readonly Look[] = SIZES.flatMap(([width, height]) =>
  SCHEMES.map(([name, scheme, language]) => ({ name: `${width} px, ${name}`, width, height, scheme, language })),
);
export const DESK: Look = { name: '1440 px, light', width: 1440, height: 900, scheme: 'light', language: 'en' };
export const PHONE: Look = { name: '390 px, light', width: 390, height: 844, scheme: 'light', language: 'en' };

export interface Opened {
  readonly hub: FakeHub;
  readonly page: TestPage;
  /** The calls of the API so far that begin so. */
  calls(route: string): FakeHub['log'];
  /** Goes to another place below the console's base, without a new sign-in. */
  goto(path: string): Promise<void>;
  close(): Promise<void>;
}

/** A hub with the demo's shop; `prepare` adds what a test needs. */
export async function shopHub(prepare: (hub: FakeHub) => void = () => undefined): Promise<FakeHub> {
  const hub = await new FakeHub().start();
  await serve(hub);
  fill(hub);
  hub.more = (route, query, body) => rare(hub, route, query, body);
  prepare(hub);
  completed(hub);
  return hub;
}

/** Signs in, and waits for the first screen. */
export async function enter(page: TestPage): Promise<void> {
  await signIn(page);
  await page.waitForSelector('[name=tenant]', { state: 'detached' });
}

/** A page in a look, before the sign-in. */
export async function visited(browser: Browser, hub: FakeHub, look: Look, path = ''): Promise<Opened> {
  const page = await browser.page(look);
  page.setDefaultTimeout(15_000);
  await page.addInitScript(
    `if (localStorage.getItem('parley.look') === null) localStorage.setItem('parley.look', '${JSON.stringify({ language: look.language })}');`,
  );
  await page.goto(`${hub.url}${BASE}${path}`);
  await page.waitForSelector('[name=tenant], nav');
  return {
    hub,
    page,
    calls: (route) => hub.log.filter((call) => call.route.startsWith(route)),
    async goto(to) {
      await page.goto(`${hub.url}${BASE}${to}`);
    },
    async close() {
      await page.close();
      await hub.stop();
    },
  };
}

/** Opens the page in a look, signed in. */
export async function opened(browser: Browser, look: Look, path = '', prepare?: (hub: FakeHub) => void): Promise<Opened> {
  const at = await visited(browser, await shopHub(prepare), look, path);
  await enter(at.page);
  return at;
}

export const inbox = (ticket: Pick<FakeTicket, 'id'>, search = ''): string => `inbox/all/${encodeURIComponent(ticket.id)}${search}`;
