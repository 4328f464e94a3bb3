import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '../../domain/origins/channels.ts';
import { registryFiles } from '../../scripts/channels.ts';

const run = promisify(execFile);
const FIXTURE = resolve('test/fixtures/one-line-channel');
const SLOW = 120_000;
const COPIED = ['channels', 'domain', 'adapters', 'functions'];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name))] : [],
  );
/** Whether the copy of a file is not what is in this repository. */
const isOther = (root: string, path: string): boolean => !existsSync(path) || readFileSync(path, 'utf8') !== readFileSync(join(root, path), 'utf8');

it('the registry is what the folders and the list of channels say', () => {
  for (const [path, text] of registryFiles('.', CHANNELS)) expect(readFileSync(path, 'utf8'), path).toBe(text);
});

it('a folder that is no channel, and a channel that lacks what it needs, are refused by name', () => {
  const root = mkdtempSync(join(tmpdir(), 'parley-channels-'));
  mkdirSync(join(root, 'channels/meta'), { recursive: true });
  mkdirSync(join(root, 'channels/pigeon'));
  expect(() => registryFiles(root, [])).toThrow("channels/pigeon is not a channel: add 'pigeon' to domain/origins/channels.ts");
  expect(() => registryFiles(root, ['pigeon'])).toThrow('channels/pigeon/credentials.ts is missing');
  rmSync(root, { recursive: true });
});

describe('a new channel', () => {
  let root: string;
  let seen: Record<string, unknown>;
  let lines: { readonly added: number; readonly removed: number };
  let touched: readonly string[];

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'parley-one-line-'));
    for (const path of [...COPIED, 'package.json', 'tsconfig.json']) cpSync(path, join(root, path), { recursive: true });
    mkdirSync(join(root, 'scripts'));
    cpSync('scripts/channels.ts', join(root, 'scripts/channels.ts'));
    for (const path of ['node_modules', 'console', 'docs']) symlinkSync(resolve(path), join(root, path));
    // The folder …
    const folder = join(root, 'channels/pigeon');
    mkdirSync(folder);
    for (const file of readdirSync(FIXTURE)) cpSync(join(FIXTURE, file), join(folder, file.replace(/\.txt$/, '')));
    // … and the one line.
    const list = join(root, 'domain/origins/channels.ts');
    const before = readFileSync(list, 'utf8');
    const after = before.replace("  'api',\n", "  'api',\n  'pigeon',\n");
    writeFileSync(list, after);
    const [old, now] = [before.split('\n'), after.split('\n')];
    lines = { added: now.filter((line) => !old.includes(line)).length, removed: old.filter((line) => !now.includes(line)).length };
    await run(process.execPath, ['scripts/channels.ts', '--write'], { cwd: root });
    touched = COPIED.flatMap((folder) => filesIn(join(root, folder)).map((file) => `${folder}/${file}`)).filter((path) => isOther(root, path));
    const { stdout } = await run(process.execPath, ['channels/pigeon/look.ts'], { cwd: root, maxBuffer: 10_000_000 });
    seen = JSON.parse(stdout) as Record<string, unknown>;
  }, SLOW);
  afterAll(() => rmSync(root, { recursive: true }));

  it('is one folder and one new line', () => expect(lines).toEqual({ added: 1, removed: 0 }));

  it('changes as many files outside of its folder as the documentation says: one, and what is generated', () => {
    const [, said] = /the code of a new channel changes \*\*(\d+) file\*\*/.exec(readFileSync('docs/channels.md', 'utf8')) ?? [];
    const outside = touched.filter((path) => !path.startsWith('channels/pigeon/'));
    const byHand = outside.filter((path) => !path.startsWith('channels/registry/rows/'));
    expect(byHand).toEqual(['domain/origins/channels.ts']);
    expect(byHand).toHaveLength(Number(said));
    expect(outside.length).toBeGreaterThan(byHand.length);
  });

  it('is verified and parsed', () => expect(seen).toMatchObject({ verified: true, forged: false, parsed: 'coo' }));

  it('performs its actions, at its provider', () => {
    expect(seen).toMatchObject({
      reply: { outcome: 'sent', providerId: 'n2' },
      react: { outcome: 'sent', providerId: '! on n1' },
      calls: [{ url: 'https://api.pigeon.example/notes', body: '{"to":"ann","text":"coo"}' }],
      provider: 'https://api.pigeon.example/',
      replaced: 'http://127.0.0.1:9',
    });
  });

  it('states its capabilities and its credentials', () => {
    expect(seen).toMatchObject({
      capabilities: { surfaces: { dm: { reply: { text: { most: 7 } } } } },
      isBuilt: true,
      read: { accountId: 'b', missing: ['accessToken'] },
    });
  });

  it('stands in the API’s document', () => {
    expect(seen).toMatchObject({ described: 'Of a pigeon.', draft: { pigeon: '#/components/schemas/PigeonOriginDraft' } });
  });

  it(
    'has the types that a channel must have',
    async () => {
      writeFileSync(join(root, 'tsconfig.channels.json'), JSON.stringify({ extends: './tsconfig.json', include: ['channels/**/*.ts'], exclude: [] }));
      await run(process.execPath, [resolve('node_modules/.bin/tsc'), '--noEmit', '-p', 'tsconfig.channels.json'], { cwd: root }).catch(
        (error: { stdout: string }) => {
          throw new Error(error.stdout);
        },
      );
    },
    SLOW,
  );
});
