import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS, type Action, type Effect } from '../../../domain/automation/actions/registry.ts';
import type { Condition } from '../../../domain/automation/conditions/condition.ts';
import { effortOf } from '../../../domain/automation/conditions/effort.ts';
import { compileCondition } from '../../../domain/automation/conditions/evaluate.ts';
import { loadRegexEngine } from '../../../domain/automation/conditions/regex.ts';
import { compileList } from '../../../domain/automation/enrichment/enrich.ts';
import { byWeight, type CompiledRule, compileRule, type Rule, type RuleEvent } from '../../../domain/automation/rules/rule.ts';
import { RULE_EVENTS } from '../../../domain/automation/rules/rule-events.ts';
import type { MessageView } from '../../../domain/automation/ticket-view.ts';
import type { ListSet, PolicySet } from '../../../domain/policy/configuration.ts';
import { type PolicyParts, policyOf } from '../../../domain/policy/open-policies.ts';
import { type CompiledQueue, compileQueue } from '../../../domain/support/queues/queue.ts';
import { applyEffect } from '../../../domain/support/tickets/effects.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import { fold } from '../../../domain/text/fold.ts';
import { anyCondition, anyMessage, anyTicket, queueCondition, ticketChange, WORDS } from '../automation/conditions/random-conditions.ts';
import { ticketOf } from '../support/queues/world.ts';

beforeAll(loadRegexEngine);

const at = '2026-11-20T10:00:00.000Z';
const AMPLE = 1_000_000_000;
const moment = { now: Date.parse('2026-11-20T12:00:00Z'), closedAfterMs: 60_000 };
const preview = (ticket: Ticket, effect: Effect): Ticket => applyEffect(ticket, effect, moment);
const queueOver = (condition: Condition, n: number): CompiledQueue =>
  compileQueue({ id: `q${n}`, name: 'q', priority: n, condition, visibleTo: { teamIds: [], agentIds: [] }, createdAt: at, updatedAt: at });
const ruleOf = (n: number, change: Partial<Rule>): Rule => ({
  id: `r${n}`,
  name: 'r',
  event: 'message.received',
  weight: n,
  stop: false,
  enabled: true,
  condition: { all: [] },
  actions: [],
  createdAt: at,
  updatedAt: at,
  ...change,
});
const partsOf = ({ lists = [], ...change }: Partial<PolicySet & ListSet>): PolicyParts => ({
  policy: { tenantId: 't', generation: 5, queuesGeneration: 3, tenantSince: at, queues: [], pastQueues: [], rules: [], ...change },
  directory: { origins: new Map(), agents: new Map(), teams: new Map() },
  lists: { lists },
});

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom(...WORDS.filter((word) => word !== '')).map((word): Action => ({ type: 'tag', add: [word] })),
  fc.constantFrom<Action>(
    { type: 'set', field: 'priority', value: 'urgent' },
    { type: 'set', field: 'topic', value: 'refund' },
    { type: 'set', field: 'customFields.tier', value: 2 },
    { type: 'set', field: 'status', value: 'solved' },
    { type: 'tag', remove: ['vip'] },
    { type: 'assign', agentId: 'ann' },
    { type: 'note', text: 'x' },
  ),
);
const anyRules = fc
  .array(
    fc.record({
      condition: anyCondition,
      event: fc.constantFrom<RuleEvent>(...RULE_EVENTS),
      weight: fc.integer({ min: 0, max: 3 }),
      stop: fc.boolean(),
      enabled: fc.boolean(),
      actions: fc.array(anyAction, { maxLength: 2 }),
    }),
    { maxLength: 12 },
  )
  .map((rules) => rules.map((rule, n) => compileRule(ruleOf(n, rule))).sort(byWeight));

/** Every rule of the event, one after another, as the index must answer too. */
const fullRun = (rules: readonly CompiledRule[], event: RuleEvent, given: Ticket, message: MessageView | null): { effects: Effect[]; matched: string[] } => {
  let ticket = given;
  const effects: Effect[] = [];
  const matched: string[] = [];
  for (const rule of rules) {
    if (!rule.enabled || rule.event !== event || !rule.matches({ ticket, message: message ?? ticket.lastMessage, effort: effortOf(AMPLE) })) continue;
    matched.push(rule.id);
    for (const action of rule.actions) {
      const effect = ACTIONS.plan(action, { ticket, ruleId: rule.id, membersOf: () => [] });
      if (!effect) continue;
      effects.push(effect);
      ticket = preview(ticket, effect);
    }
    if (rule.stop) break;
  }
  return { effects, matched };
};

