import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets } from '../harness/read-all.ts';
import { answer, type Behaviour, hang, type Received, type Receiver, startReceiver } from '../harness/receiver.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** An entry that was being worked on when its worker died is hidden for 90 s. */
const SETTLED_MS = 170_000;
const EVENTS = ['ticket.created', 'ticket.updated', 'message.received', 'message.sent', 'queue.changed'];

interface Hook {
  readonly id: string;
  readonly secret: string;
}
interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
}

const home = temporaryHome();
let receiver: Receiver;
let hub: Hub;
let tenant: TestTenant;
let whatsapp: WhatsAppOrigin;
let key: string;
let steady: Hook;
let troubled: Hook;

const env = (): Record<string, string> => ({ PARLEY_OUTGOING_ALLOW: receiver.host });
const admin = (): Api => api(hub.baseUrl, key);
const connect = (path: string): Promise<Hook> => admin().post<Hook>('/v1/webhooks', { url: receiver.url(path), events: EVENTS });
const say = (from: string, text: string) => whatsapp.send([[{ id: `wamid.${from}-${text}`, from, name: from, text }]]);
const ticketOf = (from: string): Promise<Ticket> =>
  until(`${from} has a ticket`, async () => (await allTickets(admin())).find(({ author }) => author.id === from));
const reply = (ticket: Ticket, text: string) => admin().post(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text });
const deliveriesOf = async (hook: Hook): Promise<readonly Delivery[]> =>
  (await admin().get<{ items: Delivery[] }>(`/v1/webhooks/${hook.id}/deliveries?limit=100`)).items;

const ticketIn = ({ body }: Received): unknown => body.data.ticketId ?? body.data.ticket?.id;
const callsAbout = (path: string, ticket: Ticket): Received[] => receiver.calls(path).filter((call) => ticketIn(call) === ticket.id);
const idsOf = (calls: readonly Received[]): string[] => [...new Set(calls.map(({ headers }) => String(headers['webhook-id'])))];
/** A webhook has got the event of a message: a customer's, or a reply that was sent. */
const hasMessage = (path: string, ticket: Ticket, text: string): boolean => callsAbout(path, ticket).some(({ body }) => body.data.message?.text === text);
/** Both webhooks have got the events of these messages and the same of their ticket, and there is nothing left. */
const settled = async (ticket: Ticket, texts: readonly string[]): Promise<boolean> =>
  ['/steady', '/troubled'].every((path) => texts.every((text) => hasMessage(path, ticket, text))) &&
  (await deliveriesOf(steady)).every(({ state }) => state === 'delivered') &&
  (await deliveriesOf(troubled)).every(({ state }) => state === 'delivered') &&
  idsOf(callsAbout('/troubled', ticket)).length === idsOf(callsAbout('/steady', ticket)).length;
const withTicket =
  (ticket: () => string | undefined, then: Behaviour): Behaviour =>
  (response, call, nth) =>
    (ticketIn(call) === ticket() ? then : answer(200))(response, call, nth);

beforeAll(async () => {
  receiver = await startReceiver();
  hub = await startHub({ home, env: env() });
  tenant = await createTenant(hub);
  whatsapp = await connectWhatsApp(tenant);
  // A session ends before this file does.
  key = (await tenant.admin.post<{ key: string }>('/v1/api-keys', { name: 'Shop', role: 'admin' })).key;
  steady = await connect('/steady');
  troubled = await connect('/troubled');
});
afterAll(async () => {
  await hub.stop();
  receiver.close();
  removeHome(home);
});

