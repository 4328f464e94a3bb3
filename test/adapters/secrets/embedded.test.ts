import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSecrets } from '../../../adapters/secrets/embedded.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

const home = useTemporaryHome();
const folder = (): string => join(home(), 'data', 'secrets');

test('a secret is kept, replaced and deleted, for every process', async () => {
  const secrets = openSecrets();
  expect(await secrets.get('parley/app')).toBeUndefined();
  await secrets.put('parley/app', '{"a":1}');
  expect(await openSecrets().get('parley/app')).toBe('{"a":1}');
  await secrets.put('parley/app', '{"a":2}');
  expect(await secrets.get('parley/app')).toBe('{"a":2}');
  await secrets.delete('parley/app');
  expect(await secrets.get('parley/app')).toBeUndefined();
  expect(await openSecrets().get('parley/app')).toBeUndefined();
});

test('a value takes the place of exactly what was there: of two at once, one', async () => {
  const secrets = openSecrets();
  expect(await secrets.replace('s', 'x', 'a')).toBe(false);
  expect(await Promise.all(['a', 'b'].map((value) => secrets.replace('s', undefined, value)))).toEqual([true, false]);
  expect(await Promise.all(['c', 'd'].map((value) => secrets.replace('s', 'a', value)))).toEqual([true, false]);
  expect(await secrets.get('s')).toBe('c');
});

test('only its owner can read the file', async () => {
  await openSecrets().put('../escape/..', 'x');
  const [file = ''] = readdirSync(folder());
  expect(statSync(join(folder(), file)).mode & 0o777).toBe(0o600);
});

test('a value is cached for as long as the caller allows', async () => {
  const secrets = openSecrets();
  await secrets.put('s', 'old');
  await openSecrets().put('s', 'new');
  expect(await secrets.get('s')).toBe('old');
  expect(await secrets.get('s', { maxAgeSeconds: 0 })).toBe('new');
});

test('trouble with the disk is not taken for absence', async () => {
  await openSecrets().put('s', 'x');
  writeFileSync(join(home(), 'blocked'), '');
  process.env['PARLEY_HOME'] = join(home(), 'blocked');
  await expect(openSecrets().get('s')).rejects.toThrow();
  process.env['PARLEY_HOME'] = home();
});
