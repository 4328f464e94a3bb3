import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../demo/random.ts';
import { type ChaoticProviders, startChaoticProviders, type Taken } from '../harness/chaotic-providers.ts';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { killNow } from '../harness/processes.ts';
import { seedOfRun } from '../harness/random.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Origin, Ticket } from '../harness/shapes.ts';
import { createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const REPLIES = Number(process.env['PARLEY_FIRE_REPLIES'] ?? 99);
/** Each leaves what was being sent hidden for two minutes. */
const KILLS = Number(process.env['PARLEY_FIRE_KILLS'] ?? 0);
const CONVERSATIONS = 3;
const LIMIT_MS = 300_000 + 180_000 * KILLS + REPLIES * 500;
/** The reply is at the provider, or may be. */
const SENT: ReadonlySet<string> = new Set(['sent', 'delivered', 'read']);

const secret = (): string => randomUUID();
const ADDRESS = `help@${randomUUID().slice(0, 8)}.example`;
interface Channel {
  readonly credentials: (providers: ChaoticProviders) => object;
  /** How its customers are called. */
  readonly customer: (n: number) => string;
  /** The provider's id of a message, where it has a form. */
  readonly message?: (n: number) => string;
  /** Each reply answers a review of its own, because a review has one reply. */
  readonly isReview?: true;
  /** What is sent twice has the effect of once. */
  readonly isIdempotent?: true;
  /** No provider: a reply is sent when it is in the log. */
  readonly isOwn?: true;
}
/** What each channel needs to be connected. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  whatsapp: {
    credentials: () => ({ appSecret: secret(), verifyToken: secret(), accessToken: 'a-token', accountId: '106540352242922' }),
    customer: (n) => `49170000${n}`,
  },
  facebook: {
    credentials: () => ({ appSecret: secret(), verifyToken: secret(), accessToken: 'a-token', accountId: '682498302938465' }),
    customer: (n) => `facebook-${n}`,
  },
  instagram: {
    credentials: () => ({ appSecret: secret(), verifyToken: secret(), accessToken: 'a-token', accountId: '17841400000000001' }),
    customer: (n) => `instagram-${n}`,
  },
  x: { credentials: () => ({ consumerSecret: secret(), accessToken: 'a-token', userId: '2244994945' }), customer: (n) => `78900${n}` },
  mail: { credentials: () => ({ address: ADDRESS, inboundSecret: secret() }), customer: (n) => `c${n}@customers.example` },
  telegram: { credentials: () => ({ botToken: `1:${secret()}`, secretToken: secret() }), customer: (n) => `${90_000 + n}` },
  twilio: { credentials: () => ({ accountSid: 'AC0123456789', authToken: secret(), number: '+14155238886' }), customer: (n) => `+4917100${n}` },
  api: { credentials: ({ url }) => ({ signingSecret: secret(), callbackUrl: `${url}/callback` }), customer: (n) => `api-${n}`, isIdempotent: true },
  linkedin: {
    credentials: () => ({ clientSecret: secret(), accessToken: 'a-token', organizationId: '2414183' }),
    customer: (n) => `urn:li:person:${n}`,
    message: (n) => `urn:li:comment:(urn:li:activity:7,${n + 1})`,
  },
  trustpilot: {
    credentials: () => ({ businessUnitId: 'unit-1', webhookSecret: secret(), apiKey: secret(), apiSecret: secret(), businessUserId: 'user-1' }),
    customer: (n) => `reviewer-${n}`,
    isReview: true,
    isIdempotent: true,
  },
  livechat: { credentials: () => ({ allowedDomains: ['shop.example'], identitySecret: secret() }), customer: (n) => `visitor-${n}`, isOwn: true },
};
const NAMES = Object.keys(CHANNELS);
/** Replies of one conversation, at most. */
const OF_CONVERSATION = Math.ceil(REPLIES / NAMES.length / CONVERSATIONS);

describe('replies over all channels, while providers answer by 429, by 500, late or not at all', { timeout: LIMIT_MS }, () => {
  const seed = seedOfRun();
  let providers: ChaoticProviders;
  let hub: Hub;
  let admin: Api;
  const replies: { readonly channel: string; readonly ticket: Ticket; readonly text: string; readonly number: number }[] = [];

  beforeAll(async () => {
    providers = await startChaoticProviders(seeded(seed));
    const { host, url } = providers;
    const bases = {
      META_GRAPH_URL: url,
      SES_URL: url,
      X_API_URL: url,
      TELEGRAM_API_URL: url,
      TWILIO_API_URL: url,
      LINKEDIN_API_URL: url,
      TRUSTPILOT_API_URL: url,
    };
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: host, SEND_TIMEOUT_MS: '1500', SEND_PAUSE_MS: '500', ...bases } });
    ({ admin } = await createTenant(hub));
  });
  afterAll(async () => {
    providers.close();
    await hub.stop();
    removeHome(hub.home);
  });

  const ticketsOf = async (): Promise<ReadonlyMap<string, readonly Ticket[]>> => {
    const origins = new Map<string, string>();
    for (const channel of NAMES) {
      const { credentials, customer, message, isReview } = CHANNELS[channel] as Channel;
      const origin = await admin.post<Origin>('/v1/origins', { channel, name: channel, credentials: credentials(providers) });
      origins.set(channel, origin.id);
      const events = Array.from({ length: CONVERSATIONS * (isReview ? OF_CONVERSATION : 1) }, (_, n) => {
        const author = customer(n % CONVERSATIONS);
        return {
          id: `${channel}-${n}`,
          type: 'message.created',
          version: 1,
          occurredAt: new Date().toISOString(),
          data: {
            originId: origin.id,
            id: message?.(n) ?? `${channel}-${n}`,
            author: { id: author, name: `Customer ${n}`, handle: author },
            text: 'hello',
            ...(isReview ? { starRating: 4 } : {}),
          },
        };
      });
      await admin.post('/v1/events/messages', events, 202);
    }
    const wanted = NAMES.length * CONVERSATIONS;
    const tickets = await until(
      'every customer has a ticket',
      async () => {
        const all = await allTickets(admin);
        const written = ({ origin, visibleMessageCount: count }: Ticket): boolean => count === (origin.channel === 'trustpilot' ? OF_CONVERSATION : 1);
        return all.length === wanted && all.every(written) ? all : undefined;
      },
      60_000,
    );
    return new Map(NAMES.map((channel) => [channel, tickets.filter(({ origin }) => origin.id === origins.get(channel))]));
  };

  /** Ends the process that sends; the supervisor starts another. */
  const killSender = (): void => {
    for (const one of hub.processes()) if (one.command.includes('local/workers/main')) killNow(one.pid);
  };

  it(`each of ${REPLIES} is sent once or shown as unknown, in the order of its conversation (seed ${seed}, ${KILLS} kills)`, async () => {
    const tickets = await ticketsOf();
    const kills = new Set(Array.from({ length: KILLS }, (_, n) => Math.floor((REPLIES * (n + 1)) / (KILLS + 1))));
    for (let n = 0; n < REPLIES; n += 1) {
      const channel = NAMES[n % NAMES.length] as string;
      const own = tickets.get(channel) ?? [];
      const ticket = own[Math.floor(n / NAMES.length) % own.length] as Ticket;
      const text = `reply ${channel} ${n}`;
      // The reviews of a customer are their first messages.
      const round = Math.floor(n / NAMES.length / own.length);
      const answers = CHANNELS[channel]?.isReview ? { inReplyTo: round + 1 } : {};
      const { number } = await admin.post<{ number: number }>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, ...answers });
      replies.push({ channel, ticket, text, number });
      if (kills.has(n)) killSender();
    }
    const stateOf = new Map<string, string>();
    await until(
      'every reply has an outcome',
      async () => {
        for (const ticket of [...tickets.values()].flat())
          for (const { number, kind, delivery } of await ticketMessages(admin, ticket.id))
            if (kind === 'reply') stateOf.set(`${ticket.id} ${number}`, delivery?.state ?? 'none');
        if (stateOf.size === REPLIES && [...stateOf.values()].filter((state) => state === 'queued').length < REPLIES / 8) providers.calm();
        return stateOf.size === REPLIES && ![...stateOf.values()].includes('queued');
      },
      LIMIT_MS,
    );
    const takenOf = (text: string): readonly Taken[] => providers.taken.filter((one) => one.text === text);
    const outcomes: Record<string, number> = {};
    for (const { channel, ticket, text, number } of replies) {
      const state = stateOf.get(`${ticket.id} ${number}`) ?? '';
      outcomes[state] = (outcomes[state] ?? 0) + 1;
      const taken = takenOf(text);
      expect(SENT.has(state) || state === 'unknown', `${text} is ${state}`).toBe(true);
      const { isIdempotent, isOwn } = CHANNELS[channel] as Channel;
      if (isOwn) {
        expect([state, taken], text).toEqual(['sent', []]);
        continue;
      }
      // A receiver that recognises repeats may get one twice, with the same key.
      const times = isIdempotent ? new Set(taken.map(({ key }) => key)).size : taken.length;
      if (SENT.has(state)) expect(times, `${text} is ${state}`).toBe(1);
      else expect(times, `${text} is unknown`).toBeLessThanOrEqual(1);
    }
    for (const ticket of [...tickets.values()].flat()) {
      const order = replies.filter((reply) => reply.ticket.id === ticket.id).map(({ text }) => text);
      const arrived = [...new Set(providers.taken.map(({ text }) => text).filter((text) => order.includes(text)))];
      expect(arrived).toEqual(order.filter((text) => arrived.includes(text)));
    }
    expect(providers.faults()).toBeGreaterThan(0);
    expect(outcomes['sent'] ?? 0).toBeGreaterThan(REPLIES / 2);
    process.stdout.write(`replies under fire: ${providers.faults()} faults; ${JSON.stringify(outcomes)}\n`);
  });
});
