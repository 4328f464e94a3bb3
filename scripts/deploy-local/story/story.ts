import { randomUUID } from 'node:crypto';
import { LIVE } from '../../../adapters/search/opensearch-index.ts';
import { repliesAt } from '../provider-double.ts';
import type { Step } from '../steps.ts';
import type { Services } from '../target.ts';
import { connectWhatsApp, countersOf, isFound, type Message, messagesOf, openBusiness, openQueue, signIn, type Ticket, ticketShowing } from './business.ts';
import { armedSchedule, bringForward, scheduleNames } from './closure.ts';
import { errorsOf } from './errors.ts';
import { hubAt, until } from './hub.ts';
import { goLive } from './live.ts';
import { deadLetters } from './queues.ts';

export interface Scene {
  readonly apiUrl: string;
  readonly wsUrl: string;
  readonly adminToken: string;
  /** The address of the simulated providers, as this process reaches it. */
  readonly providers: string;
  readonly searchEndpoint: string;
  readonly services: Services;
  /** Name of the function that gets an invalid event. */
  readonly timers: string;
  readonly step: Step;
  /** How long to wait for results through streams and queues. */
  readonly patienceMs: number;
}

/** Each step checks a guarantee of the hub. docs/deploy.md and the tests of grants use these names. */
export const STEPS = {
  tenant: "the secret's admin token creates a tenant",
  signIn: 'its admin signs in',
  origin: 'an origin stores its credentials in its own secret',
  proof: 'a webhook without a valid signature gets a 401',
  ticket: 'a signed webhook becomes a ticket (Kafka, bridge, consumer)',
  duplicate: 'the same webhook again changes nothing',
  counters: "the queue's counters are correct (stream, projector)",
  search: 'search finds the message (stream, reindex, OpenSearch)',
  live: 'a live connection receives the next message (SQS, delivery)',
  reply: 'a reply reaches the provider (SQS FIFO, sender)',
  attachment: 'an attachment is uploaded with a signed form and downloaded by a link (S3)',
  followup: 'a followup returns (delayed SQS message, job)',
  closure: 'Scheduler starts the job of a closure',
  rebuild: 'search is rebuilt (SQS, bulk)',
  signOut: 'signing out ends the live connection',
  errors: "a function's error gets a group (log, collector)",
  deadLetters: 'all dead-letter queues are empty',
} as const;

