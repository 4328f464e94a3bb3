import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { whatsappBody } from '../harness/payloads.ts';
import { allTickets, threadMessages, ticketMessages } from '../harness/read-all.ts';
import { runSeed, type SeededShop, type SeedRun, seededShop } from '../harness/seed.ts';
import type { SearchHits, Ticket } from '../harness/shapes.ts';
import { metaSignature } from '../harness/sign.ts';
import { signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const SEED = 7;
const TICKETS = 200;
/** Tickets close half a minute after they were set to pending: the timers are due while the hub starts, or soon after. */
const env = { TICKET_CLOSED_AFTER_MINS: '0.5' };

describe('a hub on a seeded folder', () => {
  const home = temporaryHome();
  let run: SeedRun;
  let hub: Hub;
  let shop: SeededShop;
  let admin: Api;
  let pending: string[];
  let records: number;

  beforeAll(async () => {
    run = await runSeed(home, ['--tickets', String(TICKETS), '--seed', String(SEED)], env);
    expect(run, run.output).toMatchObject({ code: 0 });
    shop = seededShop(home, SEED);
    const db = new DatabaseSync(join(home, 'data', 'table.sqlite'), { readOnly: true });
    pending = db
      .prepare('SELECT aSk FROM items WHERE aPk LIKE ?')
      .all(`T#${shop.tenantId}#S#pending#%`)
      .map((row) => String(row['aSk']).replace(/^.*#/, ''));
    records = Number(db.prepare('SELECT count(*) AS n FROM stream').get()?.['n']);
    db.close();
    hub = await startHub({ home, env });
    admin = await signIn(hub.baseUrl, shop.slug, shop.email, shop.password);
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  it('says how fast it was and how much memory it took, and leaves the readers of the stream nothing to do', () => {
    expect(run.output).toMatch(/200 tickets and [\d,]+ messages in .* tickets\/s\), at most \d+ MB of memory/);
    expect(records).toBe(0);
  });

  it('the tickets are all there, numbered without gaps, and the counters are those of a recount', async () => {
    const { tickets, messages, ...verdict } = await checkTenant(admin, []);
    expect(tickets).toBe(TICKETS);
    expect(messages).toBeGreaterThan(3 * TICKETS);
    expect(verdict).toEqual(NO_DEFECTS);
    const all = await allTickets(admin);
    expect(all.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(Array.from({ length: TICKETS }, (_, index) => index + 1));
    const bySequence = all.toSorted((a, b) => a.sequence - b.sequence).map(({ createdAt }) => createdAt);
    expect(bySequence).toEqual(bySequence.toSorted());
    expect(new Set(all.map(({ status }) => status))).toContain('closed');
    expect(all.some(({ owner, tags }) => owner.agentId !== null && tags.length > 0)).toBe(true);
  });

  it('search finds a ticket by a message of it', async () => {
    const ticket = (await allTickets(admin)).find(({ lastMessage }) => (lastMessage?.text.split(' ').length ?? 0) > 6);
    const words = (ticket?.lastMessage?.text ?? '').split(' ').slice(0, 5).join(' ');
    const { items } = await admin.get<SearchHits>(`/v1/search?q=${encodeURIComponent(`"${words}"`)}&limit=100`);
    expect(items.map(({ ticketId }) => ticketId)).toContain(ticket?.id);
  });

  it('a customer who writes again gets the next number of their thread', async () => {
    const whatsapp = shop.origins.find(({ channel }) => channel === 'whatsapp');
    const ticket = (await allTickets(admin, '?status=working')).find(({ origin }) => origin.id === whatsapp?.id) as Ticket;
    const before = await threadMessages(admin, ticket.threadId);
    const message = { id: 'wamid.again', from: ticket.author.id, text: 'And another thing', ...(ticket.author.name ? { name: ticket.author.name } : {}) };
    const body = whatsappBody(whatsapp?.accountId ?? '', [[message]]);
    const headers = metaSignature(whatsapp?.secret ?? '', body);
    const { status } = await api(hub.baseUrl).call('POST', whatsapp?.webhookPath ?? '', { raw: body, headers });
    expect(status).toBe(200);
    const last = await until('his message is there', async () => (await ticketMessages(admin, ticket.id)).find(({ text }) => text === 'And another thing'));
    expect(last.number).toBe(before.length + 1);
  });

  it('pending tickets close by their timers', async () => {
    expect(pending.length).toBeGreaterThan(0);
    for (const id of pending) await until(`${id} is closed`, async () => (await admin.get<Ticket>(`/v1/tickets/${id}`)).status === 'closed', 90_000);
    expect((await checkTenant(admin, [])).wrongQueues).toEqual([]);
  });
});

it('a folder on which a hub runs is not seeded', async () => {
  const { home } = inject('hub');
  const { code, output } = await runSeed(home, ['--tickets', '10']);
  expect(code).toBe(1);
  expect(output).toMatch(/a hub \(process \d+\) runs on .*: stop it first/);
});
