import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../domain/automation/policy.ts';
import { TICKET_BYTES } from '../../../../domain/limits.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { applyWithin } from '../../../../domain/support/tickets/effects.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { ticketBytes } from '../../../../domain/support/tickets/room.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const moment = { now: Date.parse('2026-03-01T10:00:00Z'), closedAfterMs: 1000 };
const ticketId = `${threadIdOf(ORIGIN, 'ann')}.1`;
const stored = async (effects: readonly Effect[]) => {
  const b = bench({ policy: plainPolicy({ runRules: (event) => ({ effects: event === 'message.received' ? effects : [], matched: ['r'] }) }) });
  expect(await applyBatch(b.deps, [inbound('ann', 'm1')])).toMatchObject([{ effect: 'applied' }]);
  const [trail] = b.table.all().filter(({ sk }) => sk.startsWith('L#'));
  return {
    b,
    ticket: (await loadTicket(b.table, TENANT, ticketId)) as Ticket,
    leftOut: trail ? entriesOfLine(trail).flatMap((entry) => entry.leftOut ?? []) : [],
  };
};
const fields = (count: number, size: number): Effect => ({
  type: 'set',
  field: 'customFields',
  value: Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, '\u0001'.repeat(size)])),
});

describe('what rules and lists set', () => {
  it('stays within 32 KB: what does not fit is left out, and the audit trail says so', async () => {
    const { ticket, leftOut } = await stored([fields(50, 1_000)]);
    expect(ticketBytes(ticket)).toBeLessThanOrEqual(TICKET_BYTES);
    const kept = Object.keys(ticket.customFields);
    expect(kept.length).toBeGreaterThan(3);
    expect(leftOut.map(({ field, reason }) => [field, reason])).toEqual(
      Array.from({ length: 50 - kept.length }, (_, at) => [`customFields.f${at + kept.length}`, 'too_large']),
    );
  });

  it('stays within 50 fields and 50 tags', async () => {
    const { ticket, leftOut } = await stored([fields(60, 1), { type: 'tag', add: Array.from({ length: 55 }, (_, at) => `t${at}`), remove: [] }]);
    expect([Object.keys(ticket.customFields).length, ticket.tags.length]).toEqual([50, 50]);
    expect(leftOut).toHaveLength(15);
    expect(leftOut.at(-1)).toEqual({ field: 'tags.t54', reason: 'too_many' });
  });

  it('in many notes fits one transaction, and the message is shown', async () => {
    const note = (at: number): Effect => ({ type: 'note', text: `${at} ${'x'.repeat(600)}`, ruleId: `r${at}` });
    const { ticket, leftOut } = await stored(Array.from({ length: 200 }, (_, at) => note(at)));
    expect(ticket.visibleMessageCount).toBe(21);
    expect(leftOut[0]).toEqual({ field: 'rules.r20', reason: 'too_many' });
  });

  it('can always be taken away again, and replaced by something smaller', async () => {
    const { ticket } = await stored([fields(50, 1_000)]);
    const full = { ...ticket, customFields: { ...ticket.customFields, big: 'x'.repeat(TICKET_BYTES) } };
    const smaller = applyWithin(full, { type: 'set', field: 'customFields.big', value: 'y' }, moment);
    expect(smaller).toMatchObject({ leftOut: [], ticket: { customFields: { big: 'y' } } });
    expect(applyWithin(full, { type: 'set', field: 'customFields.big', value: null }, moment).ticket.customFields).not.toHaveProperty('big');
    expect(applyWithin(full, { type: 'tag', add: ['a'], remove: [] }, moment)).toMatchObject({ leftOut: [{ field: 'tags.a', reason: 'too_large' }] });
    expect(applyWithin(full, { type: 'set', field: 'topic', value: 'new' }, moment)).toMatchObject({ leftOut: [{ field: 'topic' }], ticket: { topic: null } });
  });

  it('never makes a ticket larger than 32 KB, and leaves nothing out without saying so', async () => {
    const { ticket: empty } = await stored([]);
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 1_000 }), fc.integer(), fc.boolean(), fc.constant(null));
    const effect: fc.Arbitrary<Effect> = fc.oneof(
      fc.record({
        type: fc.constant('set' as const),
        field: fc.constant('customFields'),
        value: fc.dictionary(fc.string({ minLength: 1, maxLength: 60 }), value, { maxKeys: 60 }),
      }),
      fc.record({
        type: fc.constant('tag' as const),
        add: fc.array(fc.string({ maxLength: 100 }), { maxLength: 60 }),
        remove: fc.array(fc.string({ maxLength: 3 })),
      }),
      fc.record({ type: fc.constant('set' as const), field: fc.constant('topic'), value: fc.string({ maxLength: 200 }) }),
    );
    fc.assert(
      fc.property(fc.array(effect, { maxLength: 8 }), (effects) => {
        let ticket = empty;
        for (const one of effects) {
          const next = applyWithin(ticket, one, moment);
          expect(ticketBytes(next.ticket)).toBeLessThanOrEqual(TICKET_BYTES);
          expect(next.ticket.tags.length).toBeLessThanOrEqual(50);
          if (one.type === 'set' && one.field === 'customFields') {
            const left = new Set(next.leftOut.map(({ field }) => field));
            for (const [name, wanted] of Object.entries(one.value as object)) {
              if (left.has(`customFields.${name}`)) continue;
              expect(Object.hasOwn(next.ticket.customFields, name)).toBe(wanted !== null);
              if (wanted !== null) expect(next.ticket.customFields[name]).toEqual(wanted);
            }
          }
          ticket = next.ticket;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a person sets', () => {
  it('over 32 KB is a 422 that names the field', async () => {
    const { deps } = await ticketHub();
    const customFields = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}`, 'x'.repeat(1_000)]));
    const patch = (given: object) => patchTicket(deps, agent('eve'), { ticketId, patch: given, ifMatch: null });
    await expect(patch({ customFields, tags: ['a'] })).rejects.toMatchObject({ status: 422, errors: [{ path: 'customFields' }] });
    const most = Object.fromEntries(Object.entries(customFields).slice(0, 30));
    expect(Object.keys((await patch({ customFields: most })).customFields)).toHaveLength(30);
    await expect(patch({ tags: Array.from({ length: 50 }, (_, at) => `${at}${'t'.repeat(98)}`) })).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'tags' }],
    });
    expect(await patch({ priority: 'high', customFields: {} })).toMatchObject({ priority: 'high', customFields: {} });
  });
});
