import { describe, expect, it } from 'vitest';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { listThreadMessages } from '../../../../domain/support/messages/list-messages.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listLinks, MOST_LINKS } from '../../../../domain/support/tickets/links.ts';
import { mergeTickets } from '../../../../domain/support/tickets/merge-tickets.ts';
import { agent, TALKATIVE } from '../tickets/hub.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from './events.ts';

const ticketOf = (author: string, first = 1): string => `${threadIdOf(ORIGIN, author)}.${first}`;
const mail = (author: string, id: string, inReplyTo: string | null = null, more: Parameters<typeof inbound>[2] = {}) =>
  inbound(author, id, { ...more, content: { surface: 'mail', inReplyTo, ...more.content } });
const ours = (to: string, id: string) => mail(to, id, null, { fromCustomer: false, opensTicket: false, author: { id: 'page', name: null, handle: null } });

/** Ann has written `a1`, and our reply to her is `r1`. */
const answered = async (options: Parameters<typeof bench>[0] = {}) => {
  const b = bench(options);
  await applyBatch(b.deps, [mail('ann', 'a1'), ours('ann', 'r1')]);
  const deps = { ...b.deps, see: <T>(ticket: T) => ticket };
  return {
    b,
    receive: (...events: ReturnType<typeof mail>[]) => applyBatch(b.deps, events),
    links: async (ticketId: string) => (await listLinks(deps, TENANT, ticketId)).map(({ link }) => link.ticketId),
    items: () => b.table.all().filter(({ sk }) => sk.startsWith('REL#')),
    texts: async (author: string) =>
      (await listThreadMessages(b.table, TENANT, threadIdOf(ORIGIN, author), { after: 0, limit: 100 })).messages.map(({ providerId, inReplyTo }) => [
        providerId,
        inReplyTo,
      ]),
  };
};

describe('a mail from another address that answers our reply', () => {
  it('stays in its writer’s own thread, and its ticket is linked with that of the reply, once', async () => {
    const { receive, links, texts, items } = await answered();
    expect(await receive(mail('bob', 'b1', 'r1'), mail('bob', 'b2', 'r1'))).toMatchObject([{ effect: 'applied' }, { effect: 'applied' }]);
    await receive(mail('bob', 'b3', 'nothing', { content: { references: ['r1'] } }));
    expect([await links(ticketOf('bob')), await links(ticketOf('ann'))]).toEqual([[ticketOf('ann')], [ticketOf('bob')]]);
    expect(items()).toHaveLength(2);
    expect(await texts('ann')).toEqual([
      ['a1', null],
      ['r1', null],
    ]);
    expect(await texts('bob')).toEqual([
      ['b1', null],
      ['b2', null],
      ['b3', null],
    ]);
  });

  it('links nothing where it answers one of its own thread, a message of a customer, nothing that is known, or opens no ticket', async () => {
    const { receive, items } = await answered();
    await receive(mail('ann', 'a2', 'r1'), mail('bob', 'b1', 'a1'), mail('cy', 'c1', 'x'), mail('dan', 'd1', 'r1', { opensTicket: false }));
    await receive(ours('bob', 'rb'), mail('bob', 'b2', 'rb', { content: { references: ['r1'] } }));
    await receive(inbound('eve', 'e1', { content: { surface: 'comment', inReplyTo: 'r1' } }));
    expect(items()).toEqual([]);
  });

  it('links nothing to a reply without a ticket, nor beyond the most links of a ticket', async () => {
    const { receive, items, b } = await answered();
    await receive(ours('fay', 'rf'), mail('bob', 'b1', 'rf'));
    expect(items()).toEqual([]);
    const pk = threadPk(TENANT, threadIdOf(ORIGIN, 'ann'));
    for (let n = 0; n < MOST_LINKS; n += 1) await b.table.write({ op: 'put', item: { pk, sk: `REL#1#t${n}`, ticketId: `t${n}`, at: '2026-03-01' } });
    await receive(mail('gus', 'g1', 'r1'));
    expect(items()).toHaveLength(MOST_LINKS);
  });

  it('on a ticket that is merged links nothing: agents have put both together', async () => {
    const { receive, items, b } = await answered();
    await receive(mail('bob', 'b1'));
    const deps = { ...b.deps, capabilitiesOf: () => TALKATIVE, mayTouch: () => true, linkTo: async () => '' };
    await mergeTickets(deps, agent('eve'), { ticketId: ticketOf('bob'), intoId: ticketOf('ann') });
    await receive(mail('bob', 'b2', 'r1'));
    expect(items()).toEqual([]);
  });

  it('that arrives while its origin is disabled links nothing', async () => {
    let state: 'enabled' | 'disabled' = 'enabled';
    const { receive, items } = await answered({ policy: plainPolicy({ originState: () => state }) });
    state = 'disabled';
    await receive(mail('bob', 'b1', 'r1'));
    expect(items()).toEqual([]);
  });
});
