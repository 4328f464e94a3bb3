import { expect, test } from 'vitest';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const note = (text: string) => ({ kind: 'note' as const, text, attachments: [] });

test('a closed ticket shows its messages and reads nothing of the tickets that follow, in both orders', async () => {
  const { b, deps, ticketId, receive } = await ticketHub();
  await receive('m2');
  await postMessage(deps, agent('eve'), ticketId, note('before'));
  await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'solved' }, ifMatch: null });
  await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
  for (let n = 3; n < 120; n += 1) await receive(`m${n}`);
  const ticket = (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
  expect(ticket).toMatchObject({ status: 'closed', lastNumber: 3 });
  let read = 0;
  const counting = {
    ...b.table,
    query: async (query: Parameters<typeof b.table.query>[0]) => {
      const page = await b.table.query(query);
      read += page.items.length;
      return page;
    },
  };
  const texts = async (order: 'asc' | 'desc') =>
    (await listTicketMessages(counting, TENANT, ticket, { order, after: 0, limit: 50 })).messages.map(({ text }) => text);
  const whole = await texts('asc');
  expect(whole).toHaveLength(3);
  expect(whole.at(-1)).toBe('before');
  expect(await texts('desc')).toEqual(whole.toReversed());
  expect(read).toBe(6);
});
