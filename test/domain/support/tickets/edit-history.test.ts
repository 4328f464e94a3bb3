import { describe, expect, it } from 'vitest';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { BODY_IN_TABLE_BYTES } from '../../../../domain/limits.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { KEPT_EDITS, listEdits } from '../../../../domain/support/messages/edit-history.ts';
import { deleteMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { findMessage } from '../../../../domain/support/tickets/find-message.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { inbound, ORIGIN, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const thread = threadIdOf(ORIGIN, 'ann');
const LONG = 'word '.repeat(400);
const at = (second: number): string => `2026-03-01T10:${String(1 + Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000Z`;
const edited = (text: string, second: number, id = 'm1'): InboundEvent =>
  inbound('ann', id, { verb: 'edited', version: `v${second}`, text, occurredAt: at(second) });

const world = async () => {
  const { b, deps, ticketId } = await ticketHub();
  const find = async (number = 1) =>
    findMessage({ table: b.table, bodies: b.deps.bodies }, TENANT, (await loadTicket(b.table, TENANT, ticketId)) as Ticket, number);
  return {
    b,
    deps,
    ticketId,
    find,
    events: (...events: InboundEvent[]) => applyBatch(b.deps, events),
    edits: async (given: { after?: number; limit?: number } = {}) => {
      const found = await find();
      return listEdits(
        b.table,
        threadPk(TENANT, thread),
        found?.message ?? { author: { type: 'customer', id: '', name: null, handle: null }, editedAt: null },
        {
          after: 0,
          limit: 50,
          ...given,
        },
      );
    },
    stored: () => JSON.stringify(b.table.all()),
  };
};

describe('the edit history of a message', () => {
  it('is empty until somebody edits it', async () => {
    const { edits } = await world();
    expect(await edits()).toEqual({ edits: [], after: null });
  });

  it('has every earlier text whole, the first one first, with who and when', async () => {
    const { events, edits, find } = await world();
    await events(edited(LONG, 1));
    await events(edited('short', 2), edited(`${LONG}!`, 3));
    const customer = { type: 'customer', id: 'ann' };
    expect((await edits()).edits).toMatchObject([
      { version: 1, text: 'text m1', writtenBy: customer, replacedAt: at(1), replacedBy: customer },
      { version: 2, text: LONG, writtenAt: at(1), replacedAt: at(2) },
      { version: 3, text: 'short', writtenAt: at(2), writtenBy: customer, replacedAt: at(3), replacedBy: customer },
    ]);
    expect((await find())?.message.text).toBe(`${LONG}!`);
  });

  it('has the long text that came and was edited in one batch', async () => {
    const { b, events } = await world();
    await events(inbound('ann', 'm2', { text: LONG }), edited('short', 2, 'm2'));
    const versions = b.table.all().filter(({ sk }) => sk.startsWith('V#'));
    expect(versions).toMatchObject([{ text: LONG }]);
  });

  it('comes in pages, each of which says who wrote what', async () => {
    const { events, edits } = await world();
    await events(...Array.from({ length: 5 }, (_, n) => edited(`text ${n}`, n + 1)));
    const pages: (readonly unknown[])[] = [];
    let after: number | null = 0;
    while (after !== null) {
      const page: Awaited<ReturnType<typeof edits>> = await edits({ after, limit: 2 });
      pages.push(page.edits);
      after = page.after;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual((await edits()).edits);
    expect((await edits({ after: 9 })).edits).toEqual([]);
  });

  it('does not list an edit that came late, nor a message that was only hidden', async () => {
    const { events, edits } = await world();
    await events(edited('newer', 20), edited('older', 10), inbound('ann', 'm1', { verb: 'hidden', version: 'h', content: null }));
    expect((await edits()).edits).toMatchObject([{ version: 1, text: 'text m1', replacedAt: at(20) }]);
  });

  it('keeps the first texts of a message that is edited without end, and none of a later one lies about', async () => {
    const { events, edits, find, stored } = await world();
    for (let n = 1; n <= KEPT_EDITS + 3; n += 1) await events(edited(`text number ${n}.`, n));
    const { edits: all } = await edits();
    expect(all).toHaveLength(KEPT_EDITS);
    expect(all.at(-1)).toMatchObject({ text: `text number ${KEPT_EDITS - 1}.`, replacedAt: at(KEPT_EDITS + 3) });
    expect((await find())?.message.text).toBe(`text number ${KEPT_EDITS + 3}.`);
    expect(stored()).not.toContain(`text number ${KEPT_EDITS + 1}.`);
  });

  it('cuts, visibly, what the table has no room for', async () => {
    const { b, events, edits } = await world();
    await events(edited('x'.repeat(BODY_IN_TABLE_BYTES + 10), 1));
    await events(edited('short', 2));
    const [, huge] = (await edits()).edits;
    expect(huge).toMatchObject({ truncated: true });
    expect(huge?.text?.endsWith('…')).toBe(true);
    expect(Buffer.byteLength(huge?.text ?? '')).toBeLessThanOrEqual(BODY_IN_TABLE_BYTES);
    expect(b.table.all().some(({ sk }) => sk.startsWith('V#'))).toBe(true);
  });

  it.each(['its author', 'an agent'])('of a message that %s deleted is gone, from the table too', async (who) => {
    const { events, edits, deps, ticketId, stored, find } = await world();
    await events(edited(`secret ${LONG}`, 1));
    await events(edited('secret short', 2));
    await events(edited('secret last', 3));
    if (who === 'an agent') await deleteMessage(deps, agent('eve'), ticketId, 1);
    else await events(inbound('ann', 'm1', { verb: 'removed', content: null, occurredAt: at(9) }));
    expect(await edits()).toEqual({ edits: [], after: null });
    expect((await find())?.message.deleted).toBe(true);
    expect(stored()).not.toContain('secret');
    expect(stored()).not.toContain('V#');
  });

  it('of a message that is edited and deleted in one batch is gone too', async () => {
    const { events, stored } = await world();
    await events(edited('secret one', 1), edited('secret two', 2), inbound('ann', 'm1', { verb: 'removed', content: null, occurredAt: at(9) }));
    expect(stored()).not.toContain('secret');
  });
});
