import { describe, expect, it } from 'vitest';
import { changeRule } from '../../../../domain/automation/rules/commands.ts';
import type { RuleDraft } from '../../../../domain/automation/rules/rule-schema.ts';
import { importRules } from '../../../../domain/automation/rules/transfer.ts';
import { configurationKey, tenantKey } from '../../../../domain/configuration/keys.ts';
import { TENANT } from '../../support/inbound/events.ts';
import { admin, draft, ruleWorld } from './rule-world.ts';

const people = { agents: { ann: {} }, teams: ['red'] };
const leaf = (field: string, op: string, value: unknown) => ({ field, op, value }) as RuleDraft['condition'];

describe('what a rule names and the tenant does not have', () => {
  it.each<[string, Partial<RuleDraft>, string, string]>([
    ['an agent', { actions: [{ type: 'assign', agentId: 'x' }] }, 'actions.0.agentId', 'unknown agent'],
    ['a team', { actions: [{ type: 'assign', teamId: 'x', strategy: 'skill' }] }, 'actions.0.teamId', 'unknown team'],
    ['a team to ask', { actions: [{ type: 'escalate', target: { teamId: 'x' }, text: 'help' }] }, 'actions.0.target.teamId', 'unknown team'],
    ['an agent in a condition', { condition: leaf('owner.agentId', 'eq', 'x') }, 'condition.value', 'unknown agent'],
    ['one team of two', { condition: { all: [leaf('owner.teamId', 'in', ['red', 'x'])] } }, 'condition.all.0.value', 'unknown team'],
    ['a queue', { condition: { not: leaf('queueIds', 'contains', 'x') } }, 'condition.not.value', 'unknown queue'],
    ['an origin', { condition: leaf('origin.id', 'ne', 'x') }, 'condition.value', 'unknown origin'],
    ['a path', { condition: leaf('priorty', 'eq', 'x') }, 'condition.field', 'priorty is not a field of a ticket or message'],
    ['skills without a strategy', { actions: [{ type: 'assign', teamId: 'red', skills: ['a'] }] }, 'actions.0.skills', 'needs a strategy'],
  ])('%s is refused with its place, and nothing is saved', async (_, given, path, message) => {
    const { ruled, table, deps } = await ruleWorld(people);
    await expect(ruled(given)).rejects.toMatchObject({ code: 'unprocessable', errors: [{ path, message }] });
    await expect(importRules(deps, admin, [draft(), draft(given)], false)).rejects.toMatchObject({
      errors: [{ path: `/rules/1/${path.replaceAll('.', '/')}`, message }],
    });
    expect(table.all().filter(({ sk }) => sk.startsWith('RULE#'))).toEqual([]);
  });

  it('is found where it is; a rule whose queue is gone can still be renamed', async () => {
    const { ruled, table, deps } = await ruleWorld(people);
    await table.write({ op: 'put', item: { ...configurationKey(TENANT, 'QUEUE', 'q1'), id: 'q1', condition: { all: [] } } });
    const { id } = await ruled({
      condition: { any: [leaf('queueIds', 'contains', 'q1'), leaf('owner.agentId', 'eq', 'ann'), leaf('owner.teamId', 'exists', true)] },
    });
    await table.write({ op: 'delete', key: configurationKey(TENANT, 'QUEUE', 'q1') });
    expect(await changeRule(deps, admin, id, { name: 'renamed' })).toMatchObject({ name: 'renamed' });
  });

  it('goes after the rule was saved: the action is skipped with its reason in the log, and the others go on', async () => {
    const { table, ruled, receive, ticket, log } = await ruleWorld(people);
    const { id } = await ruled({
      actions: [
        { type: 'assign', agentId: 'ann' },
        { type: 'tag', add: ['seen'] },
        { type: 'escalate', target: { teamId: 'red' }, text: 'help' },
      ],
    });
    const other = await ruled({
      weight: 2,
      condition: leaf('owner.teamId', 'exists', false),
      actions: [{ type: 'assign', teamId: 'red', strategy: 'round_robin' }],
    });
    for (const [kind, name] of [
      ['AGENT', 'ann'],
      ['TEAM', 'red'],
    ] as const)
      await table.write({ op: 'delete', key: configurationKey(TENANT, kind, name) });
    await table.write({ op: 'update', key: tenantKey(TENANT), add: { directoryGeneration: 1 } });
    await receive();
    expect(await ticket()).toMatchObject({ owner: { agentId: null, teamId: null }, tags: ['seen'], escalations: null });
    const byRules = (await log()).filter(({ by }) => by.type === 'rule');
    expect(byRules.map(({ by, refused }) => [by.id, refused?.code])).toEqual([
      [id, 'unknown_team'],
      [other.id, 'unknown_team'],
    ]);
  });
});
