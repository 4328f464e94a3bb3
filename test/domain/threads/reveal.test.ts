import { describe, expect, it } from 'vitest';
import { listThreadMessages, listTicketMessages } from '../../../domain/messages/list-messages.ts';
import { receiveBatch } from '../../../domain/messages/receive.ts';
import { parseHead } from '../../../domain/threads/head.ts';
import { headKey } from '../../../domain/threads/keys.ts';
import { revealOrigin } from '../../../domain/threads/reveal.ts';
import { threadIdOf } from '../../../domain/threads/thread-id.ts';
import type { Ticket } from '../../../domain/tickets/ticket.ts';
import { faultyTable, seeded } from '../log/faulty-table.ts';
import { type Bench, bench, inbound, ORIGIN, plainJudge, TENANT } from '../messages/inbound.ts';

const thread = threadIdOf(ORIGIN, 'ann');
const head = async (b: Bench) => parseHead((await b.table.get([headKey(TENANT, thread)]))[0] as never);
const shadowing = (options: { seed?: number } = {}) => {
  const origin = { state: 'disabled' as 'enabled' | 'disabled' };
  const random = seeded(options.seed ?? 1);
  const b = bench({
    judge: plainJudge({ originState: () => origin.state }),
    ...(options.seed === undefined ? {} : { wrap: (table) => faultyTable(table, random) }),
  });
  return { origin, b };
};
const job = { tenantId: TENANT, originId: ORIGIN, budgetMs: 60_000 };

describe('revealing a disabled origin', () => {
  it('makes a ticket of a span, in the original order, in one step', async () => {
    const { origin, b } = shadowing();
    await receiveBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2'), inbound('bob', 'm3')]);
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
    await receiveBatch(b.deps, [inbound('ann', 'm1')]);
    origin.state = 'disabled';
    await receiveBatch(b.deps, [inbound('ann', 'm2')]);
    expect((await head(b)).ticket?.visibleMessageCount).toBe(1);
    origin.state = 'enabled';
    await revealOrigin(b.deps, job);
    expect((await head(b)).ticket).toMatchObject({ id: `${thread}.1`, visibleMessageCount: 2, lastCustomerNumber: 2 });
    await receiveBatch(b.deps, [inbound('ann', 'm3')]);
    expect((await listThreadMessages(b.table, TENANT, thread, { after: 0, limit: 10 })).messages.map((m) => m.ticketId)).toEqual([
      `${thread}.1`,
      `${thread}.1`,
      `${thread}.1`,
    ]);
  });

  it('can stop anywhere and go on', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { origin, b } = shadowing({ seed });
      const events = Array.from({ length: 90 }, (_, index) => inbound('ann', `m${index}`));
      for (let waiting = events, tries = 0; waiting.length > 0; tries += 1) {
        if (tries > 100) throw new Error('never received');
        const received = await receiveBatch(b.deps, waiting);
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
});
