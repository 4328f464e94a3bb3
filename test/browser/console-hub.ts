import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { FakeHub, type FakeTicket } from '../console/fake-hub.ts';
import { fill } from '../console/shop.ts';
import { builtPage, serve } from './built-page.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { signIn } from './sign-in.ts';

export type PageOptions = Parameters<Browser['page']>[0] & { path?: string; language?: string };

/** Only ends a broken test. */
const LIMIT_MS = 60_000;

export interface NewConsoleTest {
  readonly hub: FakeHub;
  readonly page: TestPage;
  readonly first: FakeTicket;
  /** Opens the page without signing in. */
  visit(): Promise<TestPage>;
  /** Signs in and waits for the list. */
  enter(options?: PageOptions): Promise<TestPage>;
  /** Calls of the API that begin so: `POST /v1/…`. */
  calls(route: string): FakeHub['log'];
  /** Gives tickets and messages that a test has changed what all of the API's have. */
  complete(): void;
}

/** For each test a hub of variables, with the demo's shop or what `prepare` gives it, and the built page of the console in a real browser. */
export function newConsole(prepare: (hub: FakeHub) => void = fill): NewConsoleTest {
  let browser: Browser;
  let hub: FakeHub;
  let page: TestPage;
  beforeAll(async () => {
    browser = await openBrowser();
    await builtPage();
  }, 180_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    hub = await new FakeHub().start();
    await serve(hub);
    prepare(hub);
    complete();
    hub.more = (route, query, body) => rare(hub, route, query, body);
  });
  afterEach(async () => {
    await page.close();
    await hub.stop();
  });
  const complete = (): void => completed(hub);
  return {
    get hub() {
      return hub;
    },
    get page() {
      return page;
    },
    get first() {
      return [...hub.tickets.values()].toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0] as FakeTicket;
    },
    async visit() {
      page = await browser.page();
      page.setDefaultTimeout(LIMIT_MS);
      await page.goto(`${hub.url}/`);
      return page;
    },
    async enter({ path = '/', language = 'en', ...options } = {}) {
      page = await browser.page(options);
      page.setDefaultTimeout(LIMIT_MS);
      await page.addInitScript(`if (localStorage.getItem('parley.look') === null) localStorage.setItem('parley.look', '${JSON.stringify({ language })}');`);
      await page.goto(`${hub.url}${path}`);
      await signIn(page);
      await page.waitForSelector('[role=option]').catch(async (cause: unknown) => {
        const shown = await page.evaluate('`${location.pathname}: ${document.body.innerText}`');
        throw new Error(`no list, but at ${String(shown)}\nafter ${hub.log.map(({ route }) => route).join(', ')}`, { cause });
      });
      return page;
    },
    calls: (route) => hub.log.filter((call) => call.route.startsWith(route)),
    complete,
  };
}

/** Gives tickets and messages what the API's have beside what `shop.ts` sets. */
export function completed(hub: FakeHub): void {
  for (const ticket of hub.tickets.values()) {
    Object.assign(ticket, { conversationId: ticket.threadId, closesAt: null, followupAt: null, customFields: {}, escalations: null, ...ticket });
    const author = { type: 'customer', id: ticket.author.id, name: ticket.author.name, handle: null };
    for (const message of hub.messages.get(ticket.id) ?? []) {
      const rest = { conversationId: ticket.threadId, ticketId: ticket.id, editedAt: null, reactions: {}, delivery: null, starRating: null, subject: null };
      Object.assign(message, { ...rest, ...message, author: message.author ?? author });
    }
  }
}

