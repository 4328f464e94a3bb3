import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { type OldFolder, oldFolder, putBack } from '../harness/old-release/folder.ts';
import { readAll } from '../harness/read-all.ts';
import type { Queue, Ticket } from '../harness/shapes.ts';
import { PASSWORD, signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** 300 in every run; `npm run bench -- --scale` sets 10,000. */
const TICKETS = Number(process.env['PARLEY_UPGRADE_TICKETS'] ?? 300);
/** So many that moving the configuration takes some twenty transactions. */
const RULES = 1_900;

interface Job {
  readonly id: string;
  readonly projection: string;
  readonly state: string;
  readonly updatedAt: string;
  readonly visited: number;
  readonly carried: number;
  readonly skipped: number;
}

describe(`the job that moves a folder of November 2026 with ${TICKETS} tickets`, { timeout: 900_000 }, () => {
  const home = temporaryHome();
  let old: OldFolder;
  let hub: Hub;
  let admin: Api;

  const start = async (): Promise<void> => {
    hub = await startHub({ home, env: { PARLEY_SCHEDULE_SECONDS: '1' } });
    admin = await signIn(hub.baseUrl, old.shop.slug, old.shop.email, PASSWORD);
  };
  const one = (sql: string, ...values: string[]): Record<string, unknown> | undefined => {
    const db = new DatabaseSync(old.tableFile, { readOnly: true });
    try {
      return db.prepare(sql).get(...values);
    } finally {
      db.close();
    }
  };
  const own = (): string => `T#${old.shop.tenantId}`;
  const movedRules = (): number => Number(one('SELECT count(*) AS n FROM items WHERE pk = ? AND sk LIKE ?', `${own()}#POLICY`, 'RULE#%')?.['n']);
  const isMoved = (): boolean => one("SELECT 1 FROM items WHERE pk = ? AND sk = 'TENANT' AND item LIKE '%policyGeneration%'", own()) !== undefined;
  const storedJob = (): { readonly id: string } | undefined => {
    const row = one("SELECT item FROM items WHERE pk = ? AND sk = 'REBUILD#layout'", `${own()}#JOB`);
    return row && (JSON.parse(String(row['item'])) as { id: string });
  };
  const job = async (): Promise<Job | undefined> =>
    (await admin.get<{ items: Job[] }>('/v1/admin/rebuild')).items.find(({ projection }) => projection === 'layout');
  /** What a client of before reads. */
  const expectAllThere = async (): Promise<void> => {
    expect((await readAll<{ id: string }>(admin, '/v1/rules')).length).toBe(RULES);
    expect((await readAll<Queue>(admin, '/v1/queues')).map(({ id }) => id).sort()).toEqual(old.queues.map(({ id }) => id).sort());
    const [ticket] = old.tickets.filter(({ status }) => status === 'working');
    expect(await admin.get<Ticket>(`/v1/tickets/${ticket?.id}`)).toMatchObject({ status: 'working', queueIds: ticket?.queueIds });
  };

  beforeAll(async () => {
    old = await oldFolder(home, { tickets: TICKETS, rules: RULES });
  }, 900_000);
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  it('runs by itself after the start, and a kill -9 in the middle leaves everything to read', async () => {
    // The move may be over before the kill; then the folder is put back, and it is tried again.
    for (let attempt = 1; attempt === 1 || isMoved(); attempt += 1) {
      expect(attempt).toBeLessThanOrEqual(10);
      if (attempt > 1) putBack(old);
      await start();
      await until('the job moves rules', () => movedRules() > 0, 120_000);
      await hub.killAll();
    }
    process.stdout.write(`killed when ${movedRules()} of ${RULES} rules were moved\n`);
    expect([movedRules() > 0, isMoved(), storedJob()?.id]).toEqual([true, false, expect.any(String)]);
  });

  it('goes on after the next start to its end, as the same job, with its progress at the route of rebuilds', async () => {
    const killed = storedJob();
    await start();
    await expectAllThere();
    const done = await until(
      'the job is done',
      async () => {
        const now = await job();
        return now?.state === 'done' ? now : undefined;
      },
      300_000,
    );
    expect(done).toMatchObject({ id: killed?.id, skipped: 0 });
    expect(done.visited).toBeGreaterThanOrEqual(old.tickets.length);
    expect([isMoved(), movedRules()]).toEqual([true, RULES]);
    expect(await admin.get(`/v1/jobs/${done.id}`)).toMatchObject({ kind: 'rebuild', state: 'done' });
    await expectAllThere();
    const { tickets, messages: _messages, ...verdict } = await checkTenant(admin, []);
    expect([tickets, verdict]).toEqual([old.tickets.length, NO_DEFECTS]);
  });

  it('does not run again after another start', async () => {
    const before = await job();
    await hub.killAll();
    await start();
    // A rebuild that is asked for now ends behind whatever the start has begun.
    await admin.post('/v1/admin/rebuild', { projection: 'leftovers' }, 202);
    await until(
      'the lane is free',
      async () =>
        (await admin.get<{ items: Job[] }>('/v1/admin/rebuild')).items.some(({ projection, state }) => projection === 'leftovers' && state === 'done'),
      60_000,
    );
    expect(await job()).toEqual(before);
    await expectAllThere();
  });
});
