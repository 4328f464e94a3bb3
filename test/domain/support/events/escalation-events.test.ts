import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { listEscalations } from '../../../../domain/support/escalations/list.ts';
import { applyEscalationEvents } from '../../../../domain/support/events/escalate-by-event.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent } from '../tickets/hub.ts';
import type { TicketEvent } from './world.ts';
import { event } from './world.ts';

const ticketId = `${threadIdOf(ORIGIN, 'ann')}.1`;
const about = (id: string, type: string, data: object): TicketEvent => event('escalations_outbound', id, `escalation.${type}`, data);
const raise = (id: string): TicketEvent => about(id, 'raised', { ticketId, target: { teamId: 't' }, text: `question ${id}` });
const answer = (id: string, escalationId: string): TicketEvent =>
  about(id, 'answered', { escalationId, text: `answer ${id}`, by: { name: 'Pat', email: 'pat@x.example' } });
const close = (id: string, escalationId: string): TicketEvent => about(id, 'closed', { escalationId });

const state = async (table: Table) => {
  const ticket = (await loadTicket(table, TENANT, ticketId)) as Ticket;
  const { items } = await listEscalations(table, TENANT, ticket, { after: null, limit: 100, now: 0 });
  const { messages } = await listTicketMessages(table, TENANT, ticket, { after: 0, limit: 200 });
  return {
    ticket,
    escalations: items.map(({ id, state: of }) => `${id} ${of}`).sort(),
    notes: messages.flatMap(({ kind, text }) => (kind === 'note' && text !== null ? [text] : [])).sort(),
  };
};

describe('events of escalations', () => {
  it('raise, answer and close; the event’s id is the escalation’s', async () => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    const outcomes = await applyEscalationEvents(b.deps, [raise('e1'), answer('a1', 'e1'), answer('a1', 'e1'), close('c1', 'e1'), close('c2', 'nothing')], 1);
    expect(outcomes).toMatchObject([
      { effect: 'applied' },
      { effect: 'applied' },
      { effect: 'duplicate' },
      { effect: 'applied' },
      { ok: false, permanent: true, error: { code: 'not_found' } },
    ]);
    expect(await state(b.table)).toMatchObject({
      escalations: ['e1 closed'],
      notes: ['Escalated to t: question e1', 'answer a1'],
      ticket: { escalations: null },
    });
  });

  it('of a closed ticket: raising is refused in its log and not tried again, an answer is a note', async () => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    await applyEscalationEvents(b.deps, [raise('e1')], 1);
    await patchTicket({ ...b.deps, mayTouch: () => true }, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(await applyEscalationEvents(b.deps, [raise('e2'), raise('e2'), answer('a1', 'e1')], 1)).toMatchObject([
      { effect: 'refused' },
      { effect: 'duplicate' },
      { effect: 'applied' },
    ]);
    expect(await state(b.table)).toMatchObject({ escalations: ['e1 answered'], notes: ['Escalated to t: question e1', 'answer a1'] });
    const lines = b.table.all().filter(({ sk }) => sk.startsWith('L#'));
    expect(lines.flatMap(entriesOfLine).filter(({ refused }) => refused !== undefined)).toMatchObject([{ refused: { code: 'illegal_transition' } }]);
  });

  it('about a team that does not exist can never be applied', async () => {
    const b = bench({ policy: plainPolicy({ hasTeam: () => false }) });
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    expect(await applyEscalationEvents(b.deps, [raise('e1')], 1)).toMatchObject([{ ok: false, permanent: true, error: { code: 'unprocessable' } }]);
  });

  it('redelivered, doubled and out of order lead to what they lead to in order; what comes before its escalation is put back later', async () => {
    const kinds = fc.array(fc.tuple(fc.constantFrom('answer', 'close'), fc.nat(2)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(kinds, fc.integer({ min: 1, max: 2 ** 30 }), async (given, seed) => {
        const draw = seeded(seed);
        const all = [...[0, 1, 2].map((n) => raise(`e${n}`)), ...given.map(([kind, n], at) => (kind === 'answer' ? answer : close)(`x${at}`, `e${n}`))];
        let failing = false;
        const b = bench({
          seed,
          wrap: (table) => ({
            ...table,
            transact: async (writes) => {
              const fate = failing ? draw() : 0.5;
              if (fate < 0.1) throw new TableUnavailable(new Error('down'));
              await table.transact(writes);
              if (fate > 0.9) throw new TableUnavailable(new Error('the answer is lost'));
            },
          }),
        });
        await applyBatch(b.deps, [inbound('ann', 'm1')]);
        failing = true;
        const waiting = all.flatMap((one) => (draw() < 0.3 ? [one, one] : [one])).sort(() => draw() - 0.5);
        const letters: TicketEvent[] = [];
        const applied = new Set<string>();
        const deliver = async (batch: readonly TicketEvent[]): Promise<void> => {
          const outcomes = await applyEscalationEvents(b.deps, batch, 3);
          batch.forEach((one, at) => {
            const outcome = outcomes[at];
            if (outcome?.ok) applied.add(one.id);
            else if (outcome?.permanent) letters.push(one);
            else waiting.unshift(one);
          });
        };
        while (waiting.length > 0) await deliver(waiting.splice(0, 1 + Math.floor(draw() * 4)));
        // All escalations are there: every letter can be put back.
        waiting.push(...letters.splice(0));
        while (waiting.length > 0) await deliver(waiting.splice(0, 3));
        expect(letters).toEqual([]);
        expect(applied.size).toBe(all.length);
        const of = (n: number): string => {
          const own = given.flatMap(([kind, to]) => (to === n ? [kind] : []));
          return own.includes('close') ? 'closed' : own.includes('answer') ? 'answered' : 'open';
        };
        const after = await state(b.table);
        expect(after.escalations).toEqual([0, 1, 2].map((n) => `e${n} ${of(n)}`));
        expect(after.notes).toEqual(
          [...[0, 1, 2].map((n) => `Escalated to t: question e${n}`), ...given.flatMap(([kind], at) => (kind === 'answer' ? [`answer x${at}`] : []))].sort(),
        );
        const open = [0, 1, 2].filter((n) => of(n) === 'open').length;
        expect(after.ticket.escalations?.open ?? 0).toBe(open);
      }),
      { numRuns: 40 },
    );
  });
});
