import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../harness/http.ts';
import { allTickets } from '../harness/read-all.ts';
import { simulatorOf } from '../harness/sent-mail.ts';
import type { Listed, Ticket } from '../harness/shapes.ts';
import { openSocket, type Socket } from '../harness/socket.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Mark {
  readonly account: string;
  readonly message: string;
  readonly typing: boolean;
  readonly at: number;
}

/** What a customer on WhatsApp sees of an agent who has not answered yet. */
describe('read marks and typing', () => {
  let simulator: Api;
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let socket: Socket;

  const marks = async (): Promise<readonly Mark[]> =>
    (await simulator.get<Listed<Mark>>('/marks')).items.filter(({ account }) => account === whatsapp.phoneNumberId).toReversed();
  const write = async (from: string, ids: readonly string[]): Promise<Ticket> => {
    for (const id of ids) expect((await whatsapp.send([[{ id, from, name: from, text: 'hi' }]])).status).toBe(200);
    return until(`${from} has a ticket`, async () =>
      (await allTickets(tenant.admin)).find(({ author, visibleMessageCount }) => author.id === from && visibleMessageCount === ids.length),
    );
  };

  beforeAll(async () => {
    const hub = inject('hub');
    simulator = simulatorOf(hub.home);
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    socket = await openSocket((await createAgent(tenant)).session, hub.wsUrl);
  });

  it('a message that an agent reads is marked once at WhatsApp, and typing is sent once in 20 seconds, but not for a note', async () => {
    const { threadId } = await write('491700031', ['wamid.r1', 'wamid.r2']);
    socket.send({ type: 'ack', conversationId: threadId, number: 1 });
    await until('the first is marked', async () => (await marks()).length === 1);
    socket.send([
      { type: 'ack', conversationId: threadId, number: 2 },
      { type: 'ack', conversationId: threadId, number: 2 },
    ]);
    await until('the second is marked', async () => (await marks()).length === 2);
    socket.send({ type: 'typing', conversationId: threadId, note: true });
    for (let n = 0; n < 5; n += 1) socket.send({ type: 'typing', conversationId: threadId });
    const all = await until('typing is shown', async () => ((await marks()).some(({ typing }) => typing) ? marks() : undefined));
    expect(all.map(({ message, typing }) => [message, typing]).slice(0, 3)).toEqual([
      ['wamid.r1', false],
      ['wamid.r2', false],
      ['wamid.r2', true],
    ]);
    // Five frames in one moment: one call, or two where an interval ended between them.
    expect(all.filter(({ typing }) => typing).length).toBeLessThanOrEqual(2);
  });

  it('an origin without read marks shows neither, and its replies leave as before', async () => {
    const { origin } = whatsapp;
    expect(await tenant.admin.patch(`/v1/origins/${origin.id}`, { readMarks: false })).toMatchObject({ readMarks: false });
    const silent = await write('491700032', ['wamid.s1']);
    const before = (await marks()).length;
    socket.send([
      { type: 'ack', conversationId: silent.threadId, number: 1 },
      { type: 'typing', conversationId: silent.threadId },
    ]);
    await tenant.admin.post(`/v1/tickets/${silent.id}/messages`, { kind: 'reply', text: 'Here I am' });
    await until('the reply is sent', async () => {
      const { items } = await tenant.admin.get<Listed<{ delivery: { state: string } | null }>>(`/v1/tickets/${silent.id}/messages`);
      return items.some(({ delivery }) => delivery !== null && delivery.state !== 'queued');
    });
    expect(await tenant.admin.patch(`/v1/origins/${origin.id}`, { readMarks: true })).not.toHaveProperty('readMarks');
    const shown = await write('491700033', ['wamid.t1']);
    socket.send({ type: 'ack', conversationId: shown.threadId, number: 1 });
    const after = await until('marks are shown again', async () => ((await marks()).length > before ? marks() : undefined));
    expect(after.map(({ message }) => message)).not.toContain('wamid.s1');
  });
});
