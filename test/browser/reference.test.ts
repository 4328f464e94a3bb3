import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';

/** The API reference as a reader sees it, under the policy that the hub sends. */
const hub = inject('hub');
let browser: Browser;
let page: TestPage;
const asked: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const visit = async (path: string, width = 1280): Promise<void> => {
  page = await browser.page({ width, height: 900 });
  page.on('request', (request) => asked.push(request.url()));
  const answer = await page.goto(`${hub.baseUrl}${path}`);
  expect(await answer?.headerValue('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  await page.waitForSelector('.opblock');
};

/** Scrolls down to an operation: of a long document, the page only holds those near the window. Answers the ids on the way. */
const scrollTo = async (id: string | null): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  await page.evaluate('window.scrollTo(0, 0)');
  for (let isEnd = false; !isEnd; ) {
    for (const one of await page.locator('.opblock').evaluateAll((all) => all.map((each) => each.id))) ids.add(one);
    if (id !== null && ids.has(id)) break;
    isEnd = await page.evaluate<boolean>(`new Promise((done) => {
      const before = window.scrollY;
      window.scrollBy(0, 300);
      requestAnimationFrame(() => requestAnimationFrame(() => done(window.scrollY === before)));
    })`);
  }
  return ids;
};
const operationOf = async (id: string) => {
  expect(await scrollTo(id)).toContain(id);
  return page.locator(`#${id}`);
};

describe.each(['/docs', '/api-docs'])('%s', (path) => {
  test('shows operations, a body with its words, webhooks and schemas, and nothing breaks the policy', async () => {
    await visit(path);
    const document = (await (await fetch(`${hub.baseUrl}/openapi.json`)).json()) as { paths: Record<string, object>; webhooks: object };
    const operations = Object.values(document.paths).flatMap(Object.keys).length + Object.keys(document.webhooks).length;
    expect((await scrollTo(null)).size).toBe(operations);

    const operation = await operationOf('operations-tickets-postTicketsIdMessages');
    await operation.locator('.opblock-summary-control').click();
    await operation.locator('text=A reply to the customer, or a note for colleagues.').first().waitFor();
    expect(await operation.locator('text=Number of the newest message that the agent has read.').count()).toBeGreaterThan(0);
    expect(await operation.textContent()).toContain('Id of the ticket.');

    await (await operationOf('operations-webhooks-replyCallback')).locator('.opblock-summary-control').click();
    await page.locator('#operations-webhooks-replyCallback >> text=X-Parley-Signature').first().waitFor();

    await page.locator('section.models button').first().click();
    await page.locator('section.models >> text=TenantDraft').waitFor();
    expect(page.faults).toEqual([]);
    await page.close();
  });
});

test('an operation can be tried from the page, against this hub', async () => {
  await visit('/docs');
  const operation = page.locator('#operations-health-getHealth');
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('text=Try it out').click();
  await operation.locator('.execute').click();
  await operation.locator('.live-responses-table .response').first().waitFor();
  expect(await operation.locator('.live-responses-table').textContent()).toContain('"status": "ok"');
  expect(page.faults).toEqual([]);
  await page.close();
});

test('frames of the WebSocket stand at the operation that opens it, and the documents are a click away', async () => {
  await visit('/docs');
  const operation = await operationOf('operations-socket-tickets-postSocketTickets');
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('text=ClientResumeFrame').waitFor();
  for (const name of ['openapi.json', 'asyncapi.yaml']) {
    const target = await page.locator(`header a:text("${name}")`).getAttribute('href');
    expect((await fetch(new URL(target ?? '', `${hub.baseUrl}/docs`))).status, name).toBe(200);
  }
  expect(page.faults).toEqual([]);
  await page.close();
});

test('a narrow window scrolls down only, and nobody else is ever asked', async () => {
  await visit('/docs', 400);
  await (await operationOf('operations-tickets-patchTicketsId')).locator('.opblock-summary-control').click();
  await page.locator('#operations-tickets-patchTicketsId >> text=The members to change; omitted members stay.').first().waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  expect(page.faults).toEqual([]);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((url) => !url.startsWith(hub.baseUrl) && !url.startsWith('data:'))).toEqual([]);
});
