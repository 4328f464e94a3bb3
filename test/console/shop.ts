import { BURST, story } from '../../demo/shop/story.ts';
import type { FakeHub, FakeTicket } from './fake-hub.ts';

const MINUTE = 60_000;
const CHANNELS = {
  whatsapp: 'whatsapp',
  messenger: 'facebook',
  comment: 'facebook',
  instagram: 'instagram',
  mail: 'mail',
  api: 'api',
  telegram: 'telegram',
  sms: 'twilio',
} as const;

const ORIGINS = { whatsapp: 'o1', facebook: 'o2', mail: 'o3', api: 'o4', instagram: 'o5', telegram: 'o6', twilio: 'o7' } as const;

/** A ticket of a customer, with nothing said in it yet. */
export function ticket(hub: FakeHub, more: Partial<FakeTicket> = {}): FakeTicket {
  const sequence = hub.tickets.size + 1;
  const now = new Date().toISOString();
  const whole: FakeTicket = {
    id: `th${sequence}.1`,
    sequence,
    status: 'created',
    priority: 'normal',
    origin: { id: 'o1', channel: 'whatsapp' },
    author: { id: `39333000${sequence}`, name: 'Giulia Ferri', handle: null },
    threadId: `th${sequence}`,
    owner: { agentId: null, teamId: null },
    queueIds: ['q-new'],
    tags: [],
    topic: null,
    lastMessage: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    conversationId: `th${sequence}`,
    closesAt: null,
    followupAt: null,
    customFields: {},
    escalations: null,
    ...more,
  };
  hub.tickets.set(whole.id, whole);
  return whole;
}

/** Fills the hub with the demo's first customers, some answered, so that there is something to look at. */
export function fill(hub: FakeHub): void {
  const telling = story();
  const byCustomer = new Map<string, FakeTicket>();
  for (let k = 0; k < BURST; k++) {
    const said = telling.next().value;
    const at = new Date(Date.now() - (BURST - k) * 4 * MINUTE).toISOString();
    const known = byCustomer.get(said.customer.key);
    const name = said.customer.way === 'messenger' ? null : said.customer.name;
    const urgent = /urgent/i.test(said.text);
    const fresh = () =>
      ticket(hub, {
        author: { id: said.customer.id, name, handle: null },
        origin: { id: ORIGINS[CHANNELS[said.customer.way]], channel: CHANNELS[said.customer.way] },
        createdAt: at,
        priority: urgent ? 'urgent' : 'normal',
        tags: urgent ? ['refund'] : said.photo ? ['damaged', 'vip'] : [],
      });
    const open = known ?? fresh();
    byCustomer.set(said.customer.key, open);
    const attachments = said.photo ? [{ id: 'a', name: 'photo.jpg', type: 'image/jpeg', size: 182_000, url: 'https://shop.example/photo.jpg' }] : [];
    hub.say(open, {
      text: said.text,
      createdAt: at,
      attachments,
      surface: said.customer.way === 'comment' ? 'comment' : 'dm',
      ...(said.customer.way === 'mail' ? { subject: said.subject } : {}),
    });
    if (k % 4 === 1) {
      const later = new Date(Date.parse(at) + 2 * MINUTE).toISOString();
      const delivery = {
        state: (['queued', 'sent', 'delivered', 'read', 'failed'] as const)[(k >> 2) % 5],
        error: (k >> 2) % 5 === 4 ? { code: 'sender_not_built', message: 'Parley cannot send on this channel yet.' } : null,
      };
      hub.say(open, {
        kind: 'reply',
        text: 'Thank you for writing, I am looking into it and will be back within the hour.',
        author: { id: 'u2', name: 'Kenji Mori' },
        createdAt: later,
        delivery,
      });
      if (k % 8 === 1)
        hub.say(open, {
          kind: 'note',
          text: 'Parcel checked with the courier, they call back this afternoon.',
          author: { id: 'u2', name: 'Kenji Mori' },
          createdAt: later,
        });
      Object.assign(open, { status: k % 12 === 1 ? 'pending' : k % 12 === 5 ? 'solved' : 'working', owner: { agentId: 'u2', teamId: null } });
    }
  }
  const count = (fits: (each: FakeTicket) => boolean) =>
    Object.fromEntries(
      ['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => [
        status,
        [...hub.tickets.values()].filter((each) => each.status === status && fits(each)).length,
      ]),
    );
  const queue = (id: string, name: string, fits: (each: FakeTicket) => boolean) => {
    for (const each of hub.tickets.values()) each.queueIds = [...each.queueIds.filter((other) => other !== id), ...(fits(each) ? [id] : [])];
    hub.queues.push({ id, name, priority: hub.queues.length, counters: count(fits) });
  };
  queue('q-urgent', 'Urgent', (each) => each.priority !== 'normal');
  queue('q-new', 'New', (each) => each.status === 'created');
  for (const channel of ['whatsapp', 'facebook', 'mail'] as const)
    queue(`q-${channel}`, { whatsapp: 'WhatsApp', facebook: 'Facebook', mail: 'Mail' }[channel], (each) => each.origin.channel === channel);
  queue('q-none', 'VIP', () => false);
}
