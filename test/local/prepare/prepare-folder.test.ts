import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { writeFingerprint } from '../../../local/prepare/fingerprint.ts';
import { prepareFolder } from '../../../local/prepare/prepare-folder.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
/** Stands for the real preparation: tells its steps and what it was asked for. */
const prepares = (text: string): void => {
  mkdirSync(join(home(), 'local', 'prepare'), { recursive: true });
  writeFileSync(join(home(), 'local', 'prepare', 'main.ts'), text);
};
const said: string[] = [];
const prepare = (engines: 'embedded' | 'real' = 'embedded') => prepareFolder({ root: home(), home: home(), engines, say: (line) => said.push(line) });
beforeEach(() => {
  said.length = 0;
  mkdirSync(join(home(), 'run'));
});

test('a folder is prepared in a process of its own, whose steps are told line by line', async () => {
  prepares(
    `console.log('one'); console.log('two'); import('node:fs').then(({ writeFileSync }) => writeFileSync('asked', JSON.stringify([process.cwd(), ...process.argv.slice(2)])));`,
  );
  const { bundles, prepared } = await prepare('real');
  expect(said).toEqual(['one', 'two']);
  const run = join(home(), 'run');
  expect([bundles, prepared]).toEqual([join(home(), 'functions'), join(run, 'prepared.json')]);
  const asked = JSON.parse(readFileSync(join(home(), 'asked'), 'utf8')) as unknown;
  expect(asked).toEqual([home(), home(), join(home(), 'cloud'), bundles, prepared, join(run, 'inputs.json'), 'real']);
});

test('it is prepared again only when something changed, or for other engines', async () => {
  prepares(`import('node:fs').then(({ writeFileSync }) => writeFileSync('asked', ''));`);
  writeFileSync(join(home(), 'source.ts'), '1');
  const isPreparedAnew = async (engines: 'embedded' | 'real' = 'embedded'): Promise<boolean> => {
    rmSync(join(home(), 'asked'), { force: true });
    await prepare(engines);
    return existsSync(join(home(), 'asked'));
  };
  writeFingerprint(join(home(), 'run', 'inputs.json'), home(), ['source.ts']);
  expect(await isPreparedAnew()).toBe(false);
  expect(said).toEqual(['nothing has changed since the last start']);
  expect(await isPreparedAnew('real')).toBe(true);
  const compiled = join(home(), 'run', 'code', 'of-before');
  mkdirSync(join(home(), 'run', 'code'), { recursive: true });
  writeFileSync(compiled, '');
  writeFingerprint(join(home(), 'run', 'inputs.json'), home(), ['source.ts']);
  expect(await isPreparedAnew()).toBe(false);
  expect(existsSync(compiled)).toBe(true);
  writeFileSync(join(home(), 'source.ts'), 'changed');
  expect(await isPreparedAnew()).toBe(true);
  expect(existsSync(compiled)).toBe(false);
});

test('a preparation that fails fails the start, and leaves no handler of signals behind', async () => {
  const before = process.listenerCount('SIGTERM');
  prepares(`console.log('reading the stacks'); process.exitCode = 1;`);
  await expect(prepare()).rejects.toThrow('the app could not be prepared');
  expect(said).toEqual(['reading the stacks']);
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
