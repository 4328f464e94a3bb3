import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { AssemblyCache, assemblyHash } from '../../../local/prepare/assembly-cache.ts';
import { bundle } from '../../../local/prepare/bundle.ts';
import { THREADS } from '../../../local/prepare/entries.ts';
import { isUnchanged, writeFingerprint } from '../../../local/prepare/fingerprint.ts';
import { SynthesisFailed, synthesise } from '../../../local/prepare/synthesise.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const write = (path: string, text: string): void => {
  mkdirSync(join(home(), path, '..'), { recursive: true });
  writeFileSync(join(home(), path), text);
};

test('the hash follows the sources that the app imports, and no others', async () => {
  write('bin/parley.ts', "import '../lib/a.ts';");
  write('lib/a.ts', 'export {}');
  write('lib/unused.ts', '1');
  const { hash: before, inputs } = await assemblyHash(home(), 'bin/parley.ts');
  expect(inputs).toEqual(expect.arrayContaining(['bin/parley.ts', 'lib/a.ts']));
  write('lib/unused.ts', '2');
  expect((await assemblyHash(home(), 'bin/parley.ts')).hash).toBe(before);
  write('lib/a.ts', 'export const x = 1;');
  const { hash: changed } = await assemblyHash(home(), 'bin/parley.ts');
  expect(changed).not.toBe(before);
  write('functions/api/routes.ts', 'export const ROUTES = [];');
  expect((await assemblyHash(home(), 'bin/parley.ts')).hash).not.toBe(changed);
});

test('a kept assembly comes back for its hash only, without what nobody reads', () => {
  const cache = new AssemblyCache(home());
  write('out/manifest.json', '{}');
  write('out/tree.json', '{}');
  cache.keep('h1', join(home(), 'out'));
  cache.keep('h1', join(home(), 'out'));
  expect(cache.restore('h2', join(home(), 'copy'))).toBe(false);
  expect(cache.restore('h1', join(home(), 'copy'))).toBe(true);
  expect(existsSync(join(home(), 'copy', 'manifest.json'))).toBe(true);
  expect(existsSync(join(home(), 'copy', 'tree.json'))).toBe(false);
  expect(cache.restore('h1', join(home(), 'copy'))).toBe(true);
});

test('an app is synthesised once, and again when it changed', async () => {
  const app = (name: string): string => `
    import { mkdirSync, writeFileSync } from 'node:fs';
    const out = process.env.CDK_OUTDIR ?? '';
    mkdirSync(out, { recursive: true });
    writeFileSync(out + '/manifest.json', JSON.stringify({ name: '${name}', bundling: JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}') }));`;
  write('bin/parley.ts', app('one'));
  const target = join(home(), 'cloud');
  const manifest = (): unknown => JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
  expect(await synthesise(home(), target)).toMatchObject({ cached: false, warning: null });
  expect(manifest()).toEqual({ name: 'one', bundling: { 'aws:cdk:bundling-stacks': [], watch: false, console: 'off' } });
  expect(await synthesise(home(), target)).toMatchObject({ cached: true });
  expect(await synthesise(home(), join(home(), 'elsewhere'))).toMatchObject({ cached: true });
  write('bin/parley.ts', app('two'));
  expect(await synthesise(home(), target)).toMatchObject({ cached: false });
  expect(manifest()).toMatchObject({ name: 'two' });
});

test('an app that fails says why; broken compliance rules only warn', async () => {
  const target = join(home(), 'cloud');
  write('bin/parley.ts', "console.error('no stack for you'); process.exit(1);");
  await expect(synthesise(home(), target)).rejects.toThrow(/no stack for you/);
  write('bin/parley.ts', "throw new Error('half-way')");
  await expect(synthesise(home(), target)).rejects.toBeInstanceOf(SynthesisFailed);
  const writing = `import { mkdirSync, writeFileSync } from 'node:fs'; const out = process.env.CDK_OUTDIR ?? ''; mkdirSync(out, { recursive: true }); writeFileSync(out + '/manifest.json', '{}');`;
  write('bin/parley.ts', `${writing} process.exit(1);`);
  await expect(synthesise(home(), target)).rejects.toBeInstanceOf(SynthesisFailed);
  write('bin/parley.ts', `${writing} writeFileSync(out + '/validation-report.json', '{}'); process.exit(1);`);
  expect((await synthesise(home(), target)).warning).toMatch(/compliance/);
});

