import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAction, type Outside, type TicketChanges } from '../../../../domain/automation/actions/action.ts';
import { type Action, actionRegistry, BUILT_IN, type Effect } from '../../../../domain/automation/actions/registry.ts';
import { createComponents } from '../../../../functions/api/openapi/json-schema.ts';
import { ticketOf } from '../../support/queues/world.ts';

const outside: Outside = { refusalOf: () => null, longestReplyOf: () => Number.POSITIVE_INFINITY };
const saving = { path: 'actions.0', condition: { all: [] }, outside };
const planning = { ticket: ticketOf(1, 1, { topic: 'refund' }), ruleId: 'r1', membersOf: () => [] };

/** Remembers what an effect asks for. */
const recording = () => {
  const asked: unknown[][] = [];
  const record =
    (name: string) =>
    (...given: unknown[]) =>
      void asked.push([name, ...given]);
  const names = ['set', 'tag', 'assign', 'note', 'reply', 'call', 'escalate', 'start'] as const;
  return { asked, changes: Object.fromEntries(names.map((name) => [name, record(name)])) as unknown as TicketChanges };
};

/** An action that is nowhere but here: it repeats the topic in capitals. */
const shout = defineAction({
  type: 'shout',
  schema: (zod) => zod.strictObject({ type: zod.literal('shout'), times: zod.number().int().min(1).max(3).describe('How often to shout.') }),
  validate: ({ times }, { path }) => (times === 2 ? { errors: [{ path: `${path}.times`, message: 'not twice' }] } : {}),
  plan: ({ times }, { ticket, ruleId }) => (ticket.topic === null ? null : { type: 'shout' as const, ruleId, words: ticket.topic.toUpperCase().repeat(times) }),
  writes: 2,
  apply: ({ words }, changes) => changes.note(words),
});

describe('an action that is added: one object in the registry', () => {
  const registry = actionRegistry([...BUILT_IN, shout]);
  const action = { type: 'shout', times: 3 } as unknown as Action;
  const effect = { type: 'shout', ruleId: 'r1', words: 'REFUNDREFUNDREFUND' } as unknown as Effect;

  it('is in the schema, beside the others', () => {
    const schema = registry.schema(z);
    expect(schema.safeParse(action).success).toBe(true);
    expect(schema.safeParse({ type: 'shout', times: 4 }).success).toBe(false);
    expect(schema.safeParse({ type: 'note', text: 'x' }).success).toBe(true);
    expect(actionRegistry(BUILT_IN).schema(z).safeParse(action).success).toBe(false);
  });

  it('is validated, planned and applied', () => {
    expect(registry.validate(action, saving)).toEqual({});
    expect(registry.validate({ type: 'shout', times: 2 } as unknown as Action, saving)).toEqual({
      errors: [{ path: 'actions.0.times', message: 'not twice' }],
    });
    expect(registry.plan(action, planning)).toEqual(effect);
    expect(registry.plan(action, { ...planning, ticket: ticketOf(1, 1) })).toBeNull();
    expect(registry.writesOf(effect)).toBe(2);
    const { asked, changes } = recording();
    registry.apply(effect, changes);
    expect(asked).toEqual([['note', 'REFUNDREFUNDREFUND']]);
  });

  it('is in the API’s document with its descriptions', () => {
    const { describe: describeSchema, schemas } = createComponents();
    describeSchema(z.strictObject({ actions: z.array(registry.schema(z).meta({ id: 'AnyAction' })) }), 'input', 'Rule');
    const alternatives = schemas['AnyAction']?.['oneOf'] as { properties: Record<string, { const?: string; description?: string }> }[];
    expect(alternatives.map(({ properties }) => properties['type']?.const)).toEqual(['assign', 'set', 'tag', 'reply', 'note', 'escalate', 'webhook', 'shout']);
    expect(alternatives.at(-1)?.properties['times']?.description).toBe('How often to shout.');
  });
});

describe('the registry', () => {
  it('names every file of actions/ that defines one, and nothing else', () => {
    const shared = ['action', 'bounds', 'registry', 'strategies', 'text-limit', 'zod-parts'];
    const files = readdirSync('domain/automation/actions').map((name) => name.replace(/\.ts$/, ''));
    const types = (BUILT_IN as readonly { readonly type: string }[]).map(({ type }) => type);
    expect(files.filter((name) => !shared.includes(name)).sort()).toEqual([...types].sort());
  });

  it('passes over an action of a version that it does not know', () => {
    const registry = actionRegistry(BUILT_IN);
    const unknown = { type: 'later', text: 'x' } as unknown as Action;
    const { asked, changes } = recording();
    expect([registry.plan(unknown, planning), registry.validate(unknown, saving)]).toEqual([null, {}]);
    expect(registry.writesOf({ type: 'later' })).toBe(0);
    registry.apply({ type: 'later' }, changes);
    expect(asked).toEqual([]);
    expect(() => actionRegistry([]).schema(z)).toThrow('rules need at least one action');
  });

  it('asks for a command only where an agent is to be chosen, and for an escalation whomever it asks', () => {
    const registry = actionRegistry(BUILT_IN);
    const applied = (action: Action, membersOf: () => readonly string[] = () => ['ann']): unknown[][] => {
      const { asked, changes } = recording();
      const effect = registry.plan(action, { ...planning, membersOf });
      if (effect) registry.apply(effect, changes);
      return asked;
    };
    expect(applied({ type: 'assign', teamId: 'red', strategy: 'round_robin' })).toEqual([
      ['assign', { agentId: null, teamId: 'red' }],
      ['start', { command: 'assign', teamId: 'red', strategy: 'round_robin', ruleId: 'r1' }],
    ]);
    expect(applied({ type: 'assign', agentId: 'ann' })).toEqual([['assign', { agentId: 'ann', teamId: null }]]);
    expect(applied({ type: 'escalate', target: { email: 'a@b.example' }, text: 'help' })).toEqual([
      ['escalate', { target: { email: 'a@b.example' }, text: 'help', dueAt: null }],
    ]);
    expect(applied({ type: 'escalate', target: { url: 'https://x.example' }, text: 'help', dueAt: '2026-12-01T00:00:00Z' })).toEqual([
      ['escalate', { target: { url: 'https://x.example' }, text: 'help', dueAt: '2026-12-01T00:00:00Z' }],
    ]);
  });
});
