import { expect, test } from 'vitest';
import { type Areas, addProfile, areaOf, scaled, together } from '../../bench/profile/areas.ts';
import { flame } from '../../bench/profile/flame.ts';
import type { CallFrame } from '../../bench/profile/inspector.ts';

const frame = (functionName: string, url = '', lineNumber = 0): CallFrame => ({ functionName, url, lineNumber, columnNumber: 0 });
const SOURCES = [
  'domain/support/messages/inbound/apply-batch.ts',
  'adapters/table/sqlite/table.ts',
  'node_modules/zod/v4/core.js',
  'node_modules/@aws-sdk/core/index.js',
];
/** A bundle whose lines come from a source each. */
const BUNDLE = 'file:///hub/functions/chunks/A.js';
const sourceOf = (url: string, line: number): string | undefined => (url === BUNDLE ? SOURCES[line] : undefined);

test.each([
  ['code of the project by its folder', frame('receive', BUNDLE, 0), undefined, 'domain'],
  ['libraries together', frame('parse', BUNDLE, 2), undefined, 'libraries'],
  ['libraries with a scope too', frame('sign', BUNDLE, 3), undefined, 'libraries'],
  ['a bundle whose source is not known', frame('x', 'file:///other.js'), undefined, 'bundle without a source'],
  ['statements of SQLite by who calls them', frame('run'), frame('store', BUNDLE, 1), 'node:sqlite'],
  ['native code of a module of Node', frame('digest'), frame('digest', 'node:internal/crypto/hash'), 'node:crypto'],
  ['compression', frame('processCallback', 'node:zlib'), undefined, 'node:zlib'],
  ['HTTP and its sockets', frame('parserOnBody', 'node:_http_common'), undefined, 'Node: HTTP and sockets'],
  ['streams with HTTP', frame('addChunk', 'node:internal/streams/readable'), undefined, 'Node: HTTP and sockets'],
  ['JSON', frame('stringify'), frame('save', BUNDLE, 0), 'JSON'],
  ['timers and the like', frame('listOnTimeout', 'node:internal/timers'), undefined, 'Node, the rest'],
  ['other native code', frame('now'), frame('clock', BUNDLE, 0), 'Node, the rest'],
  ['native code that nobody calls', frame('run'), frame('(root)'), 'Node, the rest'],
  ['the collector', frame('(garbage collector)'), frame('(root)'), 'garbage collection'],
  ['what has no function', frame('(program)'), frame('(root)'), 'native code outside of any function'],
  ['idle time: nowhere', frame('(idle)'), frame('(root)'), undefined],
])('%s', (_, one, parent, area) => {
  expect(areaOf(one, parent, sourceOf)).toBe(area);
});

test('a look counts until the next one, and idle time does not count', () => {
  const areas: Areas = new Map();
  const busy = addProfile(
    areas,
    {
      nodes: [
        { id: 1, callFrame: frame('(root)'), children: [2, 3] },
        { id: 2, callFrame: frame('(idle)') },
        { id: 3, callFrame: frame('store', BUNDLE, 1), children: [4] },
        { id: 4, callFrame: frame('run') },
      ],
      samples: [2, 3, 4, 4, 2, 3],
      timeDeltas: [7, 100, 20, 30, 40, 500],
      startTime: 0,
      endTime: 1_000,
    },
    sourceOf,
  );
  expect(busy).toBe(20 + 30 + 40);
  expect([...areas]).toEqual([
    ['adapters', { micros: 20, functions: new Map([['store adapters/table/sqlite/table.ts', 20]]) }],
    ['node:sqlite', { micros: 70, functions: new Map([['run < store', 70]]) }],
  ]);
});

test('a clock that goes back takes nothing away', () => {
  const areas: Areas = new Map();
  const nodes = [{ id: 1, callFrame: frame('receive', BUNDLE, 0) }];
  expect(addProfile(areas, { nodes, samples: [1, 1, 1], timeDeltas: [0, -5, 10], startTime: 0, endTime: 5 }, sourceOf)).toBe(10);
});

const made = (count: number): Areas =>
  new Map(Array.from({ length: count }, (_, n) => [`area ${n}`, { micros: (n + 1) * 1_000, functions: new Map([[`f${n}`, 1]]) }]));

test('processes are summed, and each is scaled to the time it had a core', () => {
  const sum = together([scaled(made(1), 0.5), scaled(made(2), 2)]);
  expect([...sum].map(([area, { micros }]) => [area, micros])).toEqual([
    ['area 0', 2_500],
    ['area 1', 4_000],
  ]);
  expect(sum.get('area 0')?.functions.get('f0')).toBe(2.5);
});

test('a flame has ten lines, the most expensive first, and loses nothing', () => {
  const micros = (text: string): number[] => text.split('\n').map((line) => Number(/^ *(\d+) µs/.exec(line)?.[1]));
  const lines = micros(flame(made(14), 10));
  expect(lines).toEqual([1_400, 1_300, 1_200, 1_100, 1_000, 900, 800, 700, 600, 1_500]);
  expect(lines.reduce((sum, one) => sum + one, 0)).toBe(10_500);
  expect(flame(made(14), 10).split('\n').at(-1)).toMatch(/5 more .* area 4, area 3, area 2$/);
  expect(micros(flame(made(10), 10))).toEqual([1_000, 900, 800, 700, 600, 500, 400, 300, 200, 100]);
});

test('a line names the three functions that take the most', () => {
  const functions = new Map([
    ['', 9],
    ['small', 1],
    ['large', 5],
    ['middle', 3],
    ['second', 4],
  ]);
  expect(flame(new Map([['domain', { micros: 22, functions }]]), 1)).toMatch(/^ {4}22 µs 100 % █+ domain {2}large, second, middle$/);
});
