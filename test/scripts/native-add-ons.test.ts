import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, Locked>> };
/** What is installed without development's packages. `npm ls --omit=dev` tells the same. */
const runtime = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The Kafka client does the same sums in JavaScript where this one is missing. */
const NATIVE = /^@node-rs\/crc32(-|$)/;
/** `node` brings the Node that the project runs on; `@scarf/scarf` comes with the page of the API, compiles nothing, and package.json switches it off. */
const SCRIPTS = ['@scarf/scarf', 'node'];

const binaries = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (file) => /\.node$|(^|[/\\])binding\.gyp$/.test(file) && !/(^|[/\\])node_modules[/\\]/.test(file),
      )
    : [];

test('no package of the run time has a native add-on but the optional one of the Kafka client', () => {
  expect(runtime.length).toBeGreaterThan(50);
  const found = runtime.filter(([path]) => binaries(path).length > 0).map(([path]) => nameOf(path));
  expect(found.filter((name) => !NATIVE.test(name))).toEqual([]);
});

test('a package for one system or processor is optional, and is that one', () => {
  const bound = runtime.filter(([, { os, cpu }]) => os !== undefined || cpu !== undefined);
  expect(bound.length).toBeGreaterThan(0);
  expect(bound.filter(([path, { optional }]) => optional !== true || !NATIVE.test(nameOf(path))).map(([path]) => path)).toEqual([]);
});

test('no package of the run time runs a script at its installation but those known', () => {
  const scripts = runtime.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => nameOf(path));
  expect(scripts.filter((name) => !SCRIPTS.includes(name))).toEqual([]);
});
