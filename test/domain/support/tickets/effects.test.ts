import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../domain/automation/policy.ts';
import { applyEffect, assign } from '../../../../domain/support/tickets/effects.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { ticketOf } from '../queues/world.ts';

const moment = { now: Date.parse('2026-11-21T12:00:00Z'), closedAfterMs: 60_000 };
const NOW = '2026-11-21T12:00:00.000Z';
const CLOSES = '2026-11-21T12:01:00.000Z';
const set = (field: string, value: unknown): Effect => ({ type: 'set', field, value });
const after = (effect: Effect, change: Partial<Ticket> = {}): Ticket => applyEffect(ticketOf(1, 1, change), effect, moment);
const resolved = { resolvedAt: NOW, resolutionSeconds: 93_600 };
const waiting = { waitingSince: '2026-11-21T11:00:00.000Z' };

describe('what a rule or a list sets', () => {
  it.each<[string, Effect, Partial<Ticket>, Partial<Ticket>]>([
    ['a priority', set('priority', 'urgent'), {}, { priority: 'urgent' }],
    ['a topic', set('topic', 'refund'), {}, { topic: 'refund' }],
    ['no topic any more', set('topic', null), { topic: 'refund' }, { topic: null }],
    ['a sentiment', set('sentiment', 'angry'), {}, { sentiment: 'angry' }],
    ['one custom field beside the others', set('customFields.tier', 2), { customFields: { a: 1, tier: 1 } }, { customFields: { a: 1, tier: 2 } }],
    ['a custom field away', set('customFields.tier', null), { customFields: { a: 1, tier: 1 } }, { customFields: { a: 1 } }],
    ['several custom fields', set('customFields', { b: 2 }), { customFields: { a: 1 } }, { customFields: { a: 1, b: 2 } }],
    [
      'pending, with its closure: the customer waits no longer',
      set('status', 'pending'),
      waiting,
      { status: 'pending', deadlines: { closure: CLOSES }, waitingSince: null },
    ],
    ['solved, likewise', set('status', 'solved'), waiting, { status: 'solved', deadlines: { closure: CLOSES }, waitingSince: null, ...resolved }],
    ['closed', set('status', 'closed'), waiting, { status: 'closed', closedAt: NOW, waitingSince: null, ...resolved }],
    ['working, where the customer still waits', set('status', 'working'), waiting, { status: 'working', ...waiting }],
    ['tags, each once', { type: 'tag', add: ['a', 'b', 'b'], remove: [] }, { tags: ['a'] }, { tags: ['a', 'b'] }],
    ['tags away, also those it adds', { type: 'tag', add: ['c'], remove: ['a', 'c'] }, { tags: ['a', 'b'] }, { tags: ['b'] }],
  ])('is %s', (_, effect, before, expected) => {
    expect(after(effect, before)).toEqual(ticketOf(1, 1, { ...before, ...expected }));
  });

  it.each<[string, Effect]>([
    ['created', set('status', 'created')],
    ['followup, which needs a time', set('status', 'followup')],
    ['a status that does not exist', set('status', 'gone')],
    ['a priority that does not exist', set('priority', 'huge')],
    ['a topic that is no text', set('topic', 7)],
    ['custom fields that are none', set('customFields', 'x')],
    ['no custom fields', set('customFields', null)],
    ['a field that no rule may set', set('sequence', 7)],
    ['what is the caller’s to do', { type: 'note', text: 'x', ruleId: 'r' }],
  ])('changes nothing when it is %s', (_, effect) => {
    expect(after(effect)).toEqual(ticketOf(1, 1));
  });

  it('changes nothing about a closed ticket', () => {
    for (const effect of [set('priority', 'urgent'), set('status', 'working'), { type: 'assign', agentId: 'ann', teamId: null } as const])
      expect(after(effect, { status: 'closed' })).toEqual(ticketOf(1, 1, { status: 'closed' }));
  });
});

describe('assigning', () => {
  const owned = { owner: { agentId: 'ann', teamId: 'red' }, assignedAt: '2026-11-20T10:00:00.000Z', status: 'working' as const };

  it.each<[string, Partial<Ticket>, Parameters<typeof assign>[1], Partial<Ticket>]>([
    ['an agent is work', {}, { agentId: 'ann' }, { owner: { agentId: 'ann', teamId: null }, status: 'working', assignedAt: NOW }],
    ['a team alone is nobody at work yet', {}, { teamId: 'red' }, { owner: { agentId: null, teamId: 'red' }, status: 'created', assignedAt: NOW }],
    ['a part left out stays', owned, { agentId: 'bob' }, { owner: { agentId: 'bob', teamId: 'red' }, assignedAt: NOW }],
    ['nobody leaves the status', owned, { agentId: null, teamId: null }, { owner: { agentId: null, teamId: null }, assignedAt: null }],
    ['what is so already changes nothing', owned, { agentId: 'ann', teamId: 'red' }, {}],
  ])('%s', (_, before, owner, expected) => {
    expect(assign(ticketOf(1, 1, before), owner, moment)).toEqual(ticketOf(1, 1, { ...before, ...expected }));
  });
});
