import { randomUUID } from 'node:crypto';
import { WhatsApp } from './customer.ts';
import { type Hub, hubAt, until } from './hub.ts';

export interface Ticket {
  readonly id: string;
  readonly status: string;
  readonly visibleMessageCount: number;
  readonly author: { readonly name: string | null };
  readonly queueIds: readonly string[];
  readonly closesAt: string | null;
}

export interface Message {
  readonly number: number;
  readonly kind: string;
  readonly text: string | null;
  readonly providerId: string | null;
  readonly delivery: { readonly state: string; readonly error: { readonly code: string; readonly message: string } | null } | null;
}

export type Counters = Readonly<Record<string, number>>;
const PASSWORD = 'correct horse battery staple';

/** A business for one run of the story, so that the story can run repeatedly on one deployment. */
export interface Business {
  readonly slug: string;
  readonly email: string;
  readonly password: string;
}

export async function openBusiness(hub: Hub, adminToken: string): Promise<Business> {
  const slug = `story-${randomUUID().slice(0, 8)}`;
  const business = { slug, email: `ada@${slug}.example`, password: PASSWORD };
  await hub.as(adminToken).post('/v1/tenants', { name: 'Kettles & Co', slug, admin: { name: 'Ada', email: business.email, password: PASSWORD } });
  return business;
}

export async function signIn(hub: Hub, { slug, email, password }: Business): Promise<Hub> {
  const { accessToken } = await hub.post<{ accessToken: string }>('/v1/sessions', { tenant: slug, email, password });
  return hubAt(hub.baseUrl, accessToken);
}

/** A connected WhatsApp number, with its credentials in its own secret. */
export async function connectWhatsApp(admin: Hub): Promise<WhatsApp> {
  const appSecret = randomUUID();
  const phoneNumberId = String(100_000_000_000_000 + Math.floor(Math.random() * 1e14));
  const origin = await admin.post<{ id: string; webhookPath: string }>('/v1/origins', {
    channel: 'whatsapp',
    name: 'Shop hotline',
    credentials: { appSecret, verifyToken: randomUUID(), accessToken: 'EAAG-double', accountId: phoneNumberId },
  });
  return new WhatsApp(admin, origin, appSecret, phoneNumberId);
}

export const openQueue = (admin: Hub): Promise<{ id: string }> =>
  admin.post('/v1/queues', {
    name: 'Everything open',
    priority: 1,
    condition: { all: [{ field: 'status', op: 'in', value: ['created', 'working', 'followup', 'solved'] }] },
    visibleTo: { teamIds: [], agentIds: [] },
  });

export const ticketOf = async (session: Hub, name: string): Promise<Ticket | undefined> =>
  (await session.get<{ items: Ticket[] }>('/v1/tickets')).items.find(({ author }) => author.name === name);

/** Waits until the author's ticket shows this number of messages. */
export const ticketShowing = (session: Hub, name: string, count: number, patienceMs: number): Promise<Ticket> =>
  until(
    `the ticket shows ${count} messages`,
    async () => {
      const ticket = await ticketOf(session, name);
      return ticket?.visibleMessageCount === count && ticket;
    },
    patienceMs,
  );

export const isFound = async (session: Hub, word: string, ticketId: string): Promise<boolean> =>
  (await session.get<{ items: { ticketId: string }[] }>(`/v1/search?q=${word}`)).items.some((hit) => hit.ticketId === ticketId);

export const messagesOf = async (session: Hub, ticketId: string): Promise<readonly Message[]> =>
  (await session.get<{ items: Message[] }>(`/v1/tickets/${ticketId}/messages`)).items;

export const countersOf = async (session: Hub, queueId: string): Promise<Counters> =>
  (await session.get<{ counters: Counters }>(`/v1/queues/${queueId}`)).counters;