/** What the API does beside lists and single tickets: search with fragments, changes of many, files, the log, changes of messages. */
export function rare(hub: FakeHub, route: string, query: URLSearchParams, body: Record<string, unknown>): { status: number; body: unknown } | undefined {
  const list = (items: unknown[], more: object = {}) => ({ status: 200, body: { items, nextCursor: null, ...more } });
  if (route === 'GET /v1/search') {
    const word = (query.get('q') ?? '').replaceAll('"', '').toLowerCase();
    const items = [...hub.tickets.values()].flatMap((ticket) => {
      const text = (hub.messages.get(ticket.id) ?? []).findLast((message) => message.text?.toLowerCase().includes(word) === true)?.text ?? undefined;
      const at = text?.toLowerCase().indexOf(word) ?? -1;
      if (text === undefined || !FACETS.every(({ name, of }) => query.get(name) === null || of(ticket).includes(query.get(name) ?? ''))) return [];
      const hit = text.substring(at, at + word.length);
      return [
        {
          ...ticket,
          ticketId: ticket.id,
          highlights: [`${text.substring(Math.max(0, at - 20), at)}<em>${hit}</em>${text.substring(at + word.length, at + 60)}`],
        },
      ];
    });
    if (query.get('facets') !== 'true') return list(items, { total: items.length });
    const facets = Object.fromEntries(
      FACETS.map(({ facet, of }) => [facet, Object.fromEntries([...Map.groupBy(items.flatMap(of), String)].map(([value, { length }]) => [value, length]))]),
    );
    return list(items.slice(0, 1), { total: items.length, facets });
  }
  if (route === 'POST /v1/tickets/bulk') {
    const results = (body['ids'] as string[]).map((id, at) => {
      const ticket = hub.tickets.get(id);
      if (ticket === undefined || at === 1) return { id, status: 409, error: { code: 'illegal_transition', title: '', detail: 'Somebody closed it.' } };
      Object.assign(ticket, body['change'], { version: ticket.version + 1 });
      return { id, status: 200, ticket };
    });
    return { status: 200, body: { results } };
  }
  if (route === 'POST /v1/attachments')
    return { status: 201, body: { id: `at-${String(body['name'])}`, upload: { url: `${hub.url}/_uploads`, fields: { key: 'k' } } } };
  if (route === 'PATCH /v1/me') return { status: 200, body: { ...ME, availability: { availability: body['availability'], until: null } } };
  if (route === 'GET /v1/me') return { status: 200, body: ME };
  if (route.endsWith('/links')) return list([]);
  if (route.endsWith('/log'))
    return list([
      {
        at: new Date().toISOString(),
        by: { type: 'agent', id: 'u2' },
        cause: null,
        correlationId: 'c',
        changes: [{ field: 'priority', from: 'normal', to: 'high' }],
      },
    ]);
  const [, id = '', number = ''] = /^(?:PATCH|DELETE) \/v1\/tickets\/([^/]+)\/messages\/(\d+)$/.exec(route) ?? [];
  const message = (hub.messages.get(id) ?? []).find((one) => one.number === Number(number));
  if (message === undefined) return undefined;
  Object.assign(message, route.startsWith('DELETE') ? { deleted: true, text: null } : body);
  return route.startsWith('DELETE') ? { status: 204, body: '' } : { status: 200, body: message };
}
const known = (value: string | null): string[] => (value === null ? [] : [value]);
/** The filters of a search, with the counts that belong to each. */
const FACETS: readonly { name: string; facet: string; of: (ticket: FakeTicket) => readonly string[] }[] = [
  { name: 'status', facet: 'status', of: ({ status }) => [status] },
  { name: 'priority', facet: 'priority', of: ({ priority }) => [priority] },
  { name: 'channel', facet: 'channel', of: ({ origin }) => [origin.channel] },
  { name: 'tag', facet: 'tags', of: ({ tags }) => tags },
  { name: 'ownerId', facet: 'ownerId', of: ({ owner }) => known(owner.agentId) },
  { name: 'teamId', facet: 'teamId', of: ({ owner }) => known(owner.teamId) },
];
const ME = {
  type: 'agent',
  id: 'u1',
  name: 'Luna Marchetti',
  email: 'luna@bottega-luna.example',
  role: 'admin',
  teamIds: [],
  tenant: { id: 'bl', slug: 'bottega-luna', name: 'Bottega Luna' },
  availability: { availability: 'online', until: null },
};
