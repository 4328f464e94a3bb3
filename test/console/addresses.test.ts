import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addressed } from '../../console/addresses.ts';

const metas = (html: string): string[][] =>
  [...html.matchAll(/<meta name="(parley-\w+)" content="([^"]*)"/g)].map(([, name = '', content = '']) => [name, content]);
const page = readFileSync('console/src/index.html', 'utf8');

test('the page is told every address, and those that it shares are empty', () => {
  const told = addressed(page, { wsUrl: 'wss://ws.example', apiUrl: 'https://api.example', filesOrigin: 'https://files.example' });
  expect(metas(told)).toEqual([
    ['parley-ws', 'wss://ws.example'],
    ['parley-api', 'https://api.example'],
    ['parley-files', 'https://files.example'],
  ]);
  expect(metas(addressed(page, { wsUrl: 'ws://127.0.0.1:8080/ws' }))).toEqual([
    ['parley-ws', 'ws://127.0.0.1:8080/ws'],
    ['parley-api', ''],
    ['parley-files', ''],
  ]);
});

test('a sign of a pattern in an address is itself, and other braces stay', () => {
  expect(addressed('{{wsUrl}} {{other}}', { wsUrl: 'ws://$&' })).toBe('ws://$& {{other}}');
});
