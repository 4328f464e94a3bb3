import { describe, expect, it } from 'vitest';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { plainPolicy } from '../messages/inbound/events.ts';
import { agent, desk } from './hub.ts';

describe('the queues of a changed ticket', () => {
  it('are those of the ticket as it is stored, with its new version and time: evaluating it again gives the same', async () => {
    const seen: [number, string][] = [];
    const policy = plainPolicy({
      queueIds: ({ version, updatedAt }) => {
        seen.push([version, updatedAt]);
        return version >= 2 ? ['changed'] : [];
      },
    });
    const { b, deps, ticketId } = await desk({ policy });
    b.now += 60_000;
    const ticket = await patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'high' }, ifMatch: null });
    expect(ticket).toMatchObject({ version: 2, queueIds: ['changed'] });
    expect(seen.at(-1)).toEqual([2, ticket.updatedAt]);
  });

  it('are evaluated with the ticket before the change, and with nothing for a new one', async () => {
    const befores: (number | undefined)[] = [];
    const policy = plainPolicy({
      queueIds: (_, before) => {
        befores.push((before as Ticket | null)?.version);
        return [];
      },
    });
    const { deps, ticketId } = await desk({ policy });
    await patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'high' }, ifMatch: null });
    await patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'low' }, ifMatch: null });
    expect(befores).toEqual([undefined, 1, 2]);
  });
});
