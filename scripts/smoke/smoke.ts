import { randomUUID } from 'node:crypto';
import type { Step } from '../deploy-local/steps.ts';
import {
  connectWhatsApp,
  countersOf,
  isFound,
  messagesOf,
  openBusiness,
  openQueue,
  signIn,
  type Ticket,
  ticketShowing,
} from '../deploy-local/story/business.ts';
import { hubAt, until } from '../deploy-local/story/hub.ts';
import { goLive } from '../deploy-local/story/live.ts';

export interface Smoke {
  readonly apiUrl: string;
  readonly wsUrl: string;
  readonly adminToken: string;
  readonly step: Step;
  readonly patienceMs: number;
}

export const answers = (apiUrl: string, step: Step): Promise<unknown> =>
  step('the hub answers', 60, () => until('GET /v1/health answers', async () => (await fetch(`${apiUrl}/v1/health`)).ok, 50_000));

/**
 * From a customer's message to its agent, through public interfaces only. Nothing is sent to a provider, because nobody replies. Each
 * run creates its own tenant. @throws StepFailed with the name of the failed step
 */
export async function smoke({ apiUrl, wsUrl, adminToken, step, patienceMs }: Smoke): Promise<void> {
  const limit = 30 + (3 * patienceMs) / 1000;
  const word = `kettle${randomUUID().slice(0, 6)}`;
  const { business, admin } = await step('a tenant is created and its admin signs in', limit, async () => {
    const business = await openBusiness(hubAt(apiUrl), adminToken);
    return { business, admin: await signIn(hubAt(apiUrl), business) };
  });
  const { whatsapp, queue } = await step('an origin and a queue', limit, async () => ({
    whatsapp: await connectWhatsApp(admin),
    queue: await openQueue(admin),
  }));
  const said = (id: string, text: string) => ({ id: `wamid.${business.slug}-${id}`, from: '491700000001', name: 'Mia', text });
  const shown = (count: number): Promise<Ticket> => ticketShowing(admin, 'Mia', count, patienceMs);
  const first = said('1', `The ${word} leaks`);
  await step('a webhook without a valid signature gets a 401', limit, async () => must(await whatsapp.saysUnsigned(first), 401));
  const ticket = await step('a signed webhook becomes a ticket, once', limit, async () => {
    must(await whatsapp.says(first), 200);
    await shown(1);
    must(await whatsapp.says(first, said('2', 'Order 4711')), 200);
    const shownTwice = await shown(2);
    must((await messagesOf(admin, shownTwice.id)).map(({ number }) => number).join(), '1,2');
    return shownTwice;
  });
  await step('its queue counts it', limit, () => until('one ticket is counted', async () => (await countersOf(admin, queue.id))['created'] === 1, patienceMs));
  await step('search finds it', limit, () => until('it is found', () => isFound(admin, word, ticket.id), patienceMs));
  await step('its agent gets the next message live', limit, async () => {
    const live = await goLive(admin, wsUrl);
    try {
      await live.frame('the replay has ended', ({ type }) => type === 'resumed', patienceMs);
      must(await whatsapp.says(said('3', 'Are you there?')), 200);
      await live.frame('the message', ({ type, body }) => type === 'message' && body === 'Are you there?', patienceMs);
      await admin.delete('/v1/sessions');
      await live.ended(patienceMs);
    } finally {
      live.close();
    }
  });
}

function must<T>(found: T, wanted: T): void {
  if (found !== wanted) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
