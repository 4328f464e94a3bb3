import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import { engineOf } from '../harness/engines.ts';
import { api, type Problem } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets } from '../harness/read-all.ts';
import { connectApi, createTenant, type SignedOrigin, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** prlimit(1) of util-linux limits the size of files that a running process may write, which needs no rights and no disk of its own. */
const hasLimits = spawnSync('prlimit', ['--version']).status === 0;

interface Announced {
  readonly id: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}

describe.skipIf(!hasLimits)('the disk is full', () => {
  const home = temporaryHome();
  let hub: Hub;
  let tenant: TestTenant;
  let shop: SignedOrigin;
  let accepted = 0;

  /** The hub's own processes: gateway, workers. An engine beside them keeps its room. */
  const ours = () => hub.processes().filter((one) => one.pid !== hub.pid && engineOf(one) === undefined && /\/functions\/local\//.test(one.command));
  const limit = (size: string): void => {
    for (const { pid } of ours()) execFileSync('prlimit', ['--pid', String(pid), `--fsize=${size}:`]);
  };
  const write = (id: string) => shop.post(JSON.stringify({ messages: [{ id, author: { id: `author-${id}`, name: id }, text: `text of ${id}` }] }));
  const announce = () => tenant.admin.post<Announced>('/v1/attachments', { name: 'a.bin', type: 'application/octet-stream', size: 300_000 });
  const upload = ({ upload: { url, fields } }: Announced): Promise<Response> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(300_000)]));
    return fetch(url, { method: 'POST', body: form });
  };

  beforeAll(async () => {
    hub = await startHub({ home, engines: 'embedded' });
    tenant = await createTenant(hub);
    shop = await connectApi(tenant);
    expect((await write('before')).status).toBe(200);
    accepted += 1;
    await until('it is there', async () => (await allTickets(tenant.admin)).length === 1);
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  it('writes that cannot be stored are rejected with a time to retry, everything else continues, and one line reports it', async () => {
    const [first, cut] = [await announce(), await announce()];
    limit('200000');
    try {
      // The last bytes of the file do not fit.
      const answer = await upload(cut);
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await tenant.admin.call('GET', `/v1/attachments/${cut.id}`)).status).toBe(404);
      limit('1');
      for (let i = 0; i < 25; i += 1) {
        const refused = await write(`refused-${i}`);
        expect([refused.status, (refused.body as Problem).code]).toEqual([503, 'unavailable']);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      expect((await api(hub.baseUrl).call('GET', '/v1/health')).status).toBe(200);
      expect(await allTickets(tenant.admin)).toHaveLength(1);
      const about = (): string[] =>
        hub
          .output()
          .split('\n')
          .filter((line) => line.includes('topics.db'));
      await until('it says so', () => about().length > 0);
      expect(about()).toEqual([expect.stringMatching(/no room left|cannot be read or written/)]);

      const cpu = (): number => ours().reduce((sum, { cpuMs }) => sum + cpuMs, 0);
      const before = cpu();
      await sleep(2_000);
      // One process that spins takes as much time as passes.
      expect(cpu() - before).toBeLessThan(1_000);
    } finally {
      limit('unlimited');
    }
    await until('there is room again', async () => (await write('after')).status === 200);
    accepted += 1;
    expect((await upload(first)).status).toBe(204);
    expect(await tenant.admin.get(`/v1/attachments/${first.id}`)).toMatchObject({ state: 'ready', size: 300_000 });
    expect((await upload(cut)).status).toBe(204);
    await until('what was accepted is there', async () => (await allTickets(tenant.admin)).length === accepted);
    expect(await checkTenant(tenant.admin, ['before', 'after'])).toMatchObject(NO_DEFECTS);
    await until('it says that the file works again', () => /topics\.db can be used again/.test(hub.output()));
  });
});
