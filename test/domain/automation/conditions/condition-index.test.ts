import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { changedIndex } from '../../../../domain/automation/conditions/changed-index.ts';
import type { Condition } from '../../../../domain/automation/conditions/condition.ts';
import { conditionIndex } from '../../../../domain/automation/conditions/condition-index.ts';
import { effortOf } from '../../../../domain/automation/conditions/effort.ts';
import { compileCondition } from '../../../../domain/automation/conditions/evaluate.ts';
import { loadRegexEngine } from '../../../../domain/automation/conditions/regex.ts';
import { ticketOf } from '../../support/queues/world.ts';
import { anyCondition, anyMessage, anyTicket, queueCondition, ticketChange } from './random-conditions.ts';

beforeAll(loadRegexEngine);

const AMPLE = 1_000_000_000;
const found = (conditions: readonly Condition[], ticket: object, message: object | null = null, effort = AMPLE): number[] =>
  [...conditionIndex(conditions)({ ticket, message }, effortOf(effort))].flatMap((flag, at) => (flag === 1 ? [at] : []));

describe('the index of conditions', () => {
  it('misses no condition that holds, over every kind of field and message', () => {
    fc.assert(
      fc.property(fc.array(anyCondition, { maxLength: 12 }), anyTicket, fc.option(anyMessage, { nil: null }), (conditions, ticket, message) => {
        const flags = new Set(found(conditions, ticket, message));
        for (const [at, condition] of conditions.entries())
          if (!flags.has(at)) expect([condition, compileCondition(condition)({ ticket, message, effort: effortOf(AMPLE) })]).toEqual([condition, false]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds by value only what asks for that value, in whatever spelling', () => {
    const conditions: Condition[] = ['vip', 'press', 'VIP', 'other'].map((value) => ({ field: 'tags', op: 'contains', value }));
    expect(found(conditions, ticketOf(1, 1, { tags: ['Vip'] }))).toEqual([0, 2]);
    expect(found(conditions, ticketOf(1, 1))).toEqual([]);
  });

  it('chooses the part of an `all` that tells most conditions apart', () => {
    const conditions: Condition[] = Array.from({ length: 100 }, (_, n) => ({
      all: [
        { field: 'status', op: 'in', value: ['created', 'working'] },
        { field: 'topic', op: 'eq', value: `t${n}` },
        { field: 'createdAt', op: 'exists' },
      ],
    }));
    expect(found(conditions, ticketOf(1, 1, { topic: 'T7' }))).toEqual([7]);
  });

  it('looks only at the fields of its own that a ticket has', () => {
    const conditions: Condition[] = Array.from({ length: 100 }, (_, n) => ({ field: `customFields.f${n}`, op: 'gt', value: 0 }));
    expect(found(conditions, ticketOf(1, 1, { customFields: { f3: 1, f5: null, x: 1 } }))).toEqual([3]);
  });

  it('always finds what needs nothing, and never an `any` of nothing', () => {
    const nothing: Condition[] = [
      { all: [] },
      { any: [] },
      { not: { field: 'topic', op: 'eq', value: 'x' } },
      { field: 'topic', op: 'ne', value: 'x' },
      { any: [{ all: [] }] },
    ];
    expect(found(nothing, ticketOf(1, 1))).toEqual([0, 2, 3, 4]);
  });

  it('finds all that asks for a text that is too long to be known', () => {
    const conditions: Condition[] = [
      { field: 'topic', op: 'eq', value: 'x' },
      { field: 'tags', op: 'contains', value: 'x' },
      { field: 'status', op: 'eq', value: 'working' },
    ];
    const ticket = ticketOf(1, 1, { topic: 'ß'.repeat(50), tags: ['ß'.repeat(50)] });
    expect(found(conditions, ticket, null, 10)).toEqual([0, 1]);
    expect(found(conditions, ticket)).toEqual([]);
  });

  it('searches a text for parts where a list is expected', () => {
    expect(found([{ field: 'tags', op: 'contains', value: 'x' }], { tags: 'a text with x in it' })).toEqual([0]);
  });
});

describe('the index of what changes', () => {
  it('misses no condition whose answer differs between two tickets', () => {
    const answer = (condition: Condition, ticket: { lastMessage: object | null }) =>
      compileCondition(condition)({ ticket, message: ticket.lastMessage, effort: effortOf(AMPLE) });
    fc.assert(
      fc.property(fc.array(queueCondition, { maxLength: 12 }), anyTicket, ticketChange, (conditions, before, change) => {
        const after = { ...before, ...change };
        const flags = changedIndex(conditions)(before, after);
        for (const [at, condition] of conditions.entries()) if (flags[at] === 0) expect(answer(condition, after)).toBe(answer(condition, before));
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds by the very path: another custom field is no change, and the newest message is the message', () => {
    const conditions: Condition[] = [
      { field: 'customFields.a', op: 'exists' },
      { field: 'customFields.b', op: 'exists' },
      { field: 'message.text', op: 'eq', value: 'x' },
      { field: 'message', op: 'exists' },
      { field: 'conversationId', op: 'eq', value: 'x' },
    ];
    const lastMessage = { number: 1, kind: 'customer', text: 'x', createdAt: '2026-11-20T10:00:00.000Z' };
    const before = ticketOf(1, 1, { customFields: { a: 1 } });
    const flagsAt = (change: object): number[] => [...changedIndex(conditions)(before, { ...before, ...change })];
    expect(flagsAt({})).toEqual([0, 0, 0, 0, 0]);
    expect(flagsAt({ customFields: { a: 1, b: 1 } })).toEqual([0, 1, 0, 0, 0]);
    expect(flagsAt({ lastMessage })).toEqual([0, 0, 1, 1, 0]);
    expect(flagsAt({ threadId: 'x' })).toEqual([0, 0, 0, 0, 1]);
  });
});
