import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { answer, hang, type Receiver, startReceiver } from '../harness/receiver.ts';
import type { Message, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** An entry that was being worked on when its worker died is hidden for 120 s. */
const SETTLED_MS = 170_000;

/** On a channel that does not tell repeats apart, whatever dies while it sends. */
describe('a reply on WhatsApp whose sender is killed', () => {
  let provider: Receiver;
  let hub: Hub;
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let path: string;

  const env = (): Record<string, string> => ({ PARLEY_OUTGOING_ALLOW: provider.host, META_GRAPH_URL: provider.url('') });
  const accepted = answer(200, { messaging_product: 'whatsapp', messages: [{ id: 'wamid.sent' }] });
  const limited = answer(400, { error: { message: '(#131056) too many', code: 131056 } });
  const admin = () => api(hub.baseUrl, tenant.admin.token);
  const write = async (from: string): Promise<Ticket> => {
    expect((await whatsapp.send([[{ id: `wamid.${from}`, from, name: from, text: 'hi' }]])).status).toBe(200);
    return until(`${from} has a ticket`, async () => (await allTickets(admin())).find(({ author }) => author.id === from));
  };
  const reply = (ticket: Ticket, text: string): Promise<Message> => admin().post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text });
  const stateOf = async (ticket: Ticket): Promise<string | undefined> =>
    (await ticketMessages(admin(), ticket.id)).find(({ number }) => number === 2)?.delivery?.state;
  const callsOf = (text: string) => provider.calls(path).filter(({ body }) => body.text.body === text);
  /** How often a sender has said, after it noted it, that the provider's answer makes an entry wait. An engine that was away is another failure. */
  const pauses = (): number => readFileSync(join(hub.home, 'logs', 'workers.log'), 'utf8').split('"name":"RetryLater"').length - 1;
  const dieAndRise = async (): Promise<void> => {
    await hub.killAll();
    hub = await startHub({ home: hub.home, port: hub.port, env: env() });
  };

  beforeAll(async () => {
    provider = await startReceiver();
    hub = await startHub({ env: env() });
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    path = `/v26.0/${whatsapp.phoneNumberId}/messages`;
  });
  afterAll(async () => {
    provider.close();
    await hub.stop();
    removeHome(hub.home);
  });

  it('while it waits to be repeated is sent, once', async () => {
    provider.behave(path, limited);
    const ticket = await write('4917800001');
    await reply(ticket, 'once');
    // The sender notes that it waits before it says so; a kill while it notes it leaves the outcome unknown, which the next test is about.
    await until('it waits after the second refusal', () => pauses() >= 2);
    expect(callsOf('once').length).toBeGreaterThanOrEqual(2);
    await dieAndRise();
    expect(await stateOf(ticket)).toBe('queued');
    let taken = 0;
    provider.behave(path, (...call) => {
      taken += 1;
      accepted(...call);
    });
    await until('it is sent', async () => (await stateOf(ticket)) === 'sent', SETTLED_MS);
    expect(taken).toBe(1);
  }, 240_000);

  it('while the provider has it is unknown, and never sent again', async () => {
    provider.behave(path, hang);
    const [ticket, other] = [await write('4917800002'), await write('4917800003')];
    await reply(ticket, 'perhaps');
    await until('the provider has it', () => callsOf('perhaps').length === 1);
    await dieAndRise();
    provider.behave(path, accepted);
    await until('it is unknown', async () => (await stateOf(ticket)) === 'unknown', SETTLED_MS);
    await reply(other, 'afterwards');
    await until('a later one is sent', async () => (await stateOf(other)) === 'sent', SETTLED_MS);
    expect(callsOf('perhaps')).toHaveLength(1);
  }, 240_000);
});
