import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { BATCH_EFFORT, CHANGE_EFFORT } from '../../../domain/automation/conditions/effort.ts';
import { packEntries } from '../../../domain/automation/enrichment/chunks.ts';
import type { Effect, Policies } from '../../../domain/automation/policy.ts';
import { tenantKey, tenantPk } from '../../../domain/configuration/keys.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { openPolicies, type TooHeavyReport } from '../../../domain/policy/open-policies.ts';
import type { Message } from '../../../domain/support/messages/message.ts';
import { newMessage } from '../../../domain/support/messages/message.ts';
import { applyEffect } from '../../../domain/support/tickets/effects.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { Write } from '../../../domain/table/port.ts';
import { allAt } from '../../harness/configuration.ts';
import { ticketOf } from '../support/queues/world.ts';

const T = 'acme';
let seed = 1;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647);
/** Makes a state of its own for nearly every character of a text of random letters. */
const heavy = (n: number) => ({ field: 'message.text', op: 'matches', value: `(?:a.{7}|b.{9}|.{${n}}c){3}z` });
const light = (value: string) => ({ field: 'message.text', op: 'contains', value });
const words = (): string => Array.from({ length: 32_000 }, () => 'abc'.charAt(random() % 3)).join('');
const messageOf = (text: string): Message => ({
  ...newMessage({ kind: 'customer', author: { type: 'customer', id: 'u1', name: null, handle: null }, createdAt: '2026-11-20T10:00:00.000Z', text }),
  number: 1,
  revision: 1,
});

const PREVIEWED = { depth: 0, preview: (ticket: Ticket, effect: Effect): Ticket => applyEffect(ticket, effect, { now: 0, closedAfterMs: 1 }) };

const open = async (rules: readonly object[], more: readonly Write[] = []) => {
  const table = memoryTable();
  const put = (sk: string, attributes: object): Write => ({ op: 'put', item: { pk: tenantPk(T), sk, ...attributes } });
  await table.transact([
    { op: 'put', item: { ...tenantKey(T), generation: 1, queuesGeneration: 1 } },
    ...rules.map((condition, n) =>
      put(`RULE#${n}`, {
        id: `r${n}`,
        event: 'message.received',
        weight: n,
        stop: false,
        enabled: true,
        condition,
        actions: [{ type: 'tag', add: [`t${n}`] }],
      }),
    ),
    ...more,
  ]);
  const reports: TooHeavyReport[] = [];
  const policies = openPolicies({ report: (heavyOnes) => reports.push(heavyOnes) }, configurationCache({ table }));
  return { policies, reports };
};
const queue = (id: string, priority: number, condition: object): Write => ({
  op: 'put',
  item: { pk: tenantPk(T), sk: `QUEUE#${id}`, id, priority, condition, visibleTo: { teamIds: [], agentIds: [] } },
});

describe('a rule that is too heavy', () => {
  it('counts as no match, is told, and those beside it run', async () => {
    const { policies, reports } = await open([heavy(11), light('ab'), { any: [heavy(12), light('abc')] }, { not: heavy(13) }]);
    const run = (await policies(T, allAt(1, true), { lists: true })).runRules('message.received', ticketOf(1, 1), messageOf(words()), PREVIEWED);
    expect(run.matched).toEqual(['r1', 'r2']);
    expect(reports).toEqual([{ tenantId: T, kind: 'rule', ids: ['r0', 'r3'] }]);
    expect(run).toMatchObject({ log: { tooHeavy: ['r0', 'r3'] } });
  });

  it('matches where the text is short', async () => {
    const { policies, reports } = await open([heavy(11)]);
    const policy = await policies(T, allAt(1, true), { lists: true });
    expect(policy.runRules('message.received', ticketOf(1, 1), messageOf(`${'a1234567'.repeat(3)}z`), PREVIEWED).matched).toEqual(['r0']);
    expect(reports).toEqual([]);
  });

  it('gives the same with each message, however often and in whatever order they come', async () => {
    const texts = [words(), 'short', words()];
    const { policies } = await open([heavy(11), heavy(12), light('ab'), heavy(13), light('short')]);
    const policy = await policies(T, allAt(1, true), { lists: true });
    const run = async (text: string) => policy.runRules('message.received', ticketOf(1, 1), messageOf(text), PREVIEWED) as object;
    const first = new Map<string, object>();
    for (const text of texts) first.set(text, await run(text));
    for (const text of [...texts.toReversed(), ...texts]) expect(await run(text)).toEqual(first.get(text));
  });
});

