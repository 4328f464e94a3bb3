import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { freePort } from '../harness/port.ts';
import { allTickets } from '../harness/read-all.ts';
import type { SearchHits } from '../harness/shapes.ts';
import { connectApi, createTenant, type SignedOrigin, signIn, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('damaged files of the data folder', () => {
  const home = temporaryHome();
  let hub: Hub;
  let tenant: TestTenant;
  let shop: SignedOrigin;
  const ids = Array.from({ length: 20 }, (_, n) => `m${n}`);
  const at = (...parts: string[]): string => join(home, ...parts);
  const start = async (): Promise<void> => {
    hub = await startHub({ home, engines: 'embedded' });
  };
  /** The command itself, for starts that are to fail. */
  const failedStart = async (): Promise<{ code: number | null; said: string }> => {
    const env = {
      ...process.env,
      VITEST: undefined,
      NODE_ENV: undefined,
      PARLEY_HOME: home,
      PORT: String(await freePort()),
      PARLEY_DEMO: '0',
      PARLEY_CONSOLE: '0',
    };
    const child = spawn(process.execPath, ['local/start.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, said };
  };
  const garbage = (path: string): void => writeFileSync(path, 'garbage '.repeat(500));
  const signedIn = () => signIn(hub.baseUrl, tenant.slug, tenant.email);

  beforeAll(async () => {
    await start();
    tenant = await createTenant(hub);
    shop = await connectApi(tenant);
    await shop.post(JSON.stringify({ messages: ids.map((id) => ({ id, author: { id: `a-${id}`, name: id }, text: `zeppelin ${id}` })) }));
    await until('all is there and found', async () => (await tenant.admin.get<SearchHits>('/v1/search?q=zeppelin&limit=100')).items.length === ids.length);
    await hub.stop();
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  it('that follow from others are made anew by themselves, and nothing is missing or duplicated', async () => {
    for (const name of ['search.sqlite', 'checkpoints.db', 'offsets.db']) garbage(at('data', name));
    for (const name of ['prepared.json', 'launch.json', 'inputs.json', 'processes.json']) garbage(at('run', name));
    truncateSync(at('data', 'objects.key'), 0);
    garbage(at('data', 'engines.json'));
    mkdirSync(at('logs', 'workers.log.d'));
    rmSync(at('logs', 'workers.log'));
    mkdirSync(at('logs', 'workers.log'));
    await start();
    for (const line of [
      /search\.sqlite was damaged and is recreated/,
      /search is being rebuilt from the table/,
      /objects\.key was damaged and has been made anew/,
    ])
      await until(`it says ${line.source}`, () => line.test(hub.output()));
    const admin = await signedIn();
    await until('search finds all again', async () => (await admin.get<SearchHits>('/v1/search?q=zeppelin&limit=100')).items.length === ids.length);
    expect(await allTickets(admin)).toHaveLength(ids.length);
    expect(await checkTenant(admin, ids)).toMatchObject(NO_DEFECTS);
    await hub.stop();
    rmSync(at('logs', 'workers.log'), { recursive: true });
  });

  it('of the prepared stacks and bundles are prepared again', async () => {
    garbage(at('run', 'prepared.json'));
    const bundles = at('functions', 'local', 'gateway');
    garbage(join(bundles, readdirSync(bundles).find((name) => name.endsWith('.js')) ?? ''));
    await start();
    expect((await signedIn()).token).toBeTruthy();
    await hub.stop();
  });

  it.each(['table.sqlite', 'topics.db', 'queues.db', 'schedules.db'])(
    '%s, which nothing else holds: the start names it, ends, and changes nothing',
    async (name) => {
      const path = at('data', name);
      const whole = readFileSync(path);
      for (const damage of [() => garbage(path), () => truncateSync(path, 0), () => truncateSync(path, Math.floor(whole.length / 2))]) {
        damage();
        const size = statSync(path).size;
        const { code, said } = await failedStart();
        expect(code).toBe(1);
        expect(said).toContain(`${path} is damaged. Stop the hub and put a copy of the file back`);
        expect(statSync(path).size).toBe(size);
        writeFileSync(path, whole);
      }
    },
  );

  it('dev.json that is a folder is named', async () => {
    rmSync(at('dev.json'));
    mkdirSync(at('dev.json', 'inside'), { recursive: true });
    const { code, said } = await failedStart();
    expect([code, said]).toEqual([1, expect.stringContaining(`${at('dev.json')} is not a file where the hub keeps one`)]);
    rmSync(at('dev.json'), { recursive: true });
  });

  it('put back, and everything is as before', async () => {
    await start();
    const admin = await signedIn();
    expect(await checkTenant(admin, ids)).toMatchObject(NO_DEFECTS);
    expect(existsSync(at('dev.json'))).toBe(true);
  });
});
