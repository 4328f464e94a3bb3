import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Message, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { uploadFile } from '../harness/upload.ts';

/** An entry that was being worked on when its worker died is hidden for 120 s. */
const SETTLED_MS = 170_000;

interface Sent {
  readonly account: string;
  readonly request: Readonly<Record<string, unknown>> & { readonly to: string; readonly type: string };
  readonly media?: { readonly sha256: string; readonly size: number };
}

/** The circle of files on WhatsApp: an agent's uploads, one message of the provider for each, and what becomes of them. */
describe('a reply with files on WhatsApp', { timeout: 180_000 }, () => {
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let hub: Hub;
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;

  const env = (): Record<string, string> => ({
    PARLEY_OUTGOING_ALLOW: new URL(simulator.url).host,
    META_GRAPH_URL: simulator.url,
    SEND_TIMEOUT_MS: '4000',
    SEND_PAUSE_MS: '300',
  });
  const admin = () => api(hub.baseUrl, tenant.admin.token);
  const faults = (edge: 'messages' | 'media', given: unknown) =>
    fetch(`${simulator.url}/faults/whatsapp/${whatsapp.phoneNumberId}/${edge}`, { method: 'PUT', body: JSON.stringify(given) });
  const faultsLeft = async (edge: 'messages' | 'media'): Promise<number> => {
    const answer = await fetch(`${simulator.url}/faults/whatsapp/${whatsapp.phoneNumberId}/${edge}`);
    return ((await answer.json()) as { left: number }).left;
  };
  const write = async (from: string, at = Date.now()): Promise<Ticket> => {
    expect((await whatsapp.send([[{ id: `wamid.${from}`, from, name: from, text: 'hi', at }]])).status).toBe(200);
    return until(`${from} has a ticket`, async () => (await allTickets(admin())).find(({ author }) => author.id === from));
  };
  const upload = (name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => uploadFile(admin(), { name, type }, bytes);
  const reply = (ticket: Ticket, text: string, attachmentIds: readonly string[]): Promise<Message> =>
    admin().post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, attachmentIds });
  /** Oldest first. */
  const sentTo = async (to: string): Promise<readonly Sent[]> => {
    const { items } = (await (await fetch(`${simulator.url}/sent`)).json()) as { items: readonly Sent[] };
    return items.filter(({ request }) => request.to === to).toReversed();
  };
  const shown = (sent: readonly Sent[]) =>
    sent.map(({ request, media }) => [request.type, { ...(request[request.type] as object), id: undefined }, media?.sha256]);
  const deliveryOf = async (ticket: Ticket) => (await ticketMessages(admin(), ticket.id)).find(({ number }) => number === 2)?.delivery;
  const reaches = (ticket: Ticket, state: string, limitMs = 60_000) =>
    until(`the reply is ${state}`, async () => (await deliveryOf(ticket))?.state === state, limitMs);
  const bytes = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(size));
  const sha256 = (given: Uint8Array): string => createHash('sha256').update(given).digest('hex');

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0, statusDelays: [100, 400, 900], retryDelay: 3_000 });
    hub = await startHub({ env: env() });
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    const account = { accessToken: 'EAAG-test', appSecret: whatsapp.appSecret, webhookUrl: `${hub.baseUrl}${whatsapp.origin.webhookPath}` };
    await fetch(`${simulator.url}/accounts/whatsapp/${whatsapp.phoneNumberId}`, { method: 'PUT', body: JSON.stringify(account) });
  });
  afterAll(async () => {
    await hub.stop();
    await simulator.close();
    removeHome(hub.home);
  });

  it('leaves as one message a file, in order, with its bytes and its caption, and is read when each of them is', async () => {
    const ticket = await write('4917900001');
    const [photo, voice, invoice] = [bytes(300_000), bytes(40_000), bytes(3_000_000)];
    const ids = [
      await upload('voice.ogg', 'audio/ogg', voice),
      await upload('photo.png', 'image/png', photo),
      await upload('Rechnung "März".pdf', 'application/pdf', invoice),
    ];
    await reply(ticket, 'Here they are.', ids);
    await reaches(ticket, 'read');
    expect(shown(await sentTo('4917900001'))).toEqual([
      ['audio', {}, sha256(voice)],
      ['image', { caption: 'Here they are.' }, sha256(photo)],
      ['document', { filename: 'Rechnung "März".pdf' }, sha256(invoice)],
    ]);
  });

  it('is rejected before anything is sent when WhatsApp does not take the file', async () => {
    const ticket = await write('4917900002');
    const zip = await upload('a.zip', 'application/zip', bytes(10));
    const answer = await admin().call<{ errors: unknown }>('POST', `/v1/tickets/${ticket.id}/messages`, {
      body: { kind: 'reply', text: 'no', attachmentIds: [zip] },
    });
    expect([answer.status, answer.body.errors]).toEqual([422, [expect.objectContaining({ path: 'attachmentIds' })]]);
  });

  it('goes on after what is sent when the provider refuses for a while', async () => {
    const ticket = await write('4917900003');
    const files = [bytes(1_000), bytes(1_000), bytes(1_000)];
    const ids = [];
    for (const file of files) ids.push(await upload('a.png', 'image/png', file));
    // The second file: its upload fails twice, then its message is refused twice.
    await faults('media', [null, { status: 500 }, { status: 429, retryAfter: 1 }]);
    await faults('messages', [null, { status: 400, code: 131056 }, { status: 500, code: 2 }]);
    await reply(ticket, 'three', ids);
    // Four pauses, each twice as long as the one before.
    await reaches(ticket, 'read', 75_000);
    expect((await sentTo('4917900003')).map(({ media }) => media?.sha256)).toEqual(files.map(sha256));
  }, 100_000);

  it('is unknown when the answer for one part is lost, and a retry sends only what is not sent', async () => {
    const ticket = await write('4917900004');
    const ids = [await upload('a.png', 'image/png', bytes(1_000)), await upload('b.png', 'image/png', bytes(1_000))];
    await faults('messages', [null, { status: 500 }]);
    await reply(ticket, 'two', ids);
    await reaches(ticket, 'unknown');
    expect(await sentTo('4917900004')).toHaveLength(1);
    await admin().post(`/v1/tickets/${ticket.id}/messages/2/retry`, undefined, 200);
    await reaches(ticket, 'read');
    expect(await sentTo('4917900004')).toHaveLength(2);
  });

  it('offers answers, and the one that the customer picks comes back into the ticket', async () => {
    const ticket = await write('4917900007');
    const choices = { label: 'Times', options: [{ title: 'Monday', description: 'morning' }, { title: 'Tuesday' }] };
    expect(await admin().post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'When?', choices })).toMatchObject({ choices });
    await reaches(ticket, 'read');
    const rows = [
      { id: 'choice-1', title: 'Monday', description: 'morning' },
      { id: 'choice-2', title: 'Tuesday' },
    ];
    const interactive = { type: 'list', body: { text: 'When?' }, action: { button: 'Times', sections: [{ rows }] } };
    expect((await sentTo('4917900007')).map(({ request }) => request)).toMatchObject([{ type: 'interactive', interactive }]);
    const sent = (await ticketMessages(admin(), ticket.id)).find(({ number }) => number === 2);
    const pick = {
      from: '4917900007',
      id: 'wamid.pick',
      timestamp: String(Math.floor(Date.now() / 1_000)),
      type: 'interactive',
      context: { from: '15550783881', id: sent?.providerId },
      interactive: { type: 'list_reply', list_reply: rows[0] },
    };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: whatsapp.phoneNumberId },
      messages: [pick],
    };
    const body = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
    expect((await whatsapp.post(JSON.stringify(body))).status).toBe(200);
    const picked = await until('the pick is there', async () => (await ticketMessages(admin(), ticket.id)).find(({ number }) => number === 3));
    expect(picked).toMatchObject({ kind: 'customer', text: 'Monday\nmorning', inReplyTo: 2 });
  });

  it('is a template where the customer has not written for a day', async () => {
    const ticket = await write('4917900006', Date.now() - 25 * 3_600_000);
    const templates = [{ name: 'order_update', language: 'de', placeholders: 2 }];
    await fetch(`${simulator.url}/templates/whatsapp/${whatsapp.phoneNumberId}`, { method: 'PUT', body: JSON.stringify(templates) });
    const path = `/v1/tickets/${ticket.id}/messages`;
    const late = await admin().call<{ detail: string }>('POST', path, { body: { kind: 'reply', text: 'hello' } });
    expect([late.status, late.body.detail]).toEqual([422, expect.stringMatching(/within 24 hours.*A template can be sent at any time\.$/)]);
    const template = { name: 'order_update', language: 'de', parameters: [{ text: 'Ann' }, { text: '38' }] };
    const invoice = bytes(2_000);
    await admin().post(path, { kind: 'reply', template, attachmentIds: [await upload('a.pdf', 'application/pdf', invoice)] });
    await reaches(ticket, 'read');
    const [sent] = await sentTo('4917900006');
    expect(sent?.request).toMatchObject({
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'de' },
        components: [
          { type: 'header', parameters: [{ type: 'document', document: { filename: 'a.pdf' } }] },
          { type: 'body', parameters: [{ text: 'Ann' }, { text: '38' }] },
        ],
      },
    });
    // One that was never approved fails with the provider's code.
    await admin().post(path, { kind: 'reply', template: { ...template, language: 'fr' } });
    const failed = () => ticketMessages(admin(), ticket.id).then((all) => all.find(({ number }) => number === 3)?.delivery);
    await until('the other one has failed', async () => (await failed())?.state === 'failed');
    expect((await failed())?.error?.code).toBe('132001');
  });

  it('goes on after its first part when everything is killed during the upload of the second', async () => {
    const ticket = await write('4917900005');
    const ids = [await upload('a.png', 'image/png', bytes(1_000)), await upload('b.png', 'image/png', bytes(1_000))];
    await faults('media', [null, { hang: true }]);
    await reply(ticket, 'once', ids);
    // The first part is noted as sent before the second begins.
    await until('the second upload hangs', async () => (await faultsLeft('media')) === 0);
    expect(await sentTo('4917900005')).toHaveLength(1);
    await hub.killAll();
    hub = await startHub({ home: hub.home, port: hub.port, env: env() });
    await reaches(ticket, 'read', SETTLED_MS);
    expect(await sentTo('4917900005')).toHaveLength(2);
  }, 240_000);
});