describe('evaluating what can hold', () => {
  it('runs the same rules with the same effects as evaluating every rule, after what lists have set', () => {
    const entries = fc.array(
      fc.constantFrom('refund', 'vip', 'STRASSE', 'a').map((value) => ({ value, set: { tags: [value], topic: value } })),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(
        anyRules,
        entries,
        fc.constantFrom(...RULE_EVENTS),
        anyTicket,
        fc.option(anyMessage, { nil: null }),
        (rules, values, event, ticket, message) => {
          const list = compileList({ id: 'l', name: 'l', key: 'message.text', match: 'contains', entries: values, createdAt: at, updatedAt: at });
          const policy = policyOf({}, partsOf({ rules, lists: [list] }));
          const effects = message ? policy.enrich(ticket, message) : [];
          const wanted = message?.text ? values.find(({ value }) => fold(String(message.text)).includes(fold(value))) : undefined;
          expect(effects.flatMap((effect) => (effect.type === 'tag' ? effect.add : []))).toEqual(wanted?.set.tags ?? []);
          const enriched = effects.reduce(preview, ticket);
          expect(policy.runRules(event, enriched, message, { depth: 0, preview })).toMatchObject(fullRun(rules, event, enriched, message));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('keeps a ticket in the same queues as evaluating every queue, over any series of changes', () => {
    fc.assert(
      fc.property(fc.array(queueCondition, { maxLength: 12 }), anyTicket, fc.array(ticketChange, { maxLength: 5 }), (conditions, first, changes) => {
        const policy = policyOf({}, partsOf({ queues: conditions.map(queueOver) }));
        let before: Ticket | null = null;
        for (const change of [{}, ...changes]) {
          const ticket: Ticket = { ...(before ?? first), ...change };
          const full = conditions.flatMap((condition, n) =>
            compileCondition(condition)({ ticket, message: ticket.lastMessage, effort: effortOf(AMPLE) }) ? [`q${n}`] : [],
          );
          const queueIds: readonly string[] = policy.queueIds(ticket, before);
          expect(queueIds).toEqual(full);
          before = { ...ticket, queueIds, generation: policy.generation };
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('evaluates every queue for a ticket that was evaluated by older queues, or by a configuration that this process has not seen', () => {
    const policy = policyOf({}, partsOf({ queues: [queueOver({ field: 'topic', op: 'eq', value: 'x' }, 0)] }));
    const wrong = (generation: number): Ticket => ticketOf(1, 1, { generation, topic: 'x', queueIds: ['gone'] });
    expect([2, 3, 5, 6].map((generation) => policy.queueIds(wrong(generation), wrong(generation)))).toEqual([['q0'], [], [], ['q0']]);
  });
});

describe('what one message evaluates', () => {
  /** 1,000 rules on other events, 1,000 on other values and fields; 500 queues that do not match. */
  const large = () => {
    let evaluated = 0;
    const counting = <T extends { readonly matches: CompiledRule['matches'] }>(compiled: T): T => ({
      ...compiled,
      matches: (snapshot) => {
        evaluated += 1;
        return compiled.matches(snapshot);
      },
    });
    const word = (n: number): Condition =>
      [
        { field: 'tags', op: 'contains', value: `tag-${n}` } as const,
        {
          all: [
            { field: 'origin.channel', op: 'eq', value: 'api' },
            { field: 'topic', op: 'eq', value: `topic-${n}` },
          ],
        } as const,
        { field: 'author.id', op: 'in', value: [`author-${n}`, `other-${n}`] } as const,
        {
          all: [
            { field: 'status', op: 'ne', value: 'closed' },
            { field: `customFields.field-${n}`, op: 'gte', value: 1 },
          ],
        } as const,
      ][n % 4] as Condition;
    const rules = Array.from({ length: 2_000 }, (_, n) =>
      counting(compileRule(ruleOf(n, { event: (['message.received', 'ticket.updated'] as const)[n % 2] ?? 'timer', condition: word(n >> 1) }))),
    );
    const queues = Array.from({ length: 500 }, (_, n) => counting(queueOver(word(n), n)));
    const policy = policyOf({}, partsOf({ rules, queues }));
    const taken = (act: () => unknown): number => {
      evaluated = 0;
      act();
      return evaluated;
    };
    return { policy, taken };
  };
  const message = { text: 'where is my parcel?' };
  const lastMessage = { number: 2, kind: 'customer', text: 'where is my parcel?', createdAt: at };

  it('is nothing of 2,000 rules and 500 queues that ask for something else; it was 1,500', () => {
    const { policy, taken } = large();
    const ticket = ticketOf(1, 1, { topic: 'parcels', tags: ['a', 'b'], customFields: { city: 'Rome' }, generation: 5 });
    expect(taken(() => policy.runRules('message.received', ticket, message, { depth: 0, preview }))).toBe(0);
    expect(taken(() => policy.queueIds(ticket, null))).toBe(0);
    expect(taken(() => policy.queueIds({ ...ticket, lastMessage, visibleMessageCount: 2 }, ticket))).toBe(0);
  });

  it('is only what asks for what is there, and of queues only what asks for what has changed', () => {
    const { policy, taken } = large();
    const ticket = ticketOf(1, 1, { topic: 'Topic-9', tags: ['tag-4', 'TAG-8'], generation: 5 });
    expect(taken(() => policy.runRules('message.received', ticket, message, { depth: 0, preview }))).toBe(3);
    const queueIds = policy.queueIds(ticket, null);
    expect(queueIds).toEqual(['q4', 'q8', 'q9']);
    const before = { ...ticket, queueIds };
    expect(taken(() => policy.queueIds({ ...before, lastMessage }, before))).toBe(0);
    expect(taken(() => policy.queueIds({ ...before, topic: 'topic-13' }, before))).toBe(1);
  });
});
