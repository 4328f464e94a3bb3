import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleEarly } from '../../../local/prepare/early-bundle.ts';
import { LIKELY, withProcesses } from '../../../local/prepare/entries.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const write = (path: string, text: string): void => {
  mkdirSync(join(home(), path, '..'), { recursive: true });
  writeFileSync(join(home(), path), text);
};
const out = (): string => join(home(), 'out');
const text = (path: string): string => readFileSync(join(out(), path), 'utf8');

test('a bundle that was made in advance is used, and not made twice', async () => {
  write('functions/a.ts', "export const handler = () => 'first';");
  const bundlesOf = bundleEarly(home(), out(), 'embedded', ['functions/a.ts']);
  const { inputs, missing } = await bundlesOf(withProcesses(['functions/a.ts']));
  expect(inputs).toEqual(['functions/a.ts']);
  expect(missing).not.toContain('functions/a.ts');
  expect(text('functions/a.js')).toContain('first');
  write('functions/a.ts', "export const handler = () => 'second';");
  await bundlesOf(withProcesses(['functions/a.ts']));
  expect(text('functions/a.js')).toContain('first');
});

test('a wrong guess, one that cannot be bundled and one whose files are not there leave what was asked for', async () => {
  write('functions/a.ts', "export const handler = () => 'a';");
  write('functions/b.ts', "export const handler = () => 'b';");
  await bundleEarly(home(), out(), 'embedded', ['functions/a.ts'])(withProcesses(['functions/b.ts']));
  expect(text('functions/b.js')).toContain('b');
  expect(existsSync(join(out(), 'functions/a.js'))).toBe(false);
  write('functions/broken.ts', 'export const = ;');
  const bundlesOf = bundleEarly(home(), out(), 'embedded', ['functions/broken.ts']);
  await bundlesOf(withProcesses(['functions/b.ts']));
  expect(text('functions/b.js')).toContain('b');
  await expect(bundlesOf(withProcesses(['functions/broken.ts']))).rejects.toThrow();
  expect((await bundleEarly(home(), out(), 'embedded')(withProcesses(['functions/b.ts']))).inputs).toEqual(['functions/b.ts']);
});

test('the order in which functions are named decides nothing', () => {
  expect(withProcesses(LIKELY.toReversed())).toEqual(withProcesses([...LIKELY, ...LIKELY]));
});
