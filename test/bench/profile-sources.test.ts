import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapBundles } from '../../bench/profile/sources.ts';
import { bundle } from '../../local/prepare/bundle.ts';

const root = resolve(import.meta.dirname, '../..');
const ENTRIES = ['functions/webhooks/handler.ts', 'local/workers/main.ts', 'local/gateway/main.ts', 'channels/mail/threads/thread.ts', 'demo/not-there.ts'];
const folder = mkdtempSync(join(tmpdir(), 'parley-profile-'));
beforeAll(() => bundle(root, ENTRIES, folder), 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('a place in the hub’s bundles leads to its source', { timeout: 60_000 }, async () => {
  const sourceOf = await mapBundles(root, folder, ENTRIES);
  const places = readdirSync(join(folder, 'chunks')).flatMap((name) => {
    const path = join(folder, 'chunks', name);
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((text, line) =>
        [...text.matchAll(/function encodeCursor|function transaction\(|class QueueEngine/g)].map(({ index }) => ({ path, line, index })),
      );
  });
  expect(places.length).toBeGreaterThan(0);
  for (const { path, line, index } of places) {
    const source = sourceOf(pathToFileURL(path).href, line, index);
    expect(source).toMatch(/^(adapters|domain|functions|local)\/.*\.ts$/);
    expect(readFileSync(join(root, source ?? ''), 'utf8')).toMatch(/encodeCursor|transaction|QueueEngine/);
  }
  expect(sourceOf('file:///elsewhere.js', 0, 0)).toBeUndefined();
});

test('bundles that were made in another way are refused', { timeout: 60_000 }, async () => {
  appendFileSync(join(folder, 'local/workers/main.js'), 'console.log(1);');
  await expect(mapBundles(root, folder, ENTRIES)).rejects.toThrow('local/workers/main.js differs from the output of local/prepare/bundle.ts');
});
