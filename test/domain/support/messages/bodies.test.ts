import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemBytes } from '../../../../adapters/table/item-size.ts';
import { seeded } from '../../../../demo/random.ts';
import type { ChannelAction } from '../../../../domain/channels/actions.ts';
import { sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import { indexChanges } from '../../../../domain/search/index-changes.ts';
import type { SearchWrite } from '../../../../domain/search/port.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { InboundEvent } from '../../../../domain/support/inbound/inbound-event.ts';
import { objectOf } from '../../../../domain/support/messages/bodies.ts';
import { droppedObjects } from '../../../../domain/support/messages/dropped-objects.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { presentMessage } from '../../../../domain/support/messages/present.ts';
import { deleteMessage, hideMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { faultyTable } from '../../conversations/log/faulty-table.ts';
import { bench, inbound, ORIGIN, TENANT } from '../inbound/events.ts';
import { agent, TALKATIVE } from '../tickets/hub.ts';
import { memoryBodies } from './memory-bodies.ts';

const thread = threadIdOf(ORIGIN, 'ann');
const ticketId = `${thread}.1`;
const HUGE = 'wörd '.repeat(150_000);

const world = (options: Parameters<typeof bench>[0] = {}) => {
  const b = bench(options);
  const bodies = memoryBodies();
  b.deps = { ...b.deps, bodies };
  const deps = { ...b.deps, capabilitiesOf: () => TALKATIVE, mayTouch: () => true, linkTo: async () => 'link' };
  const list = async (limit = 100, after = 0) => listThreadMessages(b.table, TENANT, thread, { after, limit, bodies });
  return {
    b,
    deps,
    bodies,
    list,
    receive: (...events: InboundEvent[]) => applyBatch(b.deps, events),
    texts: async () => (await list()).messages.map(({ text }) => text),
    /** What the bulk lane would delete after all that has happened. */
    drop: () => {
      for (const { keys } of droppedObjects(b.table.changes)) for (const key of keys) bodies.objects.delete(key);
    },
    named: () => b.table.all().flatMap((item) => objectOf(item) ?? []),
  };
};
const huge = (id: string, text = HUGE) => inbound('ann', id, { text });
const edit = (id: string, version: string, text: string) =>
  inbound('ann', id, { verb: 'edited', version, text, occurredAt: `2026-03-01T10:0${version}:00.000Z` });

describe('a body that is too long for the table', () => {
  it('comes back whole, and every item of the table stays small', async () => {
    const { b, receive, texts, bodies } = world();
    expect(await receive(huge('m1'), inbound('ann', 'm2'))).toMatchObject([{ effect: 'applied' }, { effect: 'applied' }]);
    expect(await texts()).toEqual([HUGE, 'text m2']);
    expect([...bodies.objects.keys()]).toEqual([expect.stringMatching(new RegExp(`^T/${TENANT}/bodies/${thread}/[0-9a-f]{64}$`))]);
    for (const item of b.table.all()) expect(itemBytes(item)).toBeLessThan(20_000);
    expect(await loadTicket(b.table, TENANT, ticketId)).toMatchObject({ lastMessage: { number: 2 } });
  });

  it('of an agent is there whole for the sender, the lists and search', async () => {
    const { b, deps, receive, bodies } = world();
    await receive(inbound('ann', 'm1'));
    const html = `<p>${'x'.repeat(498_000)}</p>`;
    const { message } = await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'see', html, attachments: [] });
    expect(message.html).toBe(html);
    const sent: unknown[] = [];
    const sender = {
      ...deps,
      sizeOf: async () => null,
      openFile: async function* () {},
      causationKey: async () => 'key',
      repeatForMs: 4 * 3_600_000,
      channelFor: async () => ({
        capabilities: TALKATIVE,
        turn: async () => () => {},
        perform: async (action: ChannelAction) => (sent.push('html' in action ? action.html : null), { outcome: 'sent', providerId: null } as const),
      }),
    };
    await sendReply(sender, { tenantId: TENANT, threadId: thread, number: 2, correlationId: 'c' }, b.now);
    expect(sent).toEqual([html]);
    const ticket = await loadTicket(b.table, TENANT, ticketId);
    const { messages } = await listTicketMessages(b.table, TENANT, ticket as never, { after: 1, limit: 10, bodies });
    expect(messages).toMatchObject([{ html, delivery: { state: 'sent' } }]);
    const written: SearchWrite[] = [];
    await receive(huge('m3', `${HUGE}needle`));
    await indexChanges({ table: b.table, bodies, search: { bulk: async (writes) => (written.push(...writes), []) } }, b.table.changes);
    expect(written.flatMap((write) => ('message' in write && write.message.text?.includes('needle') ? [write.message.number] : []))).toEqual([3]);
  });

  it('is not written again when its message is hidden, read or loved', async () => {
    const { b, deps, receive, texts, bodies } = world();
    await receive(huge('m1'));
    const seen = b.table.changes.length;
    await hideMessage(deps, agent('eve'), ticketId, 1, true);
    await receive(inbound('ann', 'm1', { verb: 'reaction', version: '1', content: null, reaction: { emoji: '👍' }, opensTicket: false }));
    expect(b.table.changes.slice(seen).filter(({ key }) => key.sk.startsWith('B#'))).toEqual([]);
    expect([await texts(), bodies.objects.size]).toEqual([[HUGE], 1]);
  });

  it('stays whole when it is loved in the batch that brings it', async () => {
    const { receive, texts } = world();
    const love = inbound('ann', 'm1', { verb: 'reaction', version: '1', content: null, reaction: { emoji: '👍' }, opensTicket: false });
    await receive(huge('m1'), love, inbound('ann', 'm2', { text: 'word '.repeat(400) }), {
      ...love,
      identity: 'm2',
      event: { ...love.event, providerId: 'm2' },
    });
    expect(await texts()).toEqual([HUGE, 'word '.repeat(400)]);
  });

  it('goes with its message, and with the body before when it is edited there and back', async () => {
    const { deps, receive, texts, bodies, drop, named } = world();
    const other = `${HUGE}!`;
    await receive(huge('m1'));
    for (const [version, text] of [
      ['1', other],
      ['2', HUGE],
    ] as const) {
      await receive(edit('m1', version, text));
      drop();
      expect(await texts()).toEqual([text]);
      expect([...bodies.objects.keys()]).toEqual(named());
    }
    await deleteMessage(deps, agent('eve'), ticketId, 1);
    drop();
    expect([await texts(), bodies.objects.size]).toEqual([[null], 0]);
  });

  it('that is removed in the batch that brings it is never stored', async () => {
    const { receive, bodies } = world();
    await receive(huge('m1'), inbound('ann', 'm1', { verb: 'removed', content: null }), huge('m2'), edit('m2', '1', 'short'));
    expect(bodies.objects.size).toBe(0);
  });

  it('of a repeated event makes no second object, also after its message was deleted', async () => {
    const { deps, receive, bodies, drop } = world();
    await receive(huge('m1'));
    await receive(huge('m1'));
    expect(bodies.objects.size).toBe(1);
    await deleteMessage(deps, agent('eve'), ticketId, 1);
    drop();
    expect(await receive(huge('m1'))).toMatchObject([{ effect: 'duplicate' }]);
    expect(bodies.objects.size).toBe(0);
  });

  it('that cannot be stored keeps its own conversation waiting, and no other', async () => {
    const { b, receive } = world();
    b.deps = { ...b.deps, bodies: { ...b.deps.bodies, put: async () => Promise.reject(new Error('down')) } };
    const received = await receive(huge('m1'), inbound('bob', 'n1'), inbound('ann', 'm2'));
    expect(received).toMatchObject([{ ok: false, permanent: false }, { ok: true }, { ok: false, permanent: false }]);
  });

  it('survives crashes and lost races: whatever is named is there, and whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const chance = seeded(seed);
        const { b, receive, texts, bodies, named } = world({ wrap: (inner) => faultyTable(inner, chance, 0.4), seed });
        const events = [huge('m1'), edit('m1', '1', `${HUGE}1`), huge('m2', `${HUGE}2`), edit('m2', '1', 'short'), huge('m3', `${HUGE}3`)];
        for (const event of events) {
          for (let tries = 0; tries < 50; tries += 1) if ((await receive(event))[0]?.ok) break;
        }
        expect(await texts()).toEqual([`${HUGE}1`, 'short', `${HUGE}3`]);
        for (const key of named()) expect(bodies.objects.has(key)).toBe(true);
        // An event has one object, however often it was tried.
        expect(bodies.objects.size).toBeLessThanOrEqual(4);
        expect(b.table.all().length).toBeGreaterThan(0);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a page of long messages', () => {
  it('ends before it is more than an answer can carry, and the next one goes on', async () => {
    const { receive, list } = world();
    for (let n = 1; n <= 8; n += 1) await receive(huge(`m${n}`, `${n}${'x'.repeat(900_000)}`));
    const seen: number[][] = [];
    let after: number | null = 0;
    while (after !== null) {
      const page = await list(50, after);
      seen.push(page.messages.map(({ number }) => number));
      for (const { text } of page.messages) expect(text).toHaveLength(900_001);
      after = page.after;
    }
    expect(seen).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it('shows one that is too long for any answer by its beginning, and says so', async () => {
    const { receive, list } = world();
    await receive(inbound('ann', 'm1', { content: { text: '\u0001'.repeat(3_000_000), html: `<p>${'h'.repeat(3_900_000)}</p>` } }), inbound('ann', 'm2'));
    const page = await list();
    expect(page).toMatchObject({ messages: [{ number: 1 }], after: 1 });
    const shown = await presentMessage(thread, page.messages[0] as never, async () => 'link');
    expect(shown).toMatchObject({ truncated: true, text: expect.stringMatching(/…$/) });
    expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThan(4_600_000);
  });
});
