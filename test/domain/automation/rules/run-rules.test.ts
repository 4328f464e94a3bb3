import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRegexEngine } from '../../../../domain/automation/conditions/regex.ts';
import { MAX_DEPTH } from '../../../../domain/automation/outgoing-budget.ts';
import { type Action, byWeight, compileRule, type Rule, type RuleEvent } from '../../../../domain/automation/rules/rule.ts';
import { runRules } from '../../../../domain/automation/rules/run-rules.ts';
import { type Message, newMessage } from '../../../../domain/support/messages/message.ts';
import { applyEffect } from '../../../../domain/support/tickets/effects.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { ticketOf } from '../../support/queues/world.ts';

beforeAll(loadRegexEngine);

const rule = (id: string, change: Partial<Rule> = {}): Rule => ({
  id,
  name: id,
  event: 'message.received',
  weight: 100,
  stop: false,
  enabled: true,
  condition: { all: [] },
  actions: [],
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  ...change,
});
const message: Message = {
  ...newMessage({
    kind: 'customer',
    author: { type: 'customer', id: 'u', name: null, handle: null },
    createdAt: '2026-11-20T10:00:00.000Z',
    text: 'I want a REFUND',
  }),
  number: 1,
  revision: 1,
};

interface Options {
  readonly ticket?: Partial<Ticket>;
  readonly event?: RuleEvent;
  readonly depth?: number;
  /** Of every team. */
  readonly members?: readonly string[];
}
const run = (rules: readonly Rule[], { ticket: change = {}, event = 'message.received', depth = 0, members = ['ann'] }: Options = {}) =>
  runRules(
    [...rules].sort(byWeight).map(compileRule),
    event,
    { ticket: ticketOf(1, 1, change), message },
    {
      depth,
      generation: 7,
      preview: (ticket, effect) => applyEffect(ticket, effect, { now: Date.parse('2026-11-20T12:00:00Z'), closedAfterMs: 60_000 }),
      membersOf: () => members,
    },
  );

const tag = (...add: string[]): Action => ({ type: 'tag', add });

