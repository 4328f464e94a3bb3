import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { revealOrigin, revealSpan } from '../../../../domain/support/inbound/reveal.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { startConversation } from '../../../../domain/support/replies/start-conversation.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { agent, TALKATIVE } from '../tickets/hub.ts';
import { type Bench, bench, inbound, ORIGIN, plainPolicy, TENANT } from './events.ts';

const thread = threadIdOf(ORIGIN, 'ann');
const head = async (b: Bench) => parseHead((await b.table.get([headKey(TENANT, thread)]))[0] as never);
const shadowing = (options: { seed?: number; closing?: boolean } = {}) => {
  const origin = { state: 'disabled' as 'enabled' | 'disabled' };
  const random = seeded(options.seed ?? 1);
  const b = bench({
    policy: plainPolicy({
      originState: () => origin.state,
      runRules: (event) => ({
        effects: options.closing && event === 'ticket.created' ? [{ type: 'set', field: 'status', value: 'closed' }] : [],
        matched: [],
      }),
    }),
    ...(options.seed === undefined ? {} : { wrap: (table) => faultyTable(table, random) }),
  });
  return { origin, b };
};
const job = { tenantId: TENANT, originId: ORIGIN, budgetMs: 60_000 };

describe('revealing a disabled origin', () => {
  it('makes a ticket of a span, in the original order, in one step', async () => {
    const { origin, b } = shadowing();
    await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2'), inbound('bob', 'm3')]);
    expect(await revealOrigin(b.deps, job)).toBe('done');
    expect((await head(b)).ticket).toBeNull();
    origin.state = 'enabled';
    expect(await revealOrigin(b.deps, job)).toBe('done');
    const ticket = (await head(b)).ticket as Ticket;
    expect(ticket).toMatchObject({ id: `${thread}.1`, status: 'created', visibleMessageCount: 2, lastMessage: { number: 2 } });
    expect((await listTicketMessages(b.table, TENANT, ticket, { after: 0, limit: 10 })).messages).toMatchObject([
      { number: 1, shadowed: false },
      { number: 2, shadowed: false },
    ]);
    expect(b.table.all().filter((item) => item['aPk'] === `T#${TENANT}#SH#${ORIGIN}`)).toEqual([]);
    expect(b.table.all().filter((item) => item.sk.startsWith('M#') && item['shadowed'] === true)).toEqual([]);
    await revealOrigin(b.deps, job);
    expect((await head(b)).ticket?.visibleMessageCount).toBe(2);
  });

  it('joins the earlier ticket when it is still active, and wakes it as customer messages do', async () => {
    const { origin, b } = shadowing();
    origin.state = 'enabled';
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    origin.state = 'disabled';
    await applyBatch(b.deps, [inbound('ann', 'm2')]);
    expect((await head(b)).ticket?.visibleMessageCount).toBe(1);
    origin.state = 'enabled';
    await revealOrigin(b.deps, job);
    expect((await head(b)).ticket).toMatchObject({ id: `${thread}.1`, visibleMessageCount: 2, lastCustomerNumber: 2 });
    await applyBatch(b.deps, [inbound('ann', 'm3')]);
    expect((await listThreadMessages(b.table, TENANT, thread, { after: 0, limit: 10 })).messages.map((m) => m.ticketId)).toEqual([
      `${thread}.1`,
      `${thread}.1`,
      `${thread}.1`,
    ]);
  });

  it('the next message of a thread does not overtake the span that waits in it', async () => {
    for (const closing of [false, true]) {
      const { origin, b } = shadowing({ closing });
      await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2')]);
      origin.state = 'enabled';
      await applyBatch(b.deps, [inbound('ann', 'm3')]);
      expect(await revealOrigin(b.deps, job)).toBe('done');
      const first = (await loadTicket(b.table, TENANT, `${thread}.1`)) as Ticket;
      const numbers = async (ticket: Ticket) => (await listTicketMessages(b.table, TENANT, ticket, { after: 0, limit: 10 })).messages.map((m) => m.number);
      // A rule that closes at once closes the span's ticket, and the next message opens another.
      expect(first).toMatchObject(
        closing ? { status: 'closed', visibleMessageCount: 2 } : { status: 'created', visibleMessageCount: 3, lastCustomerNumber: 3 },
      );
      expect(await numbers(first)).toEqual(closing ? [1, 2] : [1, 2, 3]);
      if (closing) expect(await numbers((await loadTicket(b.table, TENANT, `${thread}.3`)) as Ticket)).toEqual([3]);
      expect(b.table.all().filter((item) => item['shadowed'] === true || item['aPk'] === `T#${TENANT}#SH#${ORIGIN}`)).toEqual([]);
    }
  });

  it('an agent who writes first does not overtake the span either, and belongs to its ticket', async () => {
    const { origin, b } = shadowing();
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    const deps = { ...b.deps, capabilitiesOf: () => TALKATIVE, mayTouch: () => true, linkTo: async () => '' };
    origin.state = 'enabled';
    const start = { origin: { id: ORIGIN, channel: 'whatsapp' as const }, to: 'ann', text: 'we write first' };
    const { id } = await startConversation(deps, agent('eve'), start);
    expect(id).toBe(`${thread}.1`);
    const ticket = (await head(b)).ticket as Ticket;
    expect(ticket).toMatchObject({ id, visibleMessageCount: 2, lastMessage: { number: 2, kind: 'reply' } });
    expect((await listTicketMessages(b.table, TENANT, ticket, { after: 0, limit: 10 })).messages).toMatchObject([
      { number: 1, shadowed: false },
      { number: 2, kind: 'reply' },
    ]);
    expect(await revealOrigin(b.deps, job)).toBe('done');
    expect((await head(b)).ticket?.visibleMessageCount).toBe(2);
  });

  it('removals, edits and answers count at once, before the hidden messages are rewritten', async () => {
    const { origin, b } = shadowing();
    const long = 'long '.repeat(300);
    await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2', { text: long }), inbound('ann', 'm3')]);
    origin.state = 'enabled';
    // The job dies right after its one step.
    const dying: Table = {
      ...b.table,
      transact: async (writes) => {
        await b.table.transact(writes);
        throw new Error('killed');
      },
    };
    await expect(revealOrigin({ ...b.deps, table: dying }, job)).rejects.toThrow('killed');
    expect((await head(b)).ticket).toMatchObject({ visibleMessageCount: 3 });
    await applyBatch(b.deps, [
      inbound('ann', 'm3', { verb: 'removed', content: null }),
      inbound('ann', 'm1', { verb: 'edited', version: '1', text: 'better' }),
    ]);
    expect((await head(b)).ticket).toMatchObject({ visibleMessageCount: 2, lastMessage: { number: 2, text: long.slice(0, 200) } });
    expect(await revealOrigin(b.deps, job)).toBe('done');
    const ticket = (await head(b)).ticket as Ticket;
    expect(ticket).toMatchObject({ visibleMessageCount: 2, lastMessage: { number: 2 } });
    expect((await listTicketMessages(b.table, TENANT, ticket, { after: 0, limit: 10 })).messages).toMatchObject([
      { text: 'better', shadowed: false },
      { text: long, shadowed: false },
      { deleted: true, shadowed: false },
    ]);
  });

  it('a span of which nothing is left makes no ticket', async () => {
    const { origin, b } = shadowing();
    await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm1', { verb: 'removed', content: null })]);
    origin.state = 'enabled';
    expect(await revealOrigin(b.deps, job)).toBe('done');
    expect(await head(b)).toMatchObject({ ticket: null, shadowFirst: 0 });
    expect((await listThreadMessages(b.table, TENANT, thread, { after: 0, limit: 10 })).messages).toMatchObject([{ deleted: true, ticketId: null }]);
  });

  it('a span of automatic answers makes no ticket, and one that a machine began makes a marked one', async () => {
    const { origin, b } = shadowing();
    await applyBatch(b.deps, [inbound('ann', 'm1', { opensTicket: false }), inbound('bob', 'm2', { automatic: true })]);
    origin.state = 'enabled';
    expect(await revealOrigin(b.deps, job)).toBe('done');
    expect(await head(b)).toMatchObject({ ticket: null, shadowFirst: 0 });
    const other = parseHead((await b.table.get([headKey(TENANT, threadIdOf(ORIGIN, 'bob'))]))[0] as never);
    expect(other.ticket).toMatchObject({ automatic: true, visibleMessageCount: 1 });
  });

  it('messages that the business wrote in the meantime join the ticket and do not reactivate it', async () => {
    const { origin, b } = shadowing();
    origin.state = 'enabled';
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    origin.state = 'disabled';
    const echo = inbound('ann', 'e1', { fromCustomer: false, opensTicket: false, author: { id: 'page', name: null, handle: null } });
    await applyBatch(b.deps, [echo]);
    origin.state = 'enabled';
    const before = (await head(b)).ticket as Ticket;
    await revealOrigin(b.deps, job);
    expect((await head(b)).ticket).toMatchObject({
      visibleMessageCount: 2,
      lastMessage: { number: 2, kind: 'reply' },
      lastCustomerNumber: 1,
      status: before.status,
      waitingSince: before.waitingSince,
    });
  });

  it('hands over when its time is up, stops when the origin is disabled again, and is nothing for a tenant that is gone', async () => {
    const { origin, b } = shadowing();
    await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('bob', 'm2')]);
    origin.state = 'enabled';
    expect(await revealOrigin(b.deps, { ...job, budgetMs: -1 })).toBe('more');
    expect((await head(b)).ticket).toBeNull();
    expect(await revealOrigin(b.deps, { ...job, tenantId: 'erased' })).toBe('done');
    // Disabled after the first thread: the second one continues waiting.
    let steps = 0;
    const table: Table = {
      ...b.table,
      query: async (query) => {
        if (query.index === 'byActivity' && ++steps > 1) throw new Error('looked for more');
        return b.table.query(query.index === 'byActivity' ? { ...query, limit: 1 } : query);
      },
      transact: async (writes) => {
        origin.state = 'disabled';
        return b.table.transact(writes);
      },
    };
    expect(await revealOrigin({ ...b.deps, table }, job)).toBe('done');
    expect(b.table.all().filter((item) => item['aPk'] === `T#${TENANT}#SH#${ORIGIN}`)).toHaveLength(1);
  });

  it('is done for one span alone as for all, only while its origin is enabled, and once', async () => {
    const { origin, b } = shadowing();
    await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('bob', 'm2')]);
    const waiting = () => b.table.all().filter((item) => item['aPk'] === `T#${TENANT}#SH#${ORIGIN}`);
    const [span] = waiting().filter(({ pk }) => pk.endsWith(thread));
    if (span === undefined) throw new Error('a span waits');
    await revealSpan(b.deps, job, span);
    expect(waiting()).toHaveLength(2);
    origin.state = 'enabled';
    for (const _ of [1, 2]) {
      await revealSpan(b.deps, job, span);
      expect((await head(b)).ticket).toMatchObject({ visibleMessageCount: 1 });
      expect(waiting().map(({ pk }) => pk.endsWith(thread))).toEqual([false]);
    }
  });

  it('passes over a span that is gone, and a place that is no thread’s', async () => {
    const { origin, b } = shadowing();
    origin.state = 'enabled';
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    const before = b.table.all();
    const { pk } = headKey(TENANT, thread);
    for (const place of [
      { pk, sk: 'S#0000000009' },
      { pk: `T#${TENANT}`, sk: 'TENANT' },
    ])
      await revealSpan(b.deps, job, place);
    expect(b.table.all()).toEqual(before);
  });

  it('goes through page after page of spans and of messages', async () => {
    const { origin, b } = shadowing();
    const names = Array.from({ length: 6 }, (_, n) => `c${n}`);
    await applyBatch(
      b.deps,
      [...names, ...names].map((name, n) => inbound(name, `m${n}`)),
    );
    origin.state = 'enabled';
    const table: Table = { ...b.table, query: (query) => b.table.query({ ...query, limit: 1 }) };
    expect(await revealOrigin({ ...b.deps, table }, job)).toBe('done');
    for (const name of names) {
      const [item] = await b.table.get([headKey(TENANT, threadIdOf(ORIGIN, name))]);
      expect(parseHead(item as never).ticket).toMatchObject({ visibleMessageCount: 2 });
    }
    expect(b.table.all().filter((item) => item['shadowed'] === true)).toEqual([]);
  });

  it('can stop anywhere and go on', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { origin, b } = shadowing({ seed });
      const events = Array.from({ length: 90 }, (_, index) => inbound('ann', `m${index}`));
      for (let waiting = events, tries = 0; waiting.length > 0; tries += 1) {
        if (tries > 100) throw new Error('never received');
        const received = await applyBatch(b.deps, waiting);
        waiting = waiting.filter((_, index) => !received[index]?.ok);
      }
      origin.state = 'enabled';
      for (let tries = 0; ; tries += 1) {
        if (tries > 100) throw new Error('never revealed');
        if ((await revealOrigin(b.deps, job).catch(() => 'more')) === 'done') break;
      }
      expect((await head(b)).ticket).toMatchObject({ visibleMessageCount: 90 });
      expect(b.table.all().filter((item) => item.sk.startsWith('M#') && item['shadowed'] === true)).toEqual([]);
    }
  });

  const MANY = Number(process.env['PARLEY_SHADOWED_MESSAGES'] ?? 2_000);
  it(`reveals ${MANY} messages in runs that end in time, goes on after a kill where it was, and takes new messages meanwhile`, async () => {
    const { origin, b } = shadowing();
    origin.state = 'enabled';
    await applyBatch(b.deps, [inbound('ann', 'first')]);
    origin.state = 'disabled';
    for (let n = 0; n < MANY; n += 100)
      await applyBatch(
        b.deps,
        Array.from({ length: Math.min(100, MANY - n) }, (_, at) => inbound('ann', `m${n + at}`)),
      );

    // The list of the active ticket reads nothing of what waits.
    const { ticket } = await head(b);
    let read = 0;
    const counting: Table = {
      ...b.table,
      query: async (query) => {
        const page = await b.table.query(query);
        read += page.items.length;
        return page;
      },
    };
    for (const order of ['asc', 'desc'] as const)
      expect((await listTicketMessages(counting, TENANT, ticket as Ticket, { order, after: 0, limit: 50 })).messages).toHaveLength(1);
    expect(read).toBe(2);

    origin.state = 'enabled';
    let rewritten = 0;
    let writes = 0;
    const transact: Table['transact'] = async (given) => {
      writes += 1;
      // The worker dies in the middle of each third run.
      if (writes % 37 === 0) throw new Error('killed');
      rewritten += given.filter((write) => write.op === 'put' && write.item.sk.startsWith('M#')).length;
      b.now += 1;
      return b.table.transact(given);
    };
    const deps = { ...b.deps, table: { ...b.table, transact } };
    let live = 0;
    for (let runs = 0; ; runs += 1) {
      if (runs > MANY) throw new Error('never revealed');
      const state = await revealOrigin(deps, { ...job, budgetMs: 15 }, async () => undefined).catch(() => 'more');
      if (state === 'done' && !b.table.all().some((item) => item.sk.startsWith('M#') && item['shadowed'] === true)) break;
      await applyBatch(b.deps, [inbound('ann', `live${live}`)]);
      live += 1;
    }
    expect(live).toBeGreaterThan(2);
    // Each message once, whatever was killed.
    expect(rewritten).toBe(MANY);
    expect((await head(b)).ticket).toMatchObject({ visibleMessageCount: MANY + 1 + live, lastMessage: { text: `text live${live - 1}` } });
  });
});
