import type { FakeHub, FakeMessage, FakeTicket } from './fake-hub.ts';

const NAMES = ['Emma Clarke', 'Diego Ramos', 'Beatriz Almeida', 'Louis Girard', 'Zofia Kowalska', 'Omar Haddad', 'Giulia Ferri', 'Sanne de Vries'];
const WORDS = 'where is my order of the lamp with the long cable and when does it arrive thank you very much'.split(' ');
const STATUSES = ['created', 'working', 'pending', 'solved'] as const;

/** A whole number below `most` that follows from a place and a purpose alone, so that no ticket has to be kept (xorshift). */
function pick(place: number, purpose: number, most: number): number {
  let state = (place * 2_654_435_761 + purpose * 40_503 + 1) >>> 0;
  for (const shift of [13, -17, 5]) state = (shift > 0 ? state ^ (state << shift) : state ^ (state >>> -shift)) >>> 0;
  return state % most;
}
const words = (place: number, count: number): string => Array.from({ length: count }, (_, at) => WORDS[pick(place, at + 7, WORDS.length)]).join(' ');

/** The same at each call: a ticket that did not change is not read as one that did. */
const NOW = Date.now();

/** The ticket at a place of the list. */
export function ticketAt(place: number): FakeTicket {
  const at = new Date(NOW - place * 60_000).toISOString();
  const name = `${NAMES[pick(place, 1, NAMES.length)]} ${place}`;
  const ticket = {
    id: `m${place}`,
    sequence: 1_000_000 - place,
    status: STATUSES[pick(place, 2, STATUSES.length)] ?? 'created',
    priority: pick(place, 3, 10) === 0 ? 'urgent' : 'normal',
    origin: { id: 'o1', channel: 'whatsapp' },
    author: { id: `a${place}`, name, handle: null },
    threadId: `t${place}`,
    owner: { agentId: null, teamId: null },
    queueIds: [],
    tags: pick(place, 4, 3) === 0 ? ['delivery'] : [],
    topic: null,
    lastMessage: { number: 30, kind: 'customer', text: words(place, 12), createdAt: at },
    createdAt: at,
    updatedAt: at,
    version: 1,
    conversationId: `t${place}`,
    closesAt: null,
    followupAt: null,
    customFields: {},
    escalations: null,
  };
  return ticket;
}

/** The 30 messages of its thread; each names its customer. */
function messagesAt(place: number): FakeMessage[] {
  const { author, createdAt } = ticketAt(place);
  return Array.from({ length: 30 }, (_, at) => ({
    number: 30 - at,
    kind: at % 3 === 1 ? 'reply' : 'customer',
    text: `${author.name}: ${words(place + at, 18)}`,
    author: { type: 'customer', id: author.id, name: author.name ?? '', handle: null },
    createdAt,
    surface: 'dm',
    attachments: [],
    deleted: false,
    hidden: false,
    conversationId: `t${place}`,
    ticketId: `m${place}`,
    editedAt: null,
    reactions: {},
    delivery: null,
    starRating: null,
    subject: null,
  }));
}

/** Answers lists page by page, tickets and threads of so many tickets, without keeping one. */
export function manyTickets(hub: FakeHub, count: number): void {
  const before = hub.more;
  hub.more = (route, query, body) => {
    if (route === 'GET /v1/tickets') {
      const from = Number(query.get('cursor') ?? 0);
      const size = Math.min(Number(query.get('limit') ?? 50), count - from);
      const items = Array.from({ length: size }, (_, at) => ticketAt(from + at));
      return { status: 200, body: { items, nextCursor: from + size < count ? String(from + size) : null } };
    }
    const [, ticket] = /^GET \/v1\/tickets\/m(\d+)$/.exec(route) ?? [];
    if (ticket !== undefined) return { status: 200, body: ticketAt(Number(ticket)) };
    const [, thread] = /^GET \/v1\/threads\/t(\d+)\/messages$/.exec(route) ?? [];
    if (thread !== undefined) return { status: 200, body: { items: messagesAt(Number(thread)), nextCursor: null } };
    return before(route, query, body);
  };
}