describe('one message', () => {
  it('costs no more than its effort for all events together', async () => {
    const { policies, reports } = await open(Array.from({ length: 60 }, (_, n) => heavy(10 + n)));
    const policy = await policies(T, allAt(1, true), { lists: true });
    const message = messageOf(words());
    policy.runRules('message.received', ticketOf(1, 1), message, PREVIEWED);
    expect(reports[0]?.ids).toHaveLength(60);
    // Nothing is left for the second event of the same message; the next message starts again.
    expect(policy.runRules('ticket.created', ticketOf(1, 1), message, PREVIEWED).matched).toEqual([]);
    const next = policy.runRules('message.received', ticketOf(1, 1), messageOf(`${'a1234567'.repeat(3)}z`), PREVIEWED);
    expect(next.matched).toHaveLength(60);
  });

  it("never takes from a ticket's queues, which depend on the ticket alone", async () => {
    const { policies, reports } = await open(
      Array.from({ length: 60 }, (_, n) => heavy(10 + n)),
      [
        queue('q', 1, { field: 'message.text', op: 'matches', value: '^where' }),
        queue('stored', 2, { not: { field: 'topic', op: 'matches', value: '(.{0,500}){0,9}' } }),
      ],
    );
    const policy = await policies(T, allAt(1, true), { lists: true });
    const ticket = ticketOf(1, 1, { topic: 'x', lastMessage: { number: 1, kind: 'customer', text: 'Where is it?', createdAt: '2026-11-20T10:00:00.000Z' } });
    const message = messageOf(words());
    policy.runRules('message.received', ticket, message, PREVIEWED);
    expect(policy.queueIds(ticket, null)).toEqual(['q']);
    expect(reports.at(-1)).toEqual({ tenantId: T, kind: 'queue', ids: ['stored'] });
  });

  it('is not looked up for ever in a long list of long parts', async () => {
    const entries = Array.from({ length: 2_000 }, (_, n) => ({ value: `${'a'.repeat(300)}${n}${'a'.repeat(90)}`, set: { topic: 'found' } }));
    const chunks = packEntries(T, 'l', 'v', entries);
    const { policies, reports } = await open(
      [light('ab')],
      [
        {
          op: 'put',
          item: {
            pk: tenantPk(T),
            sk: 'LIST#l',
            id: 'l',
            name: 'L',
            key: 'message.text',
            match: 'contains',
            chunks: chunks.map(({ sk }) => sk),
            size: 1,
            createdAt: '2026',
          },
        },
        ...chunks.map((item): Write => ({ op: 'put', item })),
      ],
    );
    const policy = await policies(T, allAt(1, true), { lists: true });
    const text = `${'a'.repeat(399)}b`.repeat(80);
    expect(policy.enrich(ticketOf(1, 1), messageOf(text))).toEqual([]);
    expect(reports).toEqual([{ tenantId: T, kind: 'list', ids: ['l'] }]);
  });
});

describe('a batch', () => {
  it('gives no tenant more than its part, and the next batch begins anew', async () => {
    const { policies, reports } = await open(Array.from({ length: 60 }, (_, n) => heavy(10 + n)));
    const runAll = async (batch: Policies): Promise<number> => {
      const policy = await batch(T, allAt(1, true), { lists: true });
      let untilSilent = 0;
      for (let n = 0; n < 2 * (BATCH_EFFORT / CHANGE_EFFORT); n += 1) {
        reports.length = 0;
        policy.runRules('message.received', ticketOf(1, 1), messageOf(words()), PREVIEWED);
        const short = policy.runRules('message.received', ticketOf(1, 1), messageOf(`${'a1234567'.repeat(3)}z`), PREVIEWED);
        if (short.matched.length === 60) untilSilent += 1;
      }
      return untilSilent;
    };
    const first = await runAll(policies.ofBatch());
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(BATCH_EFFORT / CHANGE_EFFORT);
    expect(await runAll(policies.ofBatch())).toBe(first);
    const { matched } = (await policies.ofBatch()(T, allAt(1, true), { lists: true })).runRules(
      'message.received',
      ticketOf(1, 1),
      messageOf(`${'a1234567'.repeat(3)}z`),
      PREVIEWED,
    );
    expect(matched).toHaveLength(60);
  });
});

describe('a change without a message', () => {
  it('is asked about the newest one that the ticket knows', async () => {
    const { policies } = await open(
      [],
      [
        {
          op: 'put',
          item: {
            pk: tenantPk(T),
            sk: 'RULE#t',
            id: 't',
            event: 'timer',
            weight: 1,
            stop: false,
            enabled: true,
            condition: light('order'),
            actions: [],
          },
        },
      ],
    );
    const policy = await policies(T, allAt(1, true), { lists: true });
    const lastMessage = { number: 1, kind: 'customer' as const, text: 'My ORDER', createdAt: '2026-11-20T10:00:00.000Z' };
    expect(policy.runRules('timer', ticketOf(1, 1, { lastMessage }), null, PREVIEWED).matched).toEqual(['t']);
    expect(policy.runRules('timer', ticketOf(1, 1), null, PREVIEWED).matched).toEqual([]);
  });
});
