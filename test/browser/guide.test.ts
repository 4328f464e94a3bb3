import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CHAPTERS } from '../../scripts/guide/chapters.ts';
import { type DemoShop, openDemoShop } from '../../scripts/guide/demo-shop.ts';
import { type Walked, walkGuide } from '../../scripts/guide/walk.ts';

/** The guide for people who answer customers: what it says can be done is done here, at a hub with the demo's shop. */
const GUIDE = 'docs/guide';
/** Bytes of a picture. */
const MOST = 150_000;
const pages = ['agent', 'lead', 'admin'] as const;
const text = (page: string): string => readFileSync(join(GUIDE, `${page}.md`), 'utf8');
const quoted = (page: string): string[] => [...text(page).matchAll(/\*\*(.+?)\*\*/g)].map((found) => found[1] ?? '');
const shown = (page: string): string[] => [...text(page).matchAll(/\]\(pictures\/(.+?)\)/g)].map((found) => found[1] ?? '');
const catalogue = (): Set<string> => {
  const files = ['console/src/locales/en.po', 'console/src/settings/locales/en/texts.po'].map((file) => readFileSync(file, 'utf8'));
  return new Set(files.flatMap((file) => [...file.matchAll(/^msgid "(.*)"$/gm)].map((found) => (found[1] ?? '').replaceAll('\\"', '"'))));
};

const folder = mkdtempSync(join(tmpdir(), 'parley-guide-'));
let shop: DemoShop;
let walked: Readonly<Record<keyof typeof CHAPTERS, Walked>>;
beforeAll(async () => {
  shop = await openDemoShop();
  walked = await walkGuide(shop, folder);
}, 600_000);
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(pages)('the page for %s', (page) => {
  test('quotes texts of the console only, each of which was pressed or seen on the walk', () => {
    const said = quoted(page);
    expect(said.length).toBeGreaterThan(5);
    const known = catalogue();
    expect(said.filter((one) => !known.has(one))).toEqual([]);
    expect(said.filter((one) => !walked[page].texts.has(one))).toEqual([]);
    expect(walked[page].faults).toEqual([]);
  });

  test('shows the pictures that the walk takes, all of them, and they are small', () => {
    expect(shown(page).toSorted()).toEqual(walked[page].pictures.toSorted());
    for (const name of shown(page)) {
      expect(statSync(join(GUIDE, 'pictures', name)).size, name).toBeLessThanOrEqual(MOST);
      expect(statSync(join(folder, name)).size, name).toBeGreaterThan(2_000);
    }
  });
});

test('no picture is left over', () => {
  expect(readdirSync(join(GUIDE, 'pictures')).toSorted()).toEqual(pages.flatMap(shown).toSorted());
});
