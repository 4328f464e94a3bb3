import { describe, expect, it } from 'vitest';
import { circlesOf } from '../../../../domain/automation/rules/circles.ts';
import { changeRule } from '../../../../domain/automation/rules/commands.ts';
import type { RuleDraft } from '../../../../domain/automation/rules/rule-schema.ts';
import { importRules } from '../../../../domain/automation/rules/transfer.ts';
import { admin, draft, ruleWorld } from './rule-world.ts';

type Condition = RuleDraft['condition'];
const tagged = (tag: string): Condition => ({ field: 'tags', op: 'contains', value: tag }) as Condition;
const is = (field: string, value: string, op = 'eq'): Condition => ({ field, op, value: op === 'in' ? [value] : value }) as Condition;
const tag = (add: string, remove?: string) => ({ type: 'tag' as const, add: [add], ...(remove ? { remove: [remove] } : {}) });
const rule = (id: string, condition: Condition, action: RuleDraft['actions'][number], given: Partial<RuleDraft> = {}) => ({
  ...draft({ name: id, condition, actions: [action], ...given }),
  id,
});
const found = (...rules: ReturnType<typeof rule>[]): string[][] => circlesOf(rules).map((circle) => circle.map(({ id }) => id));

describe('rules that set each other off', () => {
  it.each<[string, ReturnType<typeof rule>[], string[][]]>([
    ['by tags, whatever their case', [rule('a', tagged('X'), tag('y')), rule('b', tagged('y'), tag('x'))], [['a', 'b']]],
    [
      'by fields',
      [
        rule('a', is('topic', 't'), { type: 'set', field: 'priority', value: 'high' }),
        rule('b', { all: [is('priority', 'high', 'in')] }, { type: 'set', field: 'topic', value: 't' }),
      ],
      [['a', 'b']],
    ],
    [
      'by owners',
      [rule('a', is('owner.agentId', 'ann'), { type: 'assign', teamId: 'red' }), rule('b', is('owner.teamId', 'red'), { type: 'assign', agentId: 'ann' })],
      [['a', 'b']],
    ],
    [
      'three of them, beside others',
      [rule('a', tagged('1'), tag('2')), rule('b', tagged('2'), tag('3')), rule('z', tagged('3'), tag('4')), rule('c', tagged('3'), tag('1'))],
      [['a', 'b', 'c']],
    ],
    [
      'two circles',
      [rule('a', tagged('1'), tag('2')), rule('b', tagged('2'), tag('1')), rule('c', tagged('3'), tag('4')), rule('d', tagged('4'), tag('3'))],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['not one that waits for what it gives itself', [rule('a', tagged('x'), tag('x'))], []],
    ['not a chain', [rule('a', tagged('1'), tag('2')), rule('b', tagged('2'), tag('3'))], []],
    ['not across events', [rule('a', tagged('x'), tag('y')), rule('b', tagged('y'), tag('x'), { event: 'ticket.updated' })], []],
    ['not disabled ones', [rule('a', tagged('x'), tag('y')), rule('b', tagged('y'), tag('x'), { enabled: false })], []],
    ['not where it is one way of several', [rule('a', { any: [tagged('x'), tagged('z')] }, tag('y')), rule('b', tagged('y'), tag('x'))], []],
    ['not by a note', [rule('a', tagged('x'), { type: 'note', text: 'y' }), rule('b', tagged('y'), { type: 'tag', remove: ['x'] })], []],
  ])('are found: %s', (_, rules, wanted) => expect(found(...rules)).toEqual(wanted));

  const pair = async () => {
    const world = await ruleWorld();
    const first = await world.ruled({ name: 'Ping', condition: tagged('ping'), actions: [tag('pong', 'ping')] });
    const second = await world.ruled({ name: 'Pong', weight: 2, condition: tagged('pong'), actions: [tag('ping', 'pong')] });
    return { ...world, first, second };
  };

  it('are saved with a warning that names them, by each way of saving', async () => {
    const { first, second, deps } = await pair();
    expect(first).not.toHaveProperty('warnings');
    const rules = [
      { id: first.id, name: 'Ping' },
      { id: second.id, name: 'Pong' },
    ];
    const warnings = [{ code: 'circular_rules', message: expect.stringContaining('“Ping”, “Pong”') as string, rules }];
    expect(second).toMatchObject({ warnings });
    expect(await changeRule(deps, admin, first.id, { weight: 5, enabled: true })).toMatchObject({ warnings: [{ rules: rules.toReversed() }] });
    expect(await changeRule(deps, admin, first.id, { name: 'Ping' })).not.toHaveProperty('warnings');
    expect(await changeRule(deps, admin, first.id, { enabled: false })).not.toHaveProperty('warnings');
    expect(
      await importRules(deps, admin, [{ id: first.id, ...draft({ name: 'Ping', condition: tagged('ping'), actions: [tag('pong')] }) }], true),
    ).toMatchObject({
      dryRun: true,
      warnings,
    });
  });

  it('run once for an event, and the log says which would begin again', async () => {
    const { first, second, receive, patch, ticket, log } = await pair();
    await receive();
    await patch({ tags: ['ping'] });
    await receive('again');
    expect((await ticket()).tags).toEqual(['ping']);
    const byRules = (await log()).filter(({ by }) => by.type === 'rule');
    expect(byRules.map(({ by, changes, refused }) => [by.id, changes.map(({ to }) => to), refused?.code])).toEqual([
      [first.id, [], 'loop'],
      [first.id, [['pong']], undefined],
      [second.id, [['ping']], undefined],
    ]);
  });

  it('leave no such line where nothing moves', async () => {
    const { ruled, receive, patch, log } = await ruleWorld();
    await ruled({ condition: tagged('a'), actions: [tag('b')] });
    await ruled({ condition: tagged('b'), actions: [tag('a')] });
    await receive();
    await patch({ tags: ['a', 'b'] });
    await receive('again');
    expect((await log()).filter(({ refused }) => refused)).toEqual([]);
  });
});
