import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTenant, PASSWORD } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';

/** `npm run console` in front of a running hub. It serves a copy of the sources, so that the test changes none of the repository's files. */
const hub = inject('hub');
let folder: string;
let child: ChildProcess;
let output = '';
let browser: Browser;
let page: TestPage;

beforeAll(async () => {
  mkdirSync('reports', { recursive: true });
  // Within the repository, so that packages are found as usual.
  folder = mkdtempSync(join('reports', 'console-dev-'));
  cpSync('console', join(folder, 'console'), { recursive: true, filter: (path) => !path.endsWith('/dist') });
  mkdirSync(join(folder, 'scripts'));
  cpSync('tsconfig.json', join(folder, 'tsconfig.json'));
  cpSync('scripts/console-page.ts', join(folder, 'scripts', 'console-page.ts'));
  for (const other of ['client', 'domain', 'channels']) symlinkSync(resolve(other), join(folder, other));
  writeFileSync(join(folder, 'dev.json'), JSON.stringify({ apiUrl: hub.baseUrl, wsUrl: hub.wsUrl }));
  child = spawn(process.execPath, [resolve(folder, 'scripts/console-page.ts')], {
    env: { ...process.env, VITEST: undefined, NODE_ENV: undefined, NO_COLOR: '1', PARLEY_HOME: resolve(folder) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  child.kill();
  await until('the server has ended', () => child.exitCode !== null || child.signalCode !== null);
  rmSync(folder, { recursive: true, force: true });
});

test('a changed text appears without a reload, what was typed stays, and the hub answers', async () => {
  const url = await until('the server listens', () => /Local:\s+(http:\S+)/.exec(output)?.[1]);
  page = await browser.page();
  page.setDefaultTimeout(90_000);
  const tenant = await createTenant(hub);
  await page.goto(url);
  await page.fill('[name=tenant]', tenant.slug);
  await page.waitForSelector('button[type=submit]:has-text("Sign in")');
  await page.evaluate('window.notReloaded = true');
  const file = join(folder, 'console/src/screens/sign-in.tsx');
  const source = readFileSync(file, 'utf8');
  const changed = source.replace('<Trans>Sign in</Trans>', '<Trans>Open the workspace</Trans>');
  expect(changed).not.toBe(source);
  writeFileSync(file, changed);
  await page.waitForSelector('button[type=submit]:has-text("Open the workspace")');
  expect(await page.evaluate('window.notReloaded')).toBe(true);
  expect(await page.inputValue('[name=tenant]')).toBe(tenant.slug);
  await page.fill('[name=email]', tenant.email);
  await page.fill('[name=password]', PASSWORD);
  await page.click('button[type=submit]');
  await page.waitForSelector('nav');
  await page.waitForSelector('h1:has-text("Welcome to")');
  expect(await page.evaluate('window.notReloaded')).toBe(true);
  expect(page.faults).toEqual([]);
});
