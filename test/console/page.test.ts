import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ago, authorName, dayOf, deliveryWords, sizeOf } from '../../console/app/words.js';
import { ASSETS, consoleAssets } from '../../console/build.mjs';
import { consolePage, consoleScript, consoleStyle } from '../../console/page.ts';
import { consoleRoutes } from '../../functions/api/routes/console.ts';

test('the bundled texts are what the sources make (else run `node console/build.mjs`)', async () => {
  expect(await readFile(ASSETS, 'utf8')).toBe(await consoleAssets());
});

describe('the page', () => {
  test('lets only its own files run and be called, and cannot be framed', () => {
    const policy = consolePage('wss://abc.execute-api.eu-south-1.amazonaws.com/live').headers['content-security-policy'] ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`connect-src 'self' wss://abc.execute-api.eu-south-1.amazonaws.com`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toContain('unsafe');
  });

  test('has nothing inline and calls nothing elsewhere', () => {
    const { body } = consolePage('ws://127.0.0.1:8080/ws');
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    expect(body).not.toMatch(/(?:src|href)="https?:/);
    expect(`${consoleScript().body}${consoleStyle().body}`).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\(|url\(\s*["']?https?:/);
  });

  test('carries the address of the feed, escaped', () => {
    expect(consolePage('ws://127.0.0.1:8080/ws').body).toContain('content="ws://127.0.0.1:8080/ws"');
    expect(consolePage('"><script>').body).not.toContain('<script>"');
    expect(consolePage('').headers['content-security-policy']).toContain(`connect-src 'self';`);
  });

  test('stays small', () => {
    expect(consolePage('').body.length + consoleScript().body.length + consoleStyle().body.length).toBeLessThan(64_000);
  });
});

test('three public rows serve it', async () => {
  const input = { deps: { settings: { wsUrl: 'ws://x/ws' } } } as never;
  const answers = await Promise.all(consoleRoutes.map(async (route) => [route.path, route.roles, (await route.handle(input)).headers?.['content-type']]));
  expect(answers).toEqual([
    ['/', 'public', 'text/html; charset=utf-8'],
    ['/console.js', 'public', 'text/javascript; charset=utf-8'],
    ['/console.css', 'public', 'text/css; charset=utf-8'],
  ]);
});

describe('words', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  test.each([
    ['2026-11-20T11:59:30Z', 'now'],
    ['2026-11-20T11:55:00Z', '5 min'],
    ['2026-11-20T09:00:00Z', '3 h'],
    ['not a time', ''],
  ])('%s is “%s”', (iso, words) => expect(ago(iso, now)).toBe(words));

  test('older times are days, then dates', () => {
    expect(ago('2026-11-18T12:00:00Z', now)).toMatch(/^\p{L}+/u);
    expect(ago('2026-10-02T12:00:00Z', now)).toMatch(/2/);
    expect(dayOf('2026-11-20T11:00:00Z', now)).toBe('Today');
    expect(dayOf('2026-11-19T11:00:00Z', now)).toBe('Yesterday');
    expect(dayOf('2026-11-02T11:00:00Z', now)).toMatch(/2/);
  });

  test('people without a name are told apart', () => {
    expect(authorName({ id: '24000000000012345', name: null, handle: null })).toBe('Customer …2345');
    expect(authorName({ id: '1', name: null, handle: '@giulia' })).toBe('@giulia');
  });

  test('delivery has words for every state, sizes are short', () => {
    expect(deliveryWords({ state: 'failed', error: { code: 'sender_not_built', message: '…' } })).toEqual([
      '!',
      'Not sent: sending on this channel is not built yet',
    ]);
    expect(deliveryWords({ state: 'never heard of', error: null })[0]).toBe('?');
    expect([sizeOf(null), sizeOf(12), sizeOf(2048), sizeOf(3_400_000)]).toEqual(['', '12 B', '2 KB', '3.2 MB']);
  });
});