describe('a run', () => {
  it('goes by weight, then by id, and only over enabled rules of the event whose condition holds', () => {
    const { matched, log } = run([
      rule('late', { weight: 9 }),
      rule('b', { weight: 1 }),
      rule('a', { weight: 1 }),
      rule('off', { enabled: false }),
      rule('other', { event: 'ticket.created' }),
      rule('false', { condition: { any: [] } }),
      rule('text', { weight: 10, condition: { field: 'message.text', op: 'matches', value: '\\brefund$' } }),
    ]);
    expect(matched).toEqual(['a', 'b', 'late', 'text']);
    expect(log).toEqual({ event: 'message.received', generation: 7, depth: 0, matched, stoppedBy: null, guarded: false });
  });

  it('ends with a rule that stops, if it matched', () => {
    const { matched, log } = run([
      rule('a', { weight: 1, stop: true, condition: { any: [] } }),
      rule('b', { weight: 2, stop: true }),
      rule('c', { weight: 3 }),
    ]);
    expect(matched).toEqual(['b']);
    expect(log.stoppedBy).toBe('b');
  });

  it('lets later rules see what earlier ones did', () => {
    const { matched, effects } = run([
      rule('1', {
        weight: 1,
        actions: [{ type: 'set', field: 'priority', value: 'urgent' }, tag('vip'), { type: 'set', field: 'customFields.tier', value: 3 }],
      }),
      rule('2', {
        weight: 2,
        condition: {
          all: [
            { field: 'priority', op: 'gte', value: 'high' },
            { field: 'tags', op: 'contains', value: 'VIP' },
            { field: 'customFields.tier', op: 'gt', value: 2 },
          ],
        },
        actions: [{ type: 'assign', agentId: 'ann' }],
      }),
      rule('3', { weight: 3, condition: { field: 'status', op: 'eq', value: 'working' }, actions: [{ type: 'tag', remove: ['vip'] }] }),
      rule('4', { weight: 4, condition: { field: 'tags', op: 'exists' }, actions: [tag('never')] }),
    ]);
    expect(matched).toEqual(['1', '2', '3']);
    expect(effects).toEqual([
      { type: 'set', field: 'priority', value: 'urgent' },
      { type: 'tag', add: ['vip'], remove: [] },
      { type: 'set', field: 'customFields.tier', value: 3 },
      { type: 'assign', agentId: 'ann', teamId: null },
      { type: 'tag', add: [], remove: ['vip'] },
    ]);
  });

  it('says what to post, escalate and call, without doing it', () => {
    const { effects } = run([
      rule('1', {
        actions: [
          { type: 'reply', text: 'Thanks' },
          { type: 'note', text: 'Look' },
          { type: 'escalate', target: { teamId: 't' }, text: 'Help', dueAt: '2026-12-01T00:00:00Z' },
          { type: 'webhook', url: 'https://hooks.example/x' },
        ],
      }),
    ]);
    expect(effects).toEqual([
      { type: 'reply', text: 'Thanks', ruleId: '1' },
      { type: 'note', text: 'Look', ruleId: '1' },
      { type: 'escalate', ruleId: '1', target: { teamId: 't' }, text: 'Help', dueAt: '2026-12-01T00:00:00Z' },
      { type: 'webhook', ruleId: '1', action: { url: 'https://hooks.example/x' } },
    ]);
  });

  it('runs nothing beyond the depth at which rules only chase each other', () => {
    expect(run([rule('1')], { depth: MAX_DEPTH - 1 }).matched).toEqual(['1']);
    const { matched, log } = run([rule('1')], { depth: MAX_DEPTH });
    expect(matched).toEqual([]);
    expect(log.guarded).toBe(true);
  });

  it('gives the same for the same input', () => {
    const rules = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        weight: fc.integer({ min: 0, max: 3 }),
        stop: fc.boolean(),
        enabled: fc.boolean(),
        actions: fc.array(fc.constantFrom<Action>(tag('x'), { type: 'tag', remove: ['x'] }, { type: 'set', field: 'topic', value: 'x' }), { maxLength: 2 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(rules, (some) => {
        const distinct = [...new Map(some.map((one) => [one.id, rule(one.id, one)])).values()];
        expect(run(distinct)).toEqual(run([...distinct].reverse()));
      }),
    );
  });
});

describe('an assignment', () => {
  const assigned = (action: Action, options: Options = {}) => run([rule('1', { actions: [action] })], options).effects;

  it.each<[string, Action, Ticket['owner'], unknown[]]>([
    ['to an agent keeps the team', { type: 'assign', agentId: 'ann' }, { agentId: 'bob', teamId: 't1' }, [{ type: 'assign', agentId: 'ann', teamId: 't1' }]],
    [
      'to an agent and a team',
      { type: 'assign', agentId: 'ann', teamId: 't2' },
      { agentId: null, teamId: null },
      [{ type: 'assign', agentId: 'ann', teamId: 't2' }],
    ],
    [
      'to another team takes it from the agent',
      { type: 'assign', teamId: 't2' },
      { agentId: 'bob', teamId: 't1' },
      [{ type: 'assign', agentId: null, teamId: 't2' }],
    ],
    [
      'to the same team leaves the agent',
      { type: 'assign', teamId: 't1' },
      { agentId: 'bob', teamId: 't1' },
      [{ type: 'assign', agentId: 'bob', teamId: 't1' }],
    ],
    [
      'by strategy gives it to the team, and leaves the choice to a command',
      { type: 'assign', teamId: 't1', strategy: 'round_robin' },
      { agentId: null, teamId: null },
      [{ type: 'assign', agentId: null, teamId: 't1', choose: 'round_robin', ruleId: '1' }],
    ],
    [
      'by strategy takes it from who is not of the team',
      { type: 'assign', teamId: 't1', strategy: 'least_loaded' },
      { agentId: 'bob', teamId: 't1' },
      [{ type: 'assign', agentId: null, teamId: 't1', choose: 'least_loaded', ruleId: '1' }],
    ],
    [
      'by strategy leaves it with who is of the team',
      { type: 'assign', teamId: 't1', strategy: 'least_loaded' },
      { agentId: 'ann', teamId: null },
      [{ type: 'assign', agentId: 'ann', teamId: 't1' }],
    ],
    ['to nobody does nothing', { type: 'assign' }, { agentId: 'bob', teamId: 't1' }, []],
  ])('%s', (_, action, owner, expected) => {
    expect(assigned(action, { ticket: { owner } })).toEqual(expected);
  });

  it('by strategy of a team without agents asks for no choice', () => {
    expect(assigned({ type: 'assign', teamId: 't1', strategy: 'round_robin' }, { members: [] })).toEqual([{ type: 'assign', agentId: null, teamId: 't1' }]);
  });
});
