import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../domain/context.ts';
import type { PolicySet } from '../../../../domain/policy/configuration.ts';
import { compileQueue, type Queue } from '../../../../domain/support/queues/queue.ts';
import { canSeeQueue, canSeeTicket, type Viewer, visibleQueueIds } from '../../../../domain/support/queues/visibility.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { ticketOf } from './world.ts';

const queue = (id: string, visibleTo: Partial<Queue['visibleTo']>, value = id): Queue => ({
  id,
  name: id,
  priority: 1,
  condition: { field: 'tags', op: 'contains', value },
  visibleTo: { teamIds: [], agentIds: [], ...visibleTo },
  createdAt: '2026',
  updatedAt: '2026',
});
const configuration = {
  queues: [
    queue('open', {}),
    queue('red', { teamIds: ['red'] }),
    queue('ann', { agentIds: ['ann'] }),
    queue('both', { teamIds: ['red'], agentIds: ['ann'] }),
  ].map(compileQueue),
  queuesGeneration: 5,
} satisfies Pick<PolicySet, 'queues' | 'queuesGeneration'>;

const viewer = (id: string, role: Role = 'agent', teamIds: string[] = []): Viewer => ({ id, role, teamIds });
const ann = viewer('ann');
const bob = viewer('bob', 'agent', ['blue']);
const red = viewer('cy', 'agent', ['red']);

describe('an agent sees a ticket', () => {
  it.each<[string, Viewer, Partial<Ticket>, boolean]>([
    ['that he owns', bob, { owner: { agentId: 'bob', teamId: null }, queueIds: ['red'] }, true],
    ["that is his team's", bob, { owner: { agentId: 'x', teamId: 'blue' }, queueIds: ['red'] }, true],
    ["but not another team's in a hidden queue", bob, { owner: { agentId: null, teamId: 'red' }, queueIds: ['red'] }, false],
    ['that is in no queue', bob, { queueIds: [] }, true],
    ["that is in no queue although another's", bob, { queueIds: [], owner: { agentId: 'ann', teamId: 'red' } }, true],
    ['that is in a queue of everyone', bob, { queueIds: ['red', 'open'] }, true],
    ["that is in his team's queue", red, { queueIds: ['red'] }, true],
    ['that is in a queue which names him', ann, { queueIds: ['ann'] }, true],
    ['that is in a queue which names him beside a team', ann, { queueIds: ['both'] }, true],
    ['not one that is only in hidden queues', bob, { queueIds: ['red', 'ann', 'both'] }, false],
    ['that is only in queues which are gone', bob, { queueIds: ['gone'] }, true],
    ['not one in a gone and a hidden queue', bob, { queueIds: ['gone', 'red'] }, false],
    ['as its queues are now, before its re-evaluation', bob, { queueIds: ['open'], tags: ['red'], generation: 4 }, false],
    ['that has left its hidden queue, before its re-evaluation', bob, { queueIds: ['red'], tags: ['open'], generation: 4 }, true],
    ['in the queues that it closed with', bob, { status: 'closed', queueIds: ['red'], tags: ['open'], generation: 4 }, false],
  ])('%s', (_, who, change, expected) => {
    expect(canSeeTicket(who, ticketOf(1, 1, { generation: 5, ...change }), configuration)).toBe(expected);
  });
});

describe('a ticket that closed in a queue which was deleted since', () => {
  const pastQueues = [
    { id: 'past-open', visibleTo: { teamIds: [], agentIds: [] } },
    { id: 'past-red', visibleTo: { teamIds: ['red'], agentIds: [] } },
  ];
  it.each<[string, Viewer, string[], boolean]>([
    ['is hidden from those from whom the queue was', bob, ['past-red'], false],
    ['is seen by those who saw the queue', red, ['past-red'], true],
    ['is seen by everyone who saw another of its queues', bob, ['past-red', 'past-open'], true],
    ['is seen through a queue of everyone beside a hidden one', bob, ['red', 'past-open'], true],
  ])('%s', (_, who, queueIds, expected) => {
    expect(canSeeTicket(who, ticketOf(1, 1, { generation: 5, status: 'closed', queueIds }), { ...configuration, pastQueues })).toBe(expected);
    // One that is active has left it.
    expect(canSeeTicket(who, ticketOf(1, 1, { generation: 5, queueIds: ['past-red'] }), { ...configuration, pastQueues })).toBe(true);
  });
});

it('supervisors and admins see all, users nothing', () => {
  const hidden = ticketOf(1, 1, { generation: 5, queueIds: ['red'] });
  const roles: Role[] = ['admin', 'supervisor', 'agent', 'user'];
  expect(roles.map((role) => canSeeTicket(viewer('x', role), hidden, configuration))).toEqual([true, true, false, false]);
  expect(roles.map((role) => canSeeTicket(viewer('x', role), ticketOf(1, 1, { generation: 5 }), configuration))).toEqual([true, true, true, false]);
  expect(roles.map((role) => visibleQueueIds(viewer('x', role), configuration))).toEqual([
    ['open', 'red', 'ann', 'both'],
    ['open', 'red', 'ann', 'both'],
    ['open'],
    [],
  ]);
});

it('a queue is seen by whom it names, and by everyone when it names nobody', () => {
  expect(visibleQueueIds(ann, configuration)).toEqual(['open', 'ann', 'both']);
  expect(visibleQueueIds(red, configuration)).toEqual(['open', 'red', 'both']);
  expect(canSeeQueue(bob, { visibleTo: { teamIds: ['red', 'blue'], agentIds: [] } })).toBe(true);
});