describe('webhooks of a business', () => {
  it('get signed events of tickets, messages and queues, each once', async () => {
    await say('4917100001', 'hello');
    const ticket = await ticketOf('4917100001');
    await reply(ticket, 'hi');
    await admin().post('/v1/queues', { name: 'New', condition: { all: [] } });
    const types = (): unknown[] => receiver.calls('/steady').map(({ body }) => body.type);
    await until('every kind of event came', () => EVENTS.every((type) => types().includes(type)), 30_000);
    // The events of a ticket are in order; those of a queue may come before them.
    expect(callsAbout('/steady', ticket)[0]?.body.type).toBe('ticket.created');
    for (const { headers, body } of receiver.calls('/steady')) {
      const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      expect(new Verifier(steady.secret).verify(JSON.stringify(body), given)).toEqual(body);
      expect(body.id).toBe(headers['webhook-id']);
    }
    await until('all are delivered, by one call each', async () => {
      const deliveries = await deliveriesOf(steady);
      return deliveries.every(({ state }) => state === 'delivered') && receiver.calls('/steady').length === deliveries.length;
    });
    await until('the other one has them too', () => receiver.calls('/troubled').length === receiver.calls('/steady').length);
  }, 60_000);

  it('a failed event holds the later ones of its ticket, and nothing else', async () => {
    let failing: string | undefined;
    let refused = 0;
    receiver.behave('/troubled', (response, call, nth) => {
      const isFirst = ticketIn(call) === failing && refused < 1;
      if (isFirst) refused += 1;
      answer(isFirst ? 500 : 200)(response, call, nth);
    });
    await say('4917100002', 'one');
    const ticket = await ticketOf('4917100002');
    await until('it is told', () => settled(ticket, ['one']));
    failing = ticket.id;
    await reply(ticket, 'first');
    await until('the receiver has refused one', () => refused === 1);
    await reply(ticket, 'second');
    await say('4917100003', 'another');
    const other = await ticketOf('4917100003');
    await until('the other ticket is told', () => callsAbout('/troubled', other).length >= 2);
    await until('all is told in the end', () => settled(ticket, ['one', 'first', 'second']), 60_000);
    const calls = callsAbout('/troubled', ticket);
    expect(idsOf(calls)).toEqual(idsOf(callsAbout('/steady', ticket)));
    // The refused one came again with the same id and body before anything else of its ticket.
    const byId = Map.groupBy(calls, ({ headers }) => headers['webhook-id']);
    const repeated = [...byId.values()].filter((same) => same.length > 1);
    expect(repeated).toHaveLength(1);
    const [first, second] = (repeated[0] ?? []) as [Received, Received];
    expect(second.body).toEqual(first.body);
    expect(second.at - first.at).toBeGreaterThanOrEqual(4_900);
    expect(calls.indexOf(second) - calls.indexOf(first)).toBe(1);
  }, 120_000);

  it('one that hangs, and one that is dead, delay no other; the failure stands on the webhook', async () => {
    const gone = await startReceiver();
    gone.close();
    receiver.behave('/troubled', hang);
    for (const n of [4, 5, 6, 7]) await say(`491710000${n}`, 'hi');
    for (const n of [4, 5, 6, 7]) {
      const ticket = await ticketOf(`491710000${n}`);
      await until('the steady one is told', () => callsAbout('/steady', ticket).length >= 2);
    }
    const failing = () => admin().get<{ failing: { status: null; reason: string } | null }>(`/v1/webhooks/${troubled.id}`);
    await until('the webhook says why', async () => (await failing()).failing !== null, 60_000);
    expect((await failing()).failing).toMatchObject({ status: null, reason: expect.stringContaining('no answer') as unknown });
    receiver.behave('/troubled', answer(200));
    // An admin need not wait for the next try.
    for (const { id, attempts } of (await deliveriesOf(troubled)).filter(({ state }) => state === 'pending').toReversed())
      if (attempts > 0) await admin().post(`/v1/webhooks/${troubled.id}/deliveries/${id}/retry`, undefined, 200);
    await until('all is delivered', async () => (await deliveriesOf(troubled)).every(({ state }) => state === 'delivered'), SETTLED_MS);
    // The notice goes after the last delivery is noted.
    await until('the webhook says that all is well', async () => (await failing()).failing === null);
  }, 300_000);

  it('a sender that is killed sends the event again with the same id, and in order', async () => {
    await say('4917100008', 'before');
    const ticket = await ticketOf('4917100008');
    await until('it is told', () => settled(ticket, ['before']));
    receiver.behave(
      '/troubled',
      withTicket(() => ticket.id, hang),
    );
    const before = callsAbout('/troubled', ticket).length;
    await reply(ticket, 'one');
    await reply(ticket, 'two');
    await until('the receiver has the first', () => callsAbout('/troubled', ticket).length > before);
    // Both replies are sent: the kill hits the sender of events alone.
    await until('the steady one has both', () => hasMessage('/steady', ticket, 'two'));
    await hub.killAll();
    receiver.behave('/troubled', answer(200));
    hub = await startHub({ home, port: hub.port, env: env() });
    await until('all is told', () => settled(ticket, ['before', 'one', 'two']), SETTLED_MS);
    expect(idsOf(callsAbout('/troubled', ticket))).toEqual(idsOf(callsAbout('/steady', ticket)));
    for (const same of Map.groupBy(receiver.calls('/troubled'), ({ headers }) => headers['webhook-id']).values())
      expect(new Set(same.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  }, 300_000);

  it('replays its events since a time, oldest first, with the same ids', async () => {
    const known = (await deliveriesOf(steady)).map(({ id }) => id).toReversed();
    const before = receiver.calls('/steady').length;
    const result = await admin().post<{ replayed: number; next: null }>(`/v1/webhooks/${steady.id}/replay`, { since: '2020-01-01T00:00:00Z' }, 200);
    // A reply of before may still be on its way to its provider, and its event comes for the first time.
    expect(result.replayed).toBeGreaterThanOrEqual(known.length);
    expect(result.next).toBeNull();
    const again = (): string[] => idsOf(receiver.calls('/steady').slice(before));
    await until('all came again', () => known.every((id) => again().includes(id)), 60_000);
    const [ticket] = callsAbout('/steady', await ticketOf('4917100002'));
    const ofTicket = (ids: readonly string[]): string[] => ids.filter((id) => id.includes(String(ticket && ticketIn(ticket))));
    expect(ofTicket(again())).toEqual(ofTicket(known));
  }, 120_000);
});
