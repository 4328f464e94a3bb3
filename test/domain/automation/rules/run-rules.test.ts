import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRegexEngine } from '../../../../domain/automation/conditions/regex.ts';
import { type Action, byWeight, compileRule, type Rule, type RuleEvent } from '../../../../domain/automation/rules/rule.ts';
import { MAX_DEPTH, runRules } from '../../../../domain/automation/rules/run-rules.ts';
import { type Message, newMessage } from '../../../../domain/messages/message.ts';
import type { Ticket } from '../../../../domain/tickets/ticket.ts';
import { ticketOf } from '../../queues/world.ts';

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
  readonly pick?: (teamId: string, strategy: string, present: string | null) => string | null;
}
const run = (rules: readonly Rule[], { ticket = {}, event = 'message.received', depth = 0, pick = () => 'picked' }: Options = {}) =>
  runRules(
    [...rules].sort(byWeight).map(compileRule),
    event,
    { ticket: ticketOf(1, 1, ticket), message },
    {
      depth,
      generation: 7,
      moment: { now: Date.parse('2026-11-20T12:00:00Z'), closedAfterMs: 60_000 },
      pickAgent: async (teamId, strategy, present) => pick(teamId, strategy, present),
    },
  );

const tag = (...add: string[]): Action => ({ type: 'tag', add });

describe('a run', () => {
  it('goes by weight, then by id, and only over enabled rules of the event whose condition holds', async () => {
    const { matched, log } = await run([
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

  it('ends with a rule that stops, if it matched', async () => {
    const { matched, log } = await run([
      rule('a', { weight: 1, stop: true, condition: { any: [] } }),
      rule('b', { weight: 2, stop: true }),
      rule('c', { weight: 3 }),
    ]);
    expect(matched).toEqual(['b']);
    expect(log.stoppedBy).toBe('b');
  });

  it('lets later rules see what earlier ones did', async () => {
    const { matched, effects } = await run([
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

  it('says what to post, escalate and call, without doing it', async () => {
    const { effects } = await run([
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
      { type: 'escalate', ruleId: '1', action: { target: { teamId: 't' }, text: 'Help', dueAt: '2026-12-01T00:00:00Z' } },
      { type: 'webhook', ruleId: '1', action: { url: 'https://hooks.example/x' } },
    ]);
  });

  it('runs nothing beyond the depth at which rules only chase each other', async () => {
    expect((await run([rule('1')], { depth: MAX_DEPTH - 1 })).matched).toEqual(['1']);
    const { matched, log } = await run([rule('1')], { depth: MAX_DEPTH });
    expect(matched).toEqual([]);
    expect(log.guarded).toBe(true);
  });

  it('fails as a whole when an agent cannot be picked, so that the message is tried again', async () => {
    const pick = (): string => {
      throw new Error('table away');
    };
    await expect(run([rule('1', { actions: [{ type: 'assign', teamId: 't', strategy: 'round_robin' }] })], { pick })).rejects.toThrow('table away');
  });

  it('gives the same for the same input', async () => {
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
    await fc.assert(
      fc.asyncProperty(rules, async (some) => {
        const distinct = [...new Map(some.map((one) => [one.id, rule(one.id, one)])).values()];
        expect(await run(distinct)).toEqual(await run([...distinct].reverse()));
      }),
    );
  });
});

describe('an assignment', () => {
  const assigned = async (action: Action, options: Options = {}) => (await run([rule('1', { actions: [action] })], options)).effects;

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
      'by strategy picks from the team',
      { type: 'assign', teamId: 't1', strategy: 'round_robin' },
      { agentId: null, teamId: null },
      [{ type: 'assign', agentId: 'picked', teamId: 't1' }],
    ],
    ['to nobody does nothing', { type: 'assign' }, { agentId: 'bob', teamId: 't1' }, []],
  ])('%s', async (_, action, owner, expected) => {
    expect(await assigned(action, { ticket: { owner } })).toEqual(expected);
  });

  it('tells the strategy who has the ticket now', async () => {
    const asked: unknown[] = [];
    await assigned(
      { type: 'assign', teamId: 't1', strategy: 'least_loaded' },
      { ticket: { owner: { agentId: 'bob', teamId: null } }, pick: (...given) => (asked.push(given), null) },
    );
    expect(asked).toEqual([['t1', 'least_loaded', 'bob']]);
  });
});
