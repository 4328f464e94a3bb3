import { describe, expect, it } from 'vitest';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { ChannelEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { revealOrigin } from '../../../../domain/support/inbound/reveal.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { parseHead } from '../../../../domain/support/tickets/thread-head.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { agent } from '../tickets/hub.ts';
import { type Bench, bench, inbound, ORIGIN, plainPolicy, TENANT } from './events.ts';

const THREAD = threadIdOf(ORIGIN, 'ann');
const ann = { id: 'ann', name: 'Ann', handle: null };
/** A call: nobody is its author. */
const note = (id: string, change: Partial<Omit<ChannelEvent, 'content'>> & { text?: string } = {}) =>
  inbound('ann', id, { author: null, customer: ann, opensTicket: false, text: '[voice call, 33 seconds]', ...change });
const missed = (id: string) => note(id, { opensTicket: true, text: '[missed voice call]' });

const messages = async ({ deps }: Bench) => (await listThreadMessages(deps.table, TENANT, THREAD, { after: 0, limit: 100 })).messages;
const head = async (b: Bench) => parseHead((await b.table.get([headKey(TENANT, THREAD)]))[0] as never);
const ticketOf = async (b: Bench) => (await head(b)).ticket;
const set = async (b: Bench, status: 'solved' | 'pending' | 'closed'): Promise<void> => {
  const ticketId = (await ticketOf(b))?.id ?? '';
  await patchTicket({ ...b.deps, mayTouch: () => true }, agent(status), { ticketId, patch: { status }, ifMatch: null });
};

describe('what happens beside the conversation', () => {
  it.each(['working', 'pending', 'solved'] as const)(
    'is a note of the system on the active ticket, which stays %s, also when a call was missed',
    async (status) => {
      const b = bench();
      await applyBatch(b.deps, [inbound('ann', 'm1')]);
      if (status !== 'working') await set(b, status);
      const before = await ticketOf(b);
      const outcomes = await applyBatch(b.deps, [note('c1'), missed('c2'), missed('c2')]);
      expect(outcomes).toMatchObject([{ effect: 'applied' }, { effect: 'applied' }, { effect: 'duplicate' }]);
      expect((await messages(b)).slice(1)).toMatchObject([
        { kind: 'note', author: { type: 'system', id: 'system' }, text: '[voice call, 33 seconds]', ticketId: before?.id, automatic: null, delivery: null },
        { kind: 'note', text: '[missed voice call]', ticketId: before?.id, providerId: 'c2' },
      ]);
      expect(await ticketOf(b)).toMatchObject({ id: before?.id, status: before?.status, waitingSince: before?.waitingSince ?? null });
    },
  );

  it.each<[string, { agentId: string | null; teamId: string | null }, object[]]>([
    ['the agent', { agentId: 'eve', teamId: null }, [{ type: 'agent', id: 'eve' }]],
    ['the agent, not the whole team,', { agentId: 'eve', teamId: 'desk' }, [{ type: 'agent', id: 'eve' }]],
    ['the team', { agentId: null, teamId: 'desk' }, [{ type: 'team', id: 'desk' }]],
    ['nobody', { agentId: null, teamId: null }, []],
  ])('mentions %s who owns the ticket if a call was missed, and nobody otherwise', async (_, owner, mentions) => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    const item = (await b.table.get([headKey(TENANT, THREAD)]))[0] as Item;
    await b.table.write({ op: 'put', item: { ...item, ticket: { ...(item['ticket'] as object), owner } } });
    await applyBatch(b.deps, [note('c1'), missed('c2')]);
    expect((await messages(b)).slice(1)).toMatchObject([
      { kind: 'note', mentions: [] },
      { kind: 'note', text: '[missed voice call]', mentions },
    ]);
  });

  it('opens no ticket, unless it is a call that was missed: then it is a message of the customer', async () => {
    const b = bench();
    await applyBatch(b.deps, [note('c1')]);
    expect(await messages(b)).toMatchObject([{ kind: 'note', ticketId: null }]);
    expect(await ticketOf(b)).toBeNull();
    await applyBatch(b.deps, [missed('c2'), missed('c3')]);
    expect(await ticketOf(b)).toMatchObject({ status: 'created', author: { id: 'ann' } });
    expect((await messages(b)).slice(1)).toMatchObject([
      {
        kind: 'customer',
        author: { type: 'customer', id: 'ann', name: 'Ann' },
        text: '[missed voice call]',
        automatic: null,
        ticketId: (await ticketOf(b))?.id,
      },
      { kind: 'note', text: '[missed voice call]', ticketId: (await ticketOf(b))?.id },
    ]);
    expect((await head(b)).customer).toMatchObject(ann);
  });

  it('opens a new ticket behind a closed one, and does not come back to it', async () => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    const closed = (await ticketOf(b))?.id;
    await set(b, 'closed');
    await applyBatch(b.deps, [note('c1')]);
    expect(await ticketOf(b)).toBeNull();
    await applyBatch(b.deps, [missed('c2')]);
    expect((await ticketOf(b))?.id).not.toBe(closed);
    expect((await messages(b)).map(({ kind, ticketId }) => [kind, ticketId])).toEqual([
      ['customer', closed],
      ['note', null],
      ['customer', (await ticketOf(b))?.id],
    ]);
  });

  it('joins the ticket that has taken over the one of its thread, and wakes nobody', async () => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('bob', 'm2')]);
    const [from, into] = [(await ticketOf(b))?.id ?? '', `${threadIdOf(ORIGIN, 'bob')}.1`];
    const deps = { ...b.deps, mayTouch: () => true };
    await mergeTickets(deps, agent('eve'), { ticketId: from, intoId: into });
    await patchTicket(deps, agent('eve'), { ticketId: into, patch: { status: 'solved' }, ifMatch: null });
    const before = await loadTicket(b.table, TENANT, into);
    await applyBatch(b.deps, [missed('c1')]);
    expect((await messages(b)).at(-1)).toMatchObject({ kind: 'note', ticketId: from });
    const after = await loadTicket(b.table, TENANT, into);
    expect(after).toMatchObject({ status: 'solved', visibleMessageCount: (before?.visibleMessageCount ?? 0) + 1, lastMessage: { kind: 'note' } });
    expect(await ticketOf(b)).toBeNull();
  });

  it('waits while its origin is disabled; a missed call then opens a ticket', async () => {
    const b = bench({ policy: plainPolicy({ originState: () => 'disabled' }) });
    await applyBatch(b.deps, [note('c1'), missed('c2')]);
    expect(await ticketOf(b)).toBeNull();
    b.deps = { ...b.deps, policies: async () => plainPolicy() };
    await revealOrigin(b.deps, { tenantId: TENANT, originId: ORIGIN, budgetMs: 10_000 });
    expect(await messages(b)).toMatchObject([
      { kind: 'note', ticketId: (await ticketOf(b))?.id, shadowed: false },
      { kind: 'customer', ticketId: (await ticketOf(b))?.id, shadowed: false },
    ]);
  });

  it('stays a note under the records of an earlier release, which made a message of a call and an edit of its end', async () => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1'), missed('c1')]);
    const [, again] = await applyBatch(b.deps, [
      inbound('ann', 'c1', { verb: 'edited', version: 'terminate', text: '[missed voice call]' }),
      inbound('ann', 'c1', { text: '[voice call]' }),
    ]);
    expect(again).toMatchObject({ effect: 'duplicate' });
    expect((await messages(b))[1]).toMatchObject({ kind: 'note', text: '[missed voice call]' });
  });
});
