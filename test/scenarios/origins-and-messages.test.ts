import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../harness/http.ts';
import { allTickets, readAll, ticketMessages } from '../harness/read-all.ts';
import type { Listed, Message, Origin, Ticket } from '../harness/shapes.ts';
import { openSocket } from '../harness/socket.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const SHADOWED = 30;

describe('origins that are switched off and on, and what a thread says', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let admin: Api;

  const write = async (from: string, n: number): Promise<void> => {
    const { status } = await whatsapp.send([[{ id: `wamid.${tenant.slug}.${from}.${n}`, from, name: `Customer ${from}`, text: `message ${n}` }]]);
    expect(status).toBe(200);
  };
  const ticketOf = (from: string): Promise<Ticket> =>
    until(`the ticket of ${from}`, async () => (await allTickets(admin)).find(({ author }) => author.id === from));
  const textsOf = async ({ id }: Ticket): Promise<(string | null)[]> => (await ticketMessages(admin, id)).map(({ text }) => text);

  beforeAll(async () => {
    tenant = await createTenant(hub);
    admin = tenant.admin;
    whatsapp = await connectWhatsApp(tenant);
  });

  it('messages to a disabled origin are hidden until it is enabled: then each is shown once and in order, new ones too', async () => {
    await write('4917001', 0);
    const before = await ticketOf('4917001');
    await admin.patch(`/v1/origins/${whatsapp.origin.id}`, { state: 'disabled' });
    for (let n = 1; n <= SHADOWED; n += 1) await write(`49170${n % 3}1`, n);
    await admin.patch(`/v1/origins/${whatsapp.origin.id}`, { state: 'disabled' });
    // A second origin shows that the consumer has come past those messages.
    const other = await connectWhatsApp(tenant);
    await other.send([[{ id: `wamid.${tenant.slug}.other`, from: '4917999', name: 'Other', text: 'here' }]]);
    await ticketOf('4917999');
    expect((await allTickets(admin)).filter(({ origin }) => origin.id === whatsapp.origin.id)).toMatchObject([{ id: before.id, visibleMessageCount: 1 }]);
    expect(await textsOf(before)).toEqual(['message 0']);
    const refused = await admin.call('POST', `/v1/tickets/${before.id}/messages`, { body: { kind: 'reply', text: 'hello?' } });
    expect(refused.status).toBe(409);

    const { status } = await admin.call<Origin>('PATCH', `/v1/origins/${whatsapp.origin.id}`, { body: { state: 'enabled' } });
    expect([200, 202]).toContain(status);
    for (let n = SHADOWED + 1; n <= SHADOWED + 6; n += 1) await write(`49170${n % 3}1`, n);
    const numbers = [...Array(SHADOWED + 7).keys()];
    for (const customer of [0, 1, 2]) {
      const ticket = await ticketOf(`49170${customer}1`);
      const expected = numbers.filter((n) => n % 3 === customer && (n !== 0 || customer === 0)).map((n) => `message ${n}`);
      await until(`all messages of customer ${customer} are there`, async () => (await textsOf(ticket)).length === expected.length);
      expect(await textsOf(ticket)).toEqual(expected);
    }
  });

  it('the newest messages come first, page by page, without a gap or a double', async () => {
    const ticket = await ticketOf('4917011');
    const pages: number[][] = [];
    let cursor: string | null = null;
    do {
      const page: Listed<Message> = await admin.get(
        `/v1/tickets/${ticket.id}/messages?order=desc&limit=5${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      pages.push(page.items.map(({ number }) => number));
      cursor = page.nextCursor;
    } while (cursor !== null);
    const ascending = (await ticketMessages(admin, ticket.id)).map(({ number }) => number);
    expect(pages.flat()).toEqual(ascending.toReversed());
    expect(pages.length).toBeGreaterThan(1);
  });

  it('a note calls the colleague whom it names, and stays with the agents', async () => {
    const [ben, eve] = [await createAgent(tenant), await createAgent(tenant)];
    const [calledBen, quietEve] = [await openSocket(ben.session, hub.wsUrl), await openSocket(eve.session, hub.wsUrl)];
    const ticket = await ticketOf('4917021');
    const note = await admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'note', text: 'Can you look?', mentions: { agentIds: [ben.id] } });
    const frame = await calledBen.frame('the mention', ({ type }) => type === 'mention');
    expect(frame).toMatchObject({ ticketId: ticket.id, number: note.number, body: 'Can you look?' });
    // A later note, which both hear, shows that Eve has heard everything about the first.
    const later = await admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'note', text: 'Thank you' });
    await quietEve.frame('the later note', (one) => one.type === 'message' && one['number'] === later.number && one['ticketId'] === ticket.id);
    expect(quietEve.frames.filter(({ type }) => type === 'mention')).toEqual([]);
    expect(note.delivery).toBeNull();
    calledBen.close();
    quietEve.close();
  });

  it('an event that edits a message leaves its earlier text in the history', async () => {
    const ticket = await ticketOf('4917021');
    const [message] = await ticketMessages(admin, ticket.id);
    const data = { originId: whatsapp.origin.id, id: message?.providerId, text: 'message 2, corrected' };
    const event = { id: `edit-${ticket.id}`, type: 'message.edited', version: 1, occurredAt: new Date().toISOString(), data };
    await admin.post('/v1/events/messages', event, 202);
    await until('the message is edited', async () => (await textsOf(ticket))[0] === 'message 2, corrected');
    const { items } = await admin.get<Listed<{ readonly text: string | null }>>(`/v1/tickets/${ticket.id}/messages/${message?.number}/edits`);
    expect(items.map(({ text }) => text)).toContain('message 2');
  });

  it('rules that one tenant exports, another imports: the same again changes nothing, and a broken one imports nothing', async () => {
    const rule = (name: string) => ({
      name,
      event: 'ticket.created',
      condition: { field: 'language', op: 'eq', value: 'de' },
      actions: [{ type: 'tag', add: [name] }],
    });
    for (const name of ['first', 'second']) await admin.post('/v1/rules', rule(name));
    const exported = await admin.get<{ rules: readonly { readonly name: string }[] }>('/v1/rules/export');
    expect(exported.rules.map(({ name }) => name)).toEqual(['first', 'second']);
    const branch = await createTenant(hub);
    expect(await branch.admin.post('/v1/rules/import', exported, 200)).toMatchObject({ created: 2 });
    expect(await branch.admin.post('/v1/rules/import', exported, 200)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const broken = { rules: [...exported.rules, { ...rule('third'), actions: [{ type: 'assign', agentId: 'nobody' }] }] };
    const { status, body } = await branch.admin.call<{ errors: readonly { path: string }[] }>('POST', '/v1/rules/import', { body: broken });
    expect([status, body.errors[0]?.path]).toEqual([422, '/rules/2/actions/0/agentId']);
    expect((await branch.admin.get<Listed<unknown>>('/v1/rules')).items).toHaveLength(2);
  });

  it.each(['the log of a ticket', 'the audit'])('%s comes as JSON lines, page by page, the same as the list', async (what) => {
    const path = what === 'the audit' ? '/v1/audit' : `/v1/tickets/${(await ticketOf('4917011')).id}/log`;
    const lines: unknown[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `?limit=3${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const { status, headers, body } = await admin.call<string>('GET', `${path}${query}`, { headers: { accept: 'application/x-ndjson' } });
      expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
      for (const line of body.split('\n')) if (line !== '') lines.push(JSON.parse(line));
      cursor = headers.get('x-next-cursor');
    } while (cursor !== null);
    expect(lines).toEqual(await readAll(admin, path));
    expect(lines.length).toBeGreaterThan(0);
  });
});
