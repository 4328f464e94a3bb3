import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWidget, WIDGET_FILES } from '../../widget/build.ts';

/** kB of 1,000 bytes, gzip −9: what a page loads at most, which is the script and one language. */
const MOST = 25_000;

const folder = mkdtempSync(join(tmpdir(), 'parley-widget-'));
let inputs: string[];
beforeAll(async () => {
  inputs = await buildWidget(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const packed = (name: string): number => gzipSync(text(name), { level: 9 }).length;

test('a page loads at most 25 kB, whatever its language', () => {
  expect(readdirSync(folder).sort()).toEqual(WIDGET_FILES.toSorted());
  const languages = WIDGET_FILES.slice(1).map(packed);
  expect(packed('widget.js') + Math.max(...languages)).toBeLessThanOrEqual(MOST);
});

test('the script makes no global names, evaluates no text, and writes no markup, cookies or inline styles', () => {
  const script = text('widget.js');
  expect(() => new Script(script)).not.toThrow();
  for (const sink of ['eval(', 'new Function', 'document.write', 'document.cookie', 'insertAdjacentHTML', 'outerHTML', 'createContextualFragment', '<style'])
    expect(script).not.toContain(sink);
  // Preact has one use of innerHTML, for a property that the widget never sets.
  expect(
    inputs
      .filter((path) => path.startsWith('widget/src/'))
      .map((path) => readFileSync(path, 'utf8'))
      .join(''),
  ).not.toMatch(/innerHTML|dangerously/);
  expect(script.trimStart()).toMatch(/^(["']use strict["'];)?[(!]/);
});

test('the build names its sources, so that a hub notices their changes', () => {
  expect(inputs).toEqual(expect.arrayContaining(['widget/src/main.tsx', 'widget/src/style.css', 'widget/src/words/ar.ts']));
});
