import { globSync, mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE } from '../../console/base.ts';
import { violations } from './axe.ts';
import { type Browser, openBrowser } from './chromium.ts';

/** `/__stories` of the development server: every part in its states, photographed into reports/stories. */
const SHOTS = 'reports/stories';
let browser: Browser;
let server: ViteDevServer;
let address: string;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await openBrowser();
  server = await createServer({
    configFile: fileURLToPath(new URL('../../console/vite.config.ts', import.meta.url)),
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false },
  });
  await server.listen();
  const bound = server.httpServer?.address() as AddressInfo;
  address = `http://127.0.0.1:${bound.port}${BASE}__stories`;
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('every component of the parts is in a story', () => {
  const stories = globSync('console/src/parts/**/*.stories.tsx').map((file) => readFileSync(file, 'utf8'));
  const components = globSync('console/src/parts/**/*.tsx')
    .filter((file) => !file.endsWith('.stories.tsx'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^export (?:function|const) ([A-Z][a-z]\w*)/gm)].map(([, name]) => name ?? ''));
  expect(components.length).toBeGreaterThan(15);
  expect(components.filter((name) => !stories.some((story) => story.includes(`<${name}`)))).toEqual([]);
});

test.each([
  ['light', 'light', 'en'],
  ['dark', 'dark', 'en'],
  ['right-to-left', 'light', 'ar'],
] as const)('every story, %s: photographed, without a violation and without an error', async (name, scheme, language) => {
  const page = await browser.page({ scheme, width: 1440, height: 900 });
  await page.addInitScript(`localStorage.setItem('parley.look', '${JSON.stringify({ language })}');`);
  await page.goto(address);
  await page.waitForSelector('[data-story]', { timeout: 60_000 });
  const stories = await page.locator('[data-story]').evaluateAll((all) => all.map((each) => each.getAttribute('data-story') ?? ''));
  const written = globSync('console/src/**/*.stories.tsx').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^export const (\w+)/gm)]);
  expect(stories.length).toBe(written.length);
  expect(await violations(page)).toEqual([]);
  for (const story of stories) {
    const shown = page.locator(`[data-story="${story}"]`);
    await shown.screenshot({ path: `${SHOTS}/${name}-${story}.png` });
    const opens = shown.locator('[data-opens]');
    if ((await opens.count()) === 0) continue;
    const what = (await opens.getAttribute('data-opens')) ?? '';
    await opens.locator('button').first().click();
    await page.waitForSelector(what);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}/${name}-${story}-open.png` });
    await page.keyboard.press('Escape');
  }
  expect(page.faults).toEqual([]);
  await page.close();
});
