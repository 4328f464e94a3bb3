import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from '../harness/http.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import type { Listed, Ticket } from '../harness/shapes.ts';
import { openSocket } from '../harness/socket.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Written {
  readonly text: string;
  readonly number: number;
  readonly at: string;
}

/** With the toolbox that `npm start` brings along. */
describe('what agents ask the AI toolbox', () => {
  const hub = inject('hub');
  const { simulatorPort } = JSON.parse(readFileSync(join(hub.home, 'run', 'launch.json'), 'utf8')) as { simulatorPort: number };
  const simulator = api(`http://127.0.0.1:${simulatorPort}`);
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;

  const turn = (ai: object) => tenant.admin.call('PATCH', '/v1/tenant', { body: { ai } });
  const write = async (from: string, text: string): Promise<Ticket> => {
    expect((await whatsapp.send([[{ id: `wamid.ask-${from}-${text.length}`, from, name: `Asked ${from}`, text }]])).status).toBe(200);
    return until(`the ticket of ${from} is there`, async () =>
      (await allTickets(tenant.admin)).find(({ author, lastMessage }) => author.name === `Asked ${from}` && lastMessage?.text === text),
    );
  };
  const calls = async () =>
    (await simulator.get<Listed<{ tenantId: string; want: string[]; kinds: string[] }>>('/toolbox/calls')).items.filter(
      ({ tenantId }) => tenantId === tenant.id,
    );
  /** The answer, at once or by its job. */
  const asked = async (path: string, body: object): Promise<Written> => {
    const answer = await tenant.admin.call<Written & { id: string }>('POST', path, { body });
    if (answer.status === 200) return answer.body;
    expect(answer.status).toBe(202);
    const job = await until('the job is done', async () => {
      const one = await tenant.admin.get<{ state: string; result?: Written }>(`/v1/jobs/${answer.body.id}`);
      return one.state === 'done' ? one : undefined;
    });
    return job.result as Written;
  };

  beforeAll(async () => {
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
  });

  it('is a 409 while AI is off, and no call leaves', async () => {
    const ticket = await write('4917922001', 'Where is my order?');
    expect(await tenant.admin.call('POST', `/v1/tickets/${ticket.id}/summary`, { body: {} })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const translation = `/v1/tickets/${ticket.id}/messages/1/translation`;
    expect(await tenant.admin.call('POST', translation, { body: { language: 'de' } })).toMatchObject({ status: 409 });
    await turn({ onRequest: true });
    await asked(translation, { language: 'de' });
    // What was asked later is through: the earlier ones never left.
    expect(await calls()).toMatchObject([{ want: ['translation'] }]);
  });

  it('is kept, shown by the API and told in a frame; notes are never told', async () => {
    await turn({ onRequest: true });
    const ticket = await write('4917922002', 'My parcel is late');
    await tenant.admin.post(`/v1/tickets/${ticket.id}/messages`, { kind: 'note', text: 'a private note' });
    const { session } = await createAgent(tenant);
    const socket = await openSocket(session, hub.wsUrl);
    const summary = await asked(`/v1/tickets/${ticket.id}/summary`, {});
    expect(summary).toMatchObject({
      text: '1 messages. The customer last wrote: My parcel is late',
      messages: 1,
      ai: { model: 'laptop-rules-1', confidence: 0.7, cause: 'summary on request' },
    });
    await socket.frame('of the summary', ({ type, summarizedAt }) => type === 'amended' && summarizedAt === summary.at);
    expect(await session.get(`/v1/tickets/${ticket.id}/summary`)).toEqual(summary);
    const translation = await asked(`/v1/tickets/${ticket.id}/messages/1/translation`, { language: 'fr' });
    expect(translation).toMatchObject({ text: '[fr] My parcel is late', number: 1, language: 'fr' });
    await socket.frame(
      'of the translation',
      ({ type, translations }) => type === 'amended' && (translations as { fr?: string } | undefined)?.fr === translation.at,
    );
    expect(await session.get(`/v1/tickets/${ticket.id}/messages/1/translations`)).toMatchObject({ items: [translation] });
    expect((await calls()).every(({ kinds }) => kinds.every((kind) => kind === 'customer'))).toBe(true);
    // The same question is not asked twice.
    const before = (await calls()).length;
    expect(await asked(`/v1/tickets/${ticket.id}/summary`, {})).toEqual(summary);
    expect((await calls()).length).toBe(before);
    socket.close();
  });

  it('is a 503 while the toolbox is down, although messages wait for it; then it is answered', async () => {
    await turn({ suggestions: true });
    const down = (is: boolean) => simulator.call('PUT', '/toolbox/state', { body: { tenantId: tenant.id, down: is } });
    await down(true);
    const ticket = await write('4917922003', 'Where is my order?');
    const path = `/v1/tickets/${ticket.id}/summary`;
    const answer = await tenant.admin.call<{ detail: string }>('POST', path, { body: {} });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.body.detail).toContain('The AI toolbox does not answer');
    expect((await tenant.admin.call('GET', path)).status).toBe(404);
    await down(false);
    await until('the toolbox answers again', async () => (await tenant.admin.call('POST', path, { body: {} })).status === 200, 90_000);
    await until(
      'the suggestion came too',
      async () => (await threadMessages(tenant.admin, ticket.threadId)).some(({ kind }) => kind === 'ai_suggestion'),
      90_000,
    );
  });
});
