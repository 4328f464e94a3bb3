import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { type OldFolder, oldFolder, putBack } from '../harness/old-release/folder.ts';
import { customerOf, type OldTicket } from '../harness/old-release/threads.ts';
import { whatsappBody } from '../harness/payloads.ts';
import { allTickets, readAll, threadMessages, ticketMessages } from '../harness/read-all.ts';
import type { Queue, SearchHits, Ticket } from '../harness/shapes.ts';
import { metaSignature } from '../harness/sign.ts';
import { type Frame, openSocket } from '../harness/socket.ts';
import { PASSWORD, signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** 300 in every run; `npm run bench -- --scale` sets 10,000. */
const TICKETS = Number(process.env['PARLEY_UPGRADE_TICKETS'] ?? 300);
/** So many that moving the configuration takes some twenty transactions. */
const RULES = 1_900;

describe(`a hub on a folder of the release of November 2026, with ${TICKETS} tickets`, { timeout: 900_000 }, () => {
  const home = temporaryHome();
  let old: OldFolder;
  let hub: Hub;
  let admin: Api;

  const start = async (): Promise<void> => {
    hub = await startHub({ home });
    admin = await signIn(hub.baseUrl, old.shop.slug, old.shop.email, PASSWORD);
  };
  const ticket = (id: string): Promise<Ticket> => admin.get<Ticket>(`/v1/tickets/${id}`);
  const write = async (customerId: string, id: string, text: string): Promise<void> => {
    const body = whatsappBody(old.whatsapp.phoneNumberId, [[{ id, from: customerId, text }]]);
    const { status } = await api(hub.baseUrl).call('POST', old.whatsapp.webhookPath, { raw: body, headers: metaSignature(old.whatsapp.appSecret, body) });
    expect(status).toBe(200);
  };
  /** Active, not due, and nobody has touched it yet. */
  const standing = (status: string, channel = 'whatsapp'): OldTicket =>
    old.tickets.find((one) => one.status === status && one.channel === channel && !old.due.includes(one)) as OldTicket;
  const stored = (where: string, ...values: string[]): number => {
    const db = new DatabaseSync(old.tableFile, { readOnly: true });
    try {
      return Number(db.prepare(`SELECT count(*) AS n FROM items WHERE ${where}`).get(...values)?.['n']);
    } finally {
      db.close();
    }
  };
  const own = (): string => `T#${old.shop.tenantId}`;
  const movedRules = (): number => stored('pk = ? AND sk LIKE ?', `${own()}#POLICY`, 'RULE#%');
  const isMoved = (): boolean => stored("pk = ? AND sk = 'TENANT' AND item LIKE '%policyGeneration%'", own()) === 1;

  beforeAll(async () => {
    // `migration.test.ts` has the job.
    old = await oldFolder(home, { tickets: TICKETS, rules: RULES, heldBack: true });
    await start();
  }, 900_000);
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  it('fires the timers that were armed before, and none whose time no longer holds', async () => {
    expect(old.due.map(({ status }) => status)).toEqual(expect.arrayContaining(['pending', 'solved', 'followup']));
    for (const { id, status } of old.due) {
      const wanted = status === 'followup' ? 'working' : 'closed';
      const after = await until(
        `${id} is ${wanted}`,
        async () => {
          const now = await ticket(id);
          return now.status === wanted ? now : undefined;
        },
        120_000,
      );
      expect(after).toMatchObject({ closesAt: null, followupAt: null });
    }
  });

  it('has every ticket with its status, times and messages, and counters that equal a recount', async () => {
    const { tickets, messages, ...verdict } = await checkTenant(admin, []);
    expect([tickets, verdict]).toEqual([old.tickets.length, NO_DEFECTS]);
    expect(messages).toBe(old.tickets.reduce((sum, one) => sum + one.messages, 0));
    const shown = new Map((await allTickets(admin)).map((one) => [one.id, one]));
    const due = new Set(old.due.map(({ id }) => id));
    for (const one of old.tickets.filter(({ id }) => !due.has(id))) {
      expect(shown.get(one.id)).toMatchObject({
        status: one.status,
        updatedAt: one.updatedAt,
        queueIds: one.queueIds,
        closesAt: one.status === 'followup' ? null : one.dueAt,
        followupAt: one.status === 'followup' ? one.dueAt : null,
      });
    }
    const working = standing('working');
    expect(await ticket(working.id)).toMatchObject({ id: working.id, status: 'working' });
    expect((await allTickets(admin, `?originId=${old.shop.origins['mail']}&status=working`)).length).toBeGreaterThan(0);
    expect((await allTickets(admin, `?ownerId=${old.shop.agentIds[0]}`)).length).toBeGreaterThan(0);
    expect((await readAll<{ id: string }>(admin, '/v1/rules')).length).toBe(RULES);
    expect((await readAll<{ id: string }>(admin, '/v1/enrichment-lists')).length).toBe(1);
  });

  it.each(['a cursor of that release', 'what its devices had acknowledged'])('goes on from %s, and misses nothing', async (from) => {
    const since = '2026-11-28T00:00:00.000Z';
    // `f1`, eight characters of the tenant's hash, and a time.
    const mark = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(old.shop.tenantId)))
      .toString('base64url')
      .slice(0, 8);
    let cursor: string | undefined = from.startsWith('a cursor') ? Buffer.from(`f1.${mark}.${Date.parse(since)}`).toString('base64url') : undefined;
    const seen = new Set<string>();
    const socket = await openSocket(admin, hub.wsUrl, (frame: Frame) => {
      if (frame.type === 'ticket') seen.add((frame['ticket'] as Ticket).id);
      if (frame.type === 'error') throw new Error(JSON.stringify(frame));
    });
    for (let turn = 1; ; turn += 1) {
      socket.send({ type: 'resume', id: `r${turn}`, ...(cursor === undefined ? {} : { cursor }) });
      const end = await socket.frame('resumed', (frame) => frame.type === 'resumed' && frame['id'] === `r${turn}`, 60_000);
      cursor = String(end['cursor']);
      if (end['more'] !== true) break;
    }
    socket.close();
    const changed = (await allTickets(admin)).filter(({ updatedAt }) => updatedAt > since).map(({ id }) => id);
    expect(changed.length).toBeGreaterThan(TICKETS / 5);
    // That release kept no list of changes: either every ticket is told, or the client reads again what it shows.
    const isStale = socket.frames.some(({ type, queueIds }) => type === 'stale' && (queueIds as string[]).length > 0);
    expect(isStale ? [] : changed.filter((id) => !seen.has(id))).toEqual([]);
    expect(Buffer.from(cursor, 'base64url').toString()).toMatch(/^f2\./);
  });

  it('takes a message for an old ticket, by the old rules and lists, and a duplicate of an old message makes nothing', async () => {
    const solved = standing('solved');
    const before = await threadMessages(admin, solved.threadId);
    await write(solved.customerId, 'wamid.after-upgrade', 'Is this under guarantee?');
    const after = await until('it has woken', async () => {
      const now = await ticket(solved.id);
      return now.status === 'working' ? now : undefined;
    });
    expect(after).toMatchObject({ closesAt: null, tags: expect.arrayContaining(['guarantee']) as string[] });
    const last = (await ticketMessages(admin, solved.id)).at(-1);
    expect(last).toMatchObject({ number: before.length + 1, text: 'Is this under guarantee?' });
    // Known by the identity that was written with it.
    const [first] = before;
    await write(solved.customerId, String(first?.providerId), 'again');
    await write(solved.customerId, 'wamid.after-upgrade-2', 'the end');
    await until('the end is there', async () => (await ticketMessages(admin, solved.id)).some(({ text }) => text === 'the end'));
    expect((await threadMessages(admin, solved.threadId)).length).toBe(before.length + 2);
    const vip = old.tickets.find(({ customerId }) => customerId === customerOf('whatsapp', 0)) as OldTicket;
    await write(vip.customerId, 'wamid.vip', 'hello');
    await until('the list has made it urgent', async () => (await ticket(vip.id)).priority === 'high');
    const pending = standing('pending', 'mail');
    expect(await admin.patch<Ticket>(`/v1/tickets/${pending.id}`, { priority: 'urgent' })).toMatchObject({ status: 'pending', closesAt: pending.dueAt });
  });

  it('moves the configuration by the first change, and goes on after a kill -9 in the middle', async () => {
    expect([isMoved(), movedRules()]).toEqual([false, 0]);
    const [queue] = old.queues;
    // The move may be over before the kill; then the folder is put back, and it is tried again.
    let moved = 0;
    for (let attempt = 1; attempt === 1 || isMoved(); attempt += 1) {
      expect(attempt).toBeLessThanOrEqual(10);
      if (attempt > 1) {
        putBack(old);
        await start();
      }
      const edit = admin.patch(`/v1/queues/${queue?.id}`, { name: 'Renamed' }).catch(() => undefined);
      while (movedRules() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      await hub.killAll();
      await edit;
      moved = movedRules();
      process.stdout.write(`killed when ${moved} of ${RULES} rules were moved\n`);
    }
    expect([moved > 0 && moved <= RULES, isMoved()]).toEqual([true, false]);

    await start();
    // What was copied is not looked at before all is there.
    expect((await readAll<{ id: string }>(admin, '/v1/rules')).length).toBe(RULES);
    expect(await admin.patch<Queue>(`/v1/queues/${queue?.id}`, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' });
    expect([isMoved(), movedRules()]).toEqual([true, RULES]);
    expect((await readAll<{ id: string }>(admin, '/v1/rules')).length).toBe(RULES);
    const queues = await readAll<Queue>(admin, '/v1/queues');
    expect(queues.map(({ name }) => name).sort()).toEqual(old.queues.map(({ id, name }) => (id === queue?.id ? 'Renamed' : name)).sort());
    const created = await admin.post<Queue>('/v1/queues', {
      name: 'Made after',
      priority: 9,
      condition: { field: 'status', op: 'eq', value: 'working' },
      visibleTo: { teamIds: [], agentIds: [] },
    });
    await until('the new queue has its tickets', async () => (await admin.get<Queue>(`/v1/queues/${created.id}`)).counters.working > TICKETS / 20, 120_000);
  });

  it('finds old tickets by search once it is rebuilt, and still tells the truth', async () => {
    await admin.post('/v1/admin/reindex', {}, 202);
    const closed = old.tickets.findLast(({ status, channel }) => status === 'closed' && channel === 'whatsapp') as OldTicket;
    const found = async (query: string): Promise<readonly string[]> =>
      (await admin.get<SearchHits>(`/v1/search?q=${encodeURIComponent(query)}&limit=100`)).items.map(({ ticketId }) => ticketId);
    await until('it is found by its customer', async () => (await found(closed.customerId)).includes(closed.id), 300_000);
    const text = (await ticketMessages(admin, closed.id))[0]?.text ?? '';
    await until('and its like by their words', async () => (await found(`"${text.split(' ').slice(0, 4).join(' ')}"`)).length > 0, 300_000);
    const {
      tickets,
      messages: _messages,
      ...verdict
    } = await until('counters have settled', async () => {
      const now = await checkTenant(admin, ['wamid.after-upgrade', 'wamid.vip']);
      return now.wrongQueues.length === 0 ? now : undefined;
    });
    expect([tickets, verdict]).toEqual([old.tickets.length, NO_DEFECTS]);
  });
});
