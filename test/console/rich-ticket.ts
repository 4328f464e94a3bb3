import type { FakeHub, FakeTicket } from './fake-hub.ts';
import { ticket as addTicket } from './shop.ts';

const LONG = 'Maximiliana Alexandra von Hohenfels-Wolkenstein zu Unterach am Attersee';

/** One ticket with everything that a conversation can show: each state of a delivery, notes, a suggestion, marks, files, long names. */
export function richTicket(hub: FakeHub): FakeTicket {
  const ticket = addTicket(hub, {
    id: 'rich.1',
    author: { id: '393330004711', name: LONG, handle: '+39 333 000 4711' },
    tags: ['vip', 'a tag that is much longer than its place'],
    priority: 'high',
    topic: 'The lamp with the long cable that arrived with a cracked base',
  });
  Object.assign(ticket, { customFields: { order: 'BL-2785', carrier: 'Correos' } });
  hub.say(ticket, { text: 'Hello, see https://shop.example/lamp', subject: 'The lamp', surface: 'mail', to: ['ciao@shop.example'], cc: [], quotedAt: 6 });
  const author = { id: 'u2', name: 'Kenji Mori' };
  for (const state of ['queued', 'sent', 'delivered', 'read', 'failed'] as const)
    hub.say(ticket, {
      kind: 'reply',
      text: `This one is ${state}.`,
      author,
      delivery: { state, error: state === 'failed' ? { code: 'refused', message: 'The number is not on WhatsApp.' } : null },
    });
  hub.say(ticket, { kind: 'note', text: 'Parcel checked with the courier.', author });
  hub.say(ticket, {
    kind: 'ai_suggestion',
    text: 'We send a new one.',
    author: { id: 'ai', name: 'AI' },
    ai: { model: 'm', confidence: 0.86, cause: null },
    suggestion: { state: 'open' },
  });
  hub.say(ticket, { text: 'bad words', hidden: true, editedAt: new Date().toISOString() });
  hub.say(ticket, {
    text: 'A picture',
    attachments: [{ id: 'a', name: 'bill.pdf', type: 'application/pdf', size: 182_000, url: 'https://shop.example/bill.pdf' }],
  });
  hub.say(ticket, { text: 'And when does it arrive?' });
  return ticket;
}
