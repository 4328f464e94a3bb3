import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClient, bundle } from '../../scripts/client/build.ts';

const LIMIT = 10_000;
const PACKAGE = 'parley-client';
const folder = mkdtempSync(join(tmpdir(), 'parley-client-'));
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const NAMES = `import type { Api, ClientSession, Realtime } from '${PACKAGE}';
declare global {
  const baseUrl: string, wsUrl: string, tenant: string, email: string, password: string, id: string, conversationId: string, key: string;
  const session: ClientSession, api: Api, realtime: Realtime;
  const show: (...what: unknown[]) => void;
}
`;

beforeAll(buildClient, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the package of the client', () => {
  it(`is at most ${LIMIT} bytes, gzipped, with everything in it`, () => {
    expect(gzipSync(readFileSync('client/dist/index.js'), { level: 9 }).length).toBeLessThanOrEqual(LIMIT);
  });

  it('loads in a page as it is: one module without imports and without Node', () => {
    const text = readFileSync('client/dist/index.js', 'utf8');
    // openapi-fetch asks whether there is a `process` before it uses it.
    const unguarded = text.replace(/typeof process=="object"&&[^;]*?process\.versions\.undici/, '');
    expect(unguarded.match(/\bimport\s*[{*("']|\bfrom\s*["']|\brequire\(|\bprocess\b|\bBuffer\b|node:/)?.[0]).toBeUndefined();
  });

  it('leaves out what an app does not use', async () => {
    const api = await bundle(`import { createApi } from './index.ts'; export const api = createApi({ baseUrl: '' });`);
    expect(api).not.toMatch(/resumed|indexedDB/);
    expect(gzipSync(api, { level: 9 }).length).toBeLessThan(LIMIT / 2);
    expect(await bundle(`import './index.ts';`)).toBe('');
  });

  it('contains its module and its types, nothing else', () => {
    const [packed] = JSON.parse(run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], 'client')) as [{ files: { path: string }[] }];
    const files = packed.files.map(({ path }) => path);
    expect(files).toContain('dist/types/index.d.ts');
    expect(files.filter((path) => !/^(package\.json|dist\/index\.js|dist\/types\/[\w/-]+\.d\.ts)$/.test(path))).toEqual([]);
  });

  it('has types that an app without Node can use; the examples of docs/client.md are right', () => {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(resolve('client'), join(folder, 'node_modules', 'parley-client'));
    const examples = [...readFileSync('docs/client.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    expect(examples.length).toBeGreaterThan(4);
    for (const [at, text] of examples.entries()) writeFileSync(join(folder, `example-${at}.ts`), `${text}\nexport {};\n`);
    // What an example takes from the ones before it.
    writeFileSync(join(folder, 'names.d.ts'), NAMES);
    writeFileSync(
      join(folder, 'app.ts'),
      `import { connect, createApi, createSession, indexedDbStore, ParleyError, type Ticket } from '${PACKAGE}';
const store = indexedDbStore();
const session = createSession({ baseUrl: '', store });
const api = createApi({ baseUrl: '', ...session });
const tickets: readonly Ticket[] = (await api.GET('/v1/tickets', { params: { query: { status: 'working' } } })).items;
// @ts-expect-error: there is no such path
await api.GET('/v1/nothing');
// @ts-expect-error: the id is missing
await api.GET('/v1/tickets/{id}');
// @ts-expect-error: no message has this kind
await api.POST('/v1/tickets/{id}/messages', { params: { path: { id: '1' } }, body: { kind: 'shout', text: 'x' } });
const nothing: undefined = await api.DELETE('/v1/teams/{id}', { params: { path: { id: '1' } } });
const realtime = await connect({ api, wsUrl: '', store, account: (await session.user())?.id });
realtime.on('message', ({ conversationId, number }) => realtime.read(conversationId, number));
export const code = (error: unknown) => (error instanceof ParleyError ? error.code satisfies string : [tickets, nothing]);
`,
    );
    const options = { target: 'ES2022', module: 'NodeNext', strict: true, noEmit: true, skipLibCheck: false, lib: ['ES2023', 'DOM'], types: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    let output = '';
    try {
      run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], folder);
    } catch (error) {
      output = (error as { stdout: string }).stdout;
    }
    expect(output).toBe('');
  }, 120_000);
});
