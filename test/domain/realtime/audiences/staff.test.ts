import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Role } from '../../../../domain/context.ts';
import type { Walls } from '../../../../domain/policy/configuration.ts';
import type { Member } from '../../../../domain/realtime/audience.ts';
import { countOf, recipientList, staffAudience } from '../../../../domain/realtime/audiences/staff.ts';
import type { CompiledQueue } from '../../../../domain/support/queues/queue.ts';
import { canSeeQueue, canSeeTicket } from '../../../../domain/support/queues/visibility.ts';
import { TENANT, ticketOf } from '../../search/threads.ts';

const ids = (prefix: string) => fc.uniqueArray(fc.constantFrom(...[1, 2, 3].map((n) => `${prefix}${n}`)), { maxLength: 3 });
const ticketIds = fc.uniqueArray(fc.constantFrom(ticketOf(1).id, 'another.1'), { maxLength: 2 });
const queueIds = fc.uniqueArray(fc.constantFrom('q1', 'q2', 'q3', 'past', 'nowhere'), { maxLength: 3 });

test('exactly those who may see a ticket get its frames', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom<Role>('agent', 'agent', 'supervisor', 'admin', 'user'), ids('t'), fc.option(fc.record({ queueIds, ticketIds }))), {
        maxLength: 8,
      }),
      fc.array(fc.record({ teamIds: ids('t'), agentIds: ids('p') }), { minLength: 4, maxLength: 4 }),
      fc.record({
        queueIds,
        owner: fc.record({ agentId: fc.constantFrom(null, 'p1', 'p2'), teamId: fc.constantFrom(null, 't1', 't2') }),
        status: fc.constantFrom('working' as const, 'closed' as const),
      }),
      (people, walls, given) => {
        const members = people.map(([role, teamIds, follows], at): Member => {
          const id = `p${at % 4}`;
          return {
            connection: { connectionId: `c${at}`, tenantId: TENANT, personId: id, principal: 'agent', role, teamIds, sessionId: null, follows, until: 1 },
            viewer: { id, role, teamIds },
          };
        });
        const [q1, q2, q3, past] = ['q1', 'q2', 'q3', 'past'].map((id, at) => ({ id, visibleTo: walls[at] }));
        const configuration = { queues: [q1, q2, q3], pastQueues: [past], queuesGeneration: 1, generation: 1 } as unknown as Walls;
        const ticket = ticketOf(1, given);
        const looksAt = ({ connection: { follows } }: Member) =>
          follows === null || follows.ticketIds.includes(ticket.id) || follows.queueIds.some((id) => ticket.queueIds.includes(id));
        const expected = members.filter((member) => canSeeTicket(member.viewer, ticket, configuration) && looksAt(member));
        const audience = staffAudience(members, configuration);
        const heard = recipientList(audience.of(ticket));
        expect([new Set(heard), countOf(audience.of(ticket))]).toEqual([new Set(expected), expected.length]);
        for (const queue of [q1, q2, q3] as unknown as CompiledQueue[])
          expect(new Set(audience.ofQueue(queue.id))).toEqual(new Set(members.filter(({ viewer }) => canSeeQueue(viewer, queue))));
        expect(audience.ofQueue('nowhere')).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});