/** Runs the smoke story. @throws StepFailed with the name of the failed step */
export async function runStory({ apiUrl, wsUrl, adminToken, providers, searchEndpoint, services, timers, step, patienceMs }: Scene): Promise<void> {
  const hub = hubAt(apiUrl);
  const limit = 30 + (3 * patienceMs) / 1000;
  const givenUp = await deadLetters(services);
  const business = await step(STEPS.tenant, limit, () => openBusiness(hub, adminToken));
  const admin = await step(STEPS.signIn, limit, () => signIn(hub, business));
  const { whatsapp, queue } = await step(STEPS.origin, limit, async () => ({ whatsapp: await connectWhatsApp(admin), queue: await openQueue(admin) }));

  const word = `kettle${randomUUID().slice(0, 6)}`;
  const said = (id: string, text: string) => ({ id: `wamid.${business.slug}-${id}`, from: '491700000001', name: 'Mia', text });
  const accepted = (status: number): void => expect(status === 200, `the webhook answered ${status}`);
  const first = said('1', `The ${word} leaks`);
  const shown = (count: number): Promise<Ticket> => ticketShowing(admin, 'Mia', count, patienceMs);

  await step(STEPS.proof, limit, async () => expect((await whatsapp.saysUnsigned(first)) === 401, 'it was not rejected'));
  const ticket = await step(STEPS.ticket, limit, async () => {
    accepted(await whatsapp.says(first));
    return shown(1);
  });
  await step(STEPS.duplicate, limit, async () => {
    accepted(await whatsapp.says(first));
    accepted(await whatsapp.says(first, said('2', 'Order 4711')));
    await shown(2);
    const messages = await messagesOf(admin, ticket.id);
    expect(messages.map(({ number, text }) => `${number} ${text}`).join() === `1 The ${word} leaks,2 Order 4711`, JSON.stringify(messages));
  });
  await step(STEPS.counters, limit, async () => {
    await until('one ticket is counted', async () => (await countersOf(admin, queue.id))['created'] === 1, patienceMs);
    const recount = await admin.post<{ equal: boolean }>('/v1/admin/recount');
    expect(recount.equal, `the recount differs: ${JSON.stringify(recount)}`);
  });
  const found = (): Promise<boolean> => isFound(admin, word, ticket.id);
  await step(STEPS.search, limit, () => until('it is found', found, patienceMs));
  const live = await step(STEPS.live, limit, async () => {
    const connection = await goLive(admin, wsUrl);
    await connection.frame('the replay has ended', ({ type }) => type === 'resumed', patienceMs);
    accepted(await whatsapp.says(said('3', 'Are you there?')));
    await connection.frame('the message', ({ type, body }) => type === 'message' && body === 'Are you there?', patienceMs);
    return connection;
  });
  try {
    const path = `/v1/tickets/${ticket.id}`;
    await step(STEPS.reply, limit, async () => {
      const reply = await admin.post<Message>(`${path}/messages`, { kind: 'reply', text: `We are, about the ${word}.` });
      await until('the double has it', async () => (await repliesAt(providers)).some(({ body }) => JSON.stringify(body).includes(word)), patienceMs);
      const sent = async () => (await messagesOf(admin, ticket.id)).find(({ number }) => number === reply.number)?.delivery?.state === 'sent';
      await until('the reply is marked as sent', sent, patienceMs);
    });
    await step(STEPS.attachment, limit, async () => {
      const bytes = `A bill for a ${word}`;
      const { id, upload } = await admin.post<{ id: string; upload: { url: string; fields: Record<string, string> } }>('/v1/attachments', {
        name: 'bill.txt',
        type: 'text/plain',
        size: bytes.length,
      });
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
      form.append('file', new Blob([bytes], { type: 'text/plain' }), 'bill.txt');
      const up = await fetch(upload.url, { method: 'POST', body: form });
      expect(up.ok, `the bucket answered ${up.status} to the form: ${await up.text()}`);
      await admin.post(`${path}/messages`, { kind: 'note', text: 'See the bill', attachmentIds: [id] });
      const { url } = await admin.get<{ url: string }>(`/v1/attachments/${id}`);
      const down = await fetch(url);
      expect(down.ok && (await down.text()) === bytes, `the bucket answered ${down.status} to the link`);
    });
    await step(STEPS.followup, limit, async () => {
      await admin.patch(path, { status: 'followup', followupAt: new Date(Date.now() + 2_000).toISOString() });
      await until('it is being worked on again', async () => (await admin.get<Ticket>(path)).status === 'working', patienceMs + 2_000);
    });
    await step(STEPS.closure, limit + 30, async () => {
      const before = await scheduleNames(services);
      await admin.patch(path, { status: 'solved' });
      await bringForward(services, await armedSchedule(services, before, patienceMs), patienceMs + 15_000);
    });
    await step(STEPS.rebuild, limit + 30, async () => {
      const before = await liveIndex(searchEndpoint);
      await admin.post('/v1/admin/reindex');
      await until('another index serves', async () => (await liveIndex(searchEndpoint)) !== before, patienceMs + 30_000);
      await until('it is found there', found, patienceMs);
    });
    await step(STEPS.signOut, limit, async () => {
      await admin.delete('/v1/sessions');
      await live.ended(patienceMs);
    });
    await step(STEPS.errors, limit, async () => {
      const before = await errorsOf(services, 'timers');
      await services.invoke(timers, { nonsense: business.slug }).catch(() => undefined);
      await until('it is counted', async () => (await errorsOf(services, 'timers')) > before, patienceMs);
    });
    await step(STEPS.deadLetters, limit, async () => expect((await deadLetters(services)) === givenUp, 'there are more dead letters than before'));
  } finally {
    live.close();
  }
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** The index behind the alias that queries use (adapters/search/opensearch-index.ts). */
async function liveIndex(searchEndpoint: string): Promise<string | undefined> {
  const aliases = (await (await fetch(`${searchEndpoint}/_cat/aliases?format=json`)).json()) as { alias: string; index: string }[];
  return aliases.find(({ alias }) => alias === LIVE)?.index;
}