test('entries are bundled together, with the embedded twins, and missing ones are named', async () => {
  write('package.json', JSON.stringify({ type: 'module', imports: { '#edge': { embedded: './edge/embedded.ts', default: './edge/aws.ts' } } }));
  write('edge/embedded.ts', "export const edge: string = 'embedded';");
  write('edge/aws.ts', "export const edge: string = 'aws';");
  write('edge/state.ts', 'export const state = { count: 0 };');
  write('page.html', '<p>hi</p>');
  write(
    'functions/a.ts',
    "import { edge } from '#edge'; import { state } from '../edge/state.ts'; import page from '../page.html'; export const handler = () => [edge, ++state.count, page];",
  );
  write('functions/b.ts', "import { state } from '../edge/state.ts'; export const handler = () => ++state.count;");
  const { missing, inputs } = await bundle(home(), ['functions/a.ts', 'functions/b.ts', 'functions/c.ts', 'functions/a.ts'], join(home(), 'out'));
  expect(missing).toEqual(['functions/c.ts']);
  expect(inputs).toContain('edge/embedded.ts');
  const load = async (name: string) => (await import(join(home(), 'out', 'functions', `${name}.js`))) as { handler: () => unknown };
  expect((await load('a')).handler()).toEqual(['embedded', 1, '<p>hi</p>']);
  expect((await load('b')).handler()).toBe(2);
});

test('the worker thread of a function is bundled with it, and found from its chunk', { timeout: 120_000 }, async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { missing } = await bundle(root, ['channels/mail/inbound.ts', ...THREADS], join(home(), 'out'));
  expect(missing).toEqual([]);
  const read = `const { inbound } = await import(process.argv[1]);
    const body = Buffer.from('From: a@b.example\\n\\nhello');
    const [element] = await inbound.parse({ body, receivedAt: 1 }, { address: 'c@d.example' });
    process.stdout.write(element.event.content.text);`;
  const file = join(home(), 'out', 'channels', 'mail', 'inbound.js');
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', read, file], { timeout: 60_000 });
  expect(stdout).toBe('hello');
});

test('with real engines topics and search are the real ones, and the other edges stay twins', async () => {
  const edge = (condition: string) => ({ [condition]: './embedded.ts', default: './real.ts' });
  write('package.json', JSON.stringify({ type: 'module', imports: { '#engine': edge('embedded-engines'), '#edge': edge('embedded') } }));
  write('embedded.ts', "export const kind = 'embedded';");
  write('real.ts', "export const kind = 'real';");
  write('functions/a.ts', "import * as engine from '#engine'; import * as edge from '#edge'; export const kinds = [engine.kind, edge.kind];");
  for (const [engines, kinds] of [
    ['embedded', ['embedded', 'embedded']],
    ['real', ['real', 'embedded']],
  ] as const) {
    await bundle(home(), ['functions/a.ts'], join(home(), engines), engines);
    expect(((await import(join(home(), engines, 'functions', 'a.js'))) as { kinds: string[] }).kinds).toEqual(kinds);
  }
});

test('a fingerprint holds until a file changes, appears or goes', () => {
  const file = join(home(), 'inputs.json');
  expect(isUnchanged(file, home())).toBe(false);
  write('a.ts', '1');
  writeFingerprint(file, home(), ['a.ts', 'b.ts']);
  expect(isUnchanged(file, home())).toBe(true);
  expect(isUnchanged(file, '/elsewhere')).toBe(false);
  // What was made for the embedded engines is not right for the real ones.
  expect(isUnchanged(file, home(), 'real')).toBe(false);
  write('b.ts', 'new');
  expect(isUnchanged(file, home())).toBe(false);
  writeFingerprint(file, home(), ['a.ts', 'b.ts']);
  utimesSync(join(home(), 'a.ts'), 1, 1);
  expect(isUnchanged(file, home())).toBe(false);
  writeFileSync(file, 'broken');
  expect(isUnchanged(file, home())).toBe(false);
});
