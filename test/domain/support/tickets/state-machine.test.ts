import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../domain/errors.ts';
import { type TicketEvent, transition } from '../../../../domain/support/tickets/state-machine.ts';
import { STATUSES, type Status, type Ticket } from '../../../../domain/support/tickets/ticket.ts';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const LATER = '2026-03-01T11:00:00.000Z';
const CLOSES = '2026-03-02T10:00:00.000Z';
const OLD = '2026-03-01T12:00:00.000Z';
const OPENED = '2026-03-01T09:00:00.000Z';
const moment = { now: NOW, closedAfterMs: 86_400_000 };

const ticketIn = (status: Status): Ticket =>
  ({
    status,
    deadlines: {
      ...(status === 'pending' || status === 'solved' ? { closure: OLD } : {}),
      ...(status === 'followup' ? { followup: OLD } : {}),
    },
    closedAt: null,
    createdAt: OPENED,
    waitingSince: status === 'pending' || status === 'solved' || status === 'closed' ? null : OPENED,
    resolvedAt: status === 'solved' ? OPENED : null,
    resolutionSeconds: status === 'solved' ? 0 : null,
    reopenCount: 2,
  }) as Ticket;

/** What the ticket keeps of a change of its status. */
const keeps = (from: Status, to: Status): Partial<Ticket> => {
  if (from === to) return {};
  const resolved = to === 'solved' || to === 'closed';
  return {
    closedAt: to === 'closed' ? '2026-03-01T10:00:00.000Z' : null,
    ...(resolved || to === 'pending' ? { waitingSince: null } : {}),
    ...(resolved && from !== 'solved' ? { resolvedAt: '2026-03-01T10:00:00.000Z', resolutionSeconds: 3_600 } : {}),
    ...(resolved ? {} : { resolvedAt: null, resolutionSeconds: null }),
    ...(from === 'solved' && !resolved ? { reopenCount: 3 } : {}),
  };
};

/** `=` nothing changes, a status: goes there, a number: the status of the problem. `!` behind pending and solved: closure is armed again. */
const TABLE: readonly (readonly [string, TicketEvent, Readonly<Record<Status, string>>])[] = [
  ['customer message', { type: 'customerMessage' }, { created: '=', working: '=', pending: 'working', followup: 'working', solved: 'working', closed: '=' }],
  ['assigned', { type: 'assigned' }, { created: 'working', working: '=', pending: '=', followup: '=', solved: '=', closed: '409' }],
  ['agent reply', { type: 'agentReply' }, { created: 'working', working: '=', pending: 'pending!', followup: '=', solved: 'solved!', closed: '409' }],
  ['reply failed', { type: 'replyFailed' }, { created: '=', working: '=', pending: 'working', followup: '=', solved: 'working', closed: '=' }],
  ['set created', { type: 'set', status: 'created' }, { created: '409', working: '409', pending: '409', followup: '409', solved: '409', closed: '409' }],
  [
    'set working',
    { type: 'set', status: 'working' },
    { created: 'working', working: '=', pending: 'working', followup: 'working', solved: 'working', closed: '409' },
  ],
  [
    'set pending',
    { type: 'set', status: 'pending' },
    { created: 'pending!', working: 'pending!', pending: '=', followup: 'pending!', solved: 'pending!', closed: '409' },
  ],
  [
    'set solved',
    { type: 'set', status: 'solved' },
    { created: 'solved!', working: 'solved!', pending: 'solved!', followup: 'solved!', solved: '=', closed: '409' },
  ],
  [
    'set followup',
    { type: 'set', status: 'followup', followupAt: LATER },
    { created: 'followup', working: 'followup', pending: 'followup', followup: 'followup', solved: 'followup', closed: '409' },
  ],
  [
    'set closed',
    { type: 'set', status: 'closed' },
    { created: 'closed', working: 'closed', pending: 'closed', followup: 'closed', solved: 'closed', closed: '=' },
  ],
];

describe('the state machine of DESIGN §6', () => {
  for (const [name, event, row] of TABLE) {
    it.each(STATUSES.map((status) => [status, row[status]] as const))(`${name}: %s → %s`, (status, expected) => {
      const move = () => transition(ticketIn(status), event, moment);
      if (expected === '409') {
        expect(move).toThrowError(
          expect.objectContaining({
            code: 'illegal_transition',
            status: 409,
            message: expect.stringContaining(` ${status} `) as string,
            extra: { current: status, requested: event.type === 'set' ? event.status : { assigned: 'assigned', agentReply: 'reply' }[event.type as string] },
          }) as Problem,
        );
        return;
      }
      if (expected === '=') {
        expect(move()).toEqual({});
        return;
      }
      const to = expected.replace('!', '') as Status;
      expect(move()).toEqual({
        status: to,
        deadlines: { ...(expected.endsWith('!') ? { closure: CLOSES } : {}), ...(to === 'followup' ? { followup: LATER } : {}) },
        ...keeps(status, to),
      });
    });
  }

  it('a followup needs a time, and one in the future', () => {
    expect(() => transition(ticketIn('working'), { type: 'set', status: 'followup' }, moment)).toThrowError(
      expect.objectContaining({ status: 400 }) as Problem,
    );
    expect(() => transition(ticketIn('working'), { type: 'set', status: 'followup', followupAt: '2026-03-01T09:59:59Z' }, moment)).toThrowError(
      expect.objectContaining({ status: 422 }) as Problem,
    );
  });
});
