import { describe, expect, it } from 'vitest';
import { listEscalations } from '../../../../domain/support/escalations/list.ts';
import { escalationMessageId } from '../../../../domain/support/escalations/mail-ids.ts';
import { raiseByHand } from '../../../../domain/support/escalations/raise-by-hand.ts';
import { applyMessages } from '../../../../domain/support/events/answer-by-mail.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { inbound, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from '../tickets/hub.ts';

const setUp = async () => {
  const { b, deps, ticketId } = await ticketHub();
  const target = { email: 'pat@help.example' };
  const { id } = await raiseByHand({ ...deps, refusalOf: () => null }, agent('eve'), ticketId, { target, text: 'help' });
  const mail = (author: string, providerId: string, change: Parameters<typeof inbound>[2] = {}) => ({
    ...inbound(author, providerId, { text: 'It is done', ...change, content: { inReplyTo: escalationMessageId(TENANT, id), ...change.content } }),
    channel: 'mail' as const,
  });
  const tickets = () => b.table.all().filter(({ sk }) => sk === 'HEAD').length;
  const state = async () => {
    const ticket = (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
    const { items } = await listEscalations(b.table, TENANT, ticket, { after: null, limit: 9, now: b.now });
    const { messages } = await listTicketMessages(b.table, TENANT, ticket, { after: 0, limit: 99 });
    return { escalation: items[0], last: messages.at(-1) };
  };
  return { b, id, mail, tickets, state };
};

describe('a mail that answers an escalation', () => {
  it('is a note on its ticket, once, and opens none; its neighbours are what customers say', async () => {
    const { b, mail, tickets, state } = await setUp();
    const events = [inbound('bob', 'm2'), mail('Pat@help.example', '<1@x>'), mail('pat@help.example', '<1@x>'), inbound('cy', 'm3')];
    expect(await applyMessages(b.deps, events, 1)).toMatchObject([{ effect: 'applied' }, { ok: true }, { ok: true }, { effect: 'applied' }]);
    expect(tickets()).toBe(3);
    const { escalation, last } = await state();
    expect(escalation).toMatchObject({ state: 'answered', answer: { by: { email: 'pat@help.example' } } });
    expect(last).toMatchObject({ kind: 'note', text: 'It is done', author: { type: 'system' } });
    expect(await applyMessages(b.deps, [mail('pat@help.example', '<1@x>')], 1)).toMatchObject([{ effect: 'duplicate' }]);
  });

  it('by References counts too; files are named, an empty text too', async () => {
    const { b, id, mail, state } = await setUp();
    const file = { url: 'https://x.example/a', name: 'a', type: 'text/plain', size: 1 } as never;
    const content = { inReplyTo: '<other@x>', references: [escalationMessageId(TENANT, id)], attachments: [file] };
    await applyMessages(b.deps, [mail('pat@help.example', '<2@x>', { content })], 1);
    expect((await state()).last).toMatchObject({ text: 'It is done\n[1 attached files are in the mail]' });
    await applyMessages(b.deps, [mail('pat@help.example', '<3@x>', { text: '' })], 1);
    expect((await state()).last).toMatchObject({ text: '…' });
  });

  it.each([
    ['from somebody else', 'mallory@x.example', {}],
    ['of a machine', 'pat@help.example', { opensTicket: false }],
    ['of nobody', 'pat@help.example', { author: null }],
    ['without a word', 'pat@help.example', { verb: 'edited' }],
    ['about an escalation that does not exist', 'pat@help.example', { content: { inReplyTo: escalationMessageId(TENANT, 'nothing') } }],
  ] as const)('%s is none', async (_, author, change) => {
    const { b, mail, state } = await setUp();
    expect(await applyMessages(b.deps, [mail(author, '<4@x>', change)], 1)).toMatchObject([{ effect: 'applied' }]);
    expect((await state()).escalation).toMatchObject({ state: 'open' });
  });

  it('waits while the table is away, and holds nobody up', async () => {
    const { b, mail } = await setUp();
    const get = b.deps.table.get.bind(b.deps.table);
    const table: typeof b.deps.table = {
      ...b.deps.table,
      get: async (keys, options) => {
        if (keys.some(({ pk }) => pk.includes('#ES#'))) throw new TableUnavailable(new Error('down'));
        return get(keys, options);
      },
    };
    expect(await applyMessages({ ...b.deps, table }, [mail('pat@help.example', '<5@x>'), inbound('bob', 'm9')], 1)).toMatchObject([
      { ok: false, permanent: false },
      { effect: 'applied' },
    ]);
  });
});
