import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from '../harness/http.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import type { Listed, Ticket } from '../harness/shapes.ts';
import { openSocket } from '../harness/socket.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** The hub with the toolbox that `npm start` brings along. */
describe('the AI toolbox', () => {
  const { home, wsUrl } = inject('hub');
  const { simulatorPort } = JSON.parse(readFileSync(join(home, 'run', 'launch.json'), 'utf8')) as { simulatorPort: number };
  const simulator = api(`http://127.0.0.1:${simulatorPort}`);
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;

  const turn = (ai: object) => tenant.admin.call('PATCH', '/v1/tenant', { body: { ai } });
  const write = async (from: string, text: string): Promise<Ticket> => {
    const id = `wamid.${from}-${text.length}-${Date.now()}`;
    expect((await whatsapp.send([[{ id, from, name: `Ada ${from}`, text }]])).status).toBe(200);
    return until(`the ticket of ${from} is there`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === `Ada ${from}`));
  };
  const entry = (ticket: Ticket, kind: string) =>
    until(`there is an entry of the kind ${kind}`, async () => (await threadMessages(tenant.admin, ticket.threadId)).find((message) => message.kind === kind));
  const sent = async () =>
    (await simulator.get<Listed<{ account: string; request: { text: { body: string } } }>>('/sent')).items
      .filter(({ account }) => account === whatsapp.phoneNumberId)
      .map(({ request }) => request.text.body);
  const calls = async () =>
    (await simulator.get<Listed<{ tenantId: string; ticketId: string; kinds: string[] }>>('/toolbox/calls')).items.filter(
      ({ tenantId }) => tenantId === tenant.id,
    );

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
  });

  it('is not asked while AI is off', async () => {
    expect(await tenant.admin.get('/v1/tenant')).toMatchObject({ ai: {} });
    const before = await write('4917911100', 'Where is my order?');
    await turn({ suggestions: true });
    const after = await write('4917911101', 'Where is my order?');
    await entry(after, 'ai_suggestion');
    // What came later is through: the earlier one was never asked about.
    expect((await calls()).map(({ ticketId }) => ticketId)).toEqual([after.id]);
    expect(await threadMessages(tenant.admin, before.threadId)).toHaveLength(1);
  });

  it('suggests an answer; accepted, it is one reply at the provider', async () => {
    await turn({ suggestions: true, sentiment: true });
    const ticket = await write('4917911102', 'My order is broken, I want a refund');
    const suggestion = await entry(ticket, 'ai_suggestion');
    await until('the ticket has its sentiment', async () => (await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).sentiment === 'negative');
    const path = `/v1/tickets/${ticket.id}/suggestions/${suggestion.number}`;
    const reply = await tenant.admin.post<{ text: string }>(`${path}/accept`, undefined, 201);
    expect(reply).toMatchObject({ kind: 'reply', text: suggestion.text, ai: { model: 'laptop-rules-1' } });
    expect(await tenant.admin.call('POST', `${path}/accept`)).toMatchObject({ status: 409, body: { current: 'accepted' } });
    expect(await tenant.admin.call('POST', `${path}/dismiss`)).toMatchObject({ status: 409 });
    await until('the provider has it', async () => (await sent()).includes(reply.text));
    expect((await sent()).filter((text) => text === reply.text)).toHaveLength(1);
  });

  it('dismissed or accepted by one agent, it tells the others', async () => {
    await turn({ suggestions: true, sentiment: true });
    const { session } = await createAgent(tenant);
    const socket = await openSocket(session, wsUrl);
    for (const [from, act, expected] of [
      ['4917911120', 'accept', 'accepted'],
      ['4917911121', 'dismiss', 'dismissed'],
    ] as const) {
      const ticket = await write(from, 'My order is broken, I want a refund');
      const { number } = await entry(ticket, 'ai_suggestion');
      const isOf = (frame: Readonly<Record<string, unknown>>, of: number): boolean =>
        frame['type'] === 'amended' && frame['conversationId'] === ticket.threadId && frame['number'] === of;
      await socket.frame('of the sentiment', (frame) => isOf(frame, 1) && frame['sentiment'] === 'negative' && frame['language'] === 'en');
      expect((await tenant.admin.call('POST', `/v1/tickets/${ticket.id}/suggestions/${number}/${act}`)).status).toBeLessThan(300);
      await socket.frame(
        `of the suggestion that was ${expected}`,
        (frame) => isOf(frame, number) && (frame['suggestion'] as { state?: string } | undefined)?.state === expected,
      );
    }
    socket.close();
  });

  it('answers by itself from the threshold on, and the ticket stays whose it was', async () => {
    await turn({ replies: { threshold: 0.9 } });
    const ticket = await write('4917911103', 'When are you open?');
    const answer = await entry(ticket, 'ai_message');
    await until('the provider has it', async () => (await sent()).includes(String(answer.text)));
    expect(await tenant.admin.get(`/v1/tickets/${ticket.id}`)).toMatchObject({ status: 'created', owner: { agentId: null, teamId: null } });
    await turn({ suggestions: true, replies: { threshold: 0.9 } });
    const unsure = await write('4917911104', 'When are you open? confidence 0.3');
    await entry(unsure, 'ai_suggestion');
    expect((await threadMessages(tenant.admin, unsure.threadId)).map(({ kind }) => kind)).toEqual(['customer', 'ai_suggestion']);
  });

  it('that is down holds nobody: agents work, and the suggestion comes when it is back', async () => {
    await turn({ suggestions: true });
    const down = (is: boolean) => simulator.call('PUT', '/toolbox/state', { body: { tenantId: tenant.id, down: is } });
    await down(true);
    const ticket = await write('4917911105', 'Where is my parcel?');
    await until('it was asked', async () => (await calls()).some(({ ticketId }) => ticketId === ticket.id));
    await tenant.admin.post(`/v1/tickets/${ticket.id}/messages`, { kind: 'note', text: 'I look into it' });
    expect((await threadMessages(tenant.admin, ticket.threadId)).map(({ kind }) => kind)).toEqual(['customer', 'note']);
    await down(false);
    await entry(ticket, 'ai_suggestion');
    // The note was never told.
    expect((await calls()).every(({ kinds }) => kinds.every((kind) => kind === 'customer'))).toBe(true);
  });

  it('refuses settings that cannot be', async () => {
    for (const ai of [
      { replies: { threshold: 2 } },
      { replies: { threshold: 1, hours: { timeZone: 'Mars/North', from: '08:00', to: '25:00' } } },
      { more: true },
    ])
      expect((await turn(ai)).status).toBe(400);
  });
});
