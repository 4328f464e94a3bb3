import { describe, expect, it } from 'vitest';
import { withChats } from '../../../../domain/livechat/by-mail/answers.ts';
import { newTextOf } from '../../../../domain/livechat/by-mail/new-text.ts';
import { applyMessages } from '../../../../domain/support/events/answer-by-mail.ts';
import type { GivenEvent } from '../../../../domain/support/inbound/batch.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { inbound } from '../../support/inbound/events.ts';
import { EMAIL, mailingShop } from './mailing-shop.ts';

const apply = withChats(applyMessages);

const setUp = async () => {
  const shop = await mailingShop();
  const guest = await shop.leaver();
  const numbers = [await shop.said(guest, 'one'), await shop.said(guest, 'two')];
  await shop.mail(guest);
  const [root = '', own = ''] = shop.letters[0]?.references ?? [];
  const mail = (from: string, id: string, references: readonly string[] = [root, own], change: object = {}): GivenEvent => {
    const base = inbound(from, id, { text: 'Thanks\n\nOn Monday, Help wrote:\n> one\n> two\n', ...change });
    const content = base.event.content && { ...base.event.content, surface: 'mail' as const, html: '<p>Thanks</p>', references: [...references] };
    return { ...base, tenantId: shop.world.tenantId, originId: shop.mailbox.id, channel: 'mail', event: { ...base.event, content } };
  };
  const status = (providerId: string, state: 'delivered' | 'failed'): GivenEvent => {
    const error = state === 'failed' ? { code: '5.1.1', message: 'unknown' } : null;
    return mail('x', providerId, [], { verb: 'status', providerId, version: state, content: null, author: null, status: { state, error } });
  };
  const run = (...events: GivenEvent[]) => apply(shop.deps as never, events, 1);
  const messages = async () => (await shop.staff(`GET /v1/tickets/${guest.ticketId}/messages`)).body.items as { kind: string; text: string }[];
  const tickets = async () => ((await shop.staff('GET /v1/tickets')).body.items as { author: { handle: string | null } }[]).length;
  return { ...shop, guest, numbers, root, own, mailFrom: mail, status, run, messages, tickets };
};

describe('an answer to a mail from a live chat', () => {
  it('is the visitor’s message in the same ticket, once, without what it quotes', async () => {
    const { mailFrom, run, messages, tickets, numbers, guest } = await setUp();
    const answer = mailFrom(EMAIL.toUpperCase(), '<a1@post.example>');
    expect(await run(answer, mailFrom('bob@x.example', '<b1@x.example>', []), answer)).toMatchObject([
      { effect: 'applied' },
      { effect: 'applied' },
      { effect: 'duplicate' },
    ]);
    expect(await run(answer)).toMatchObject([{ effect: 'duplicate' }]);
    expect((await messages()).at(-1)).toMatchObject({
      kind: 'customer',
      text: 'Thanks',
      html: null,
      surface: 'chat',
      inReplyTo: numbers[1],
      author: { name: 'Mia', handle: EMAIL },
    });
    expect((await guest.updates()).items.at(-1)).toMatchObject({ from: 'visitor', text: 'Thanks' });
    expect(await tickets()).toBe(2);
  });

  it('belongs to the chat also where a mail program has kept only the first id', async () => {
    const { mailFrom, run, messages, root } = await setUp();
    expect(await run(mailFrom(EMAIL, '<a1@post.example>', [root]))).toMatchObject([{ effect: 'applied' }]);
    expect((await messages()).at(-1)).toMatchObject({ kind: 'customer', text: 'Thanks', inReplyTo: null });
  });

  it.each([
    ['from somebody else', 'mallory@x.example', {}, 1],
    ['with another secret', EMAIL, { references: ['<chat.0123456789012345678901@parley.invalid>'] }, 1],
    ['of a machine', EMAIL, { opensTicket: false }, 0],
  ])('stays with the mailbox %s', async (_, from, change, opened) => {
    const { mailFrom, run, messages, tickets, root, own } = await setUp();
    const references = 'references' in change ? (change.references as string[]) : [root, own];
    expect(await run(mailFrom(from, '<a1@post.example>', references, change))).toMatchObject([{ effect: 'applied' }]);
    expect((await messages()).filter(({ kind }) => kind === 'customer')).toHaveLength(1);
    expect(await tickets()).toBe(1 + opened);
  });

  it('stays with the mailbox when the chat is gone', async () => {
    const { mailFrom, run, staff, origin, tickets } = await setUp();
    await staff(`DELETE /v1/origins/${origin.id}`);
    expect(await run(mailFrom(EMAIL, '<a1@post.example>'))).toMatchObject([{ effect: 'applied' }]);
    expect(await tickets()).toBe(2);
  });

  it('waits alone while the table is away', async () => {
    const { mailFrom, deps, root } = await setUp();
    const get: typeof deps.table.get = async (keys, options) => {
      if (keys.some(({ pk }) => pk.includes('#LM#'))) throw new TableUnavailable(new Error('away'));
      return deps.table.get(keys, options);
    };
    const events = [mailFrom('bob@x.example', '<b1@x.example>', []), mailFrom(EMAIL, '<a1@post.example>', [root])];
    const away = { ...deps, table: { ...deps.table, get } } as never;
    expect(await apply(away, events, 1)).toMatchObject([{ ok: true }, { ok: false, permanent: false }]);
  });

  it('keeps the order of those behind it', async () => {
    const { mailFrom, status, own } = await setUp();
    const failing: typeof applyMessages = async (_, events) => [
      { ok: false, permanent: false, error: 'e' },
      ...events.slice(1).map(() => ({ ok: false as const, permanent: false, error: 'e', behind: 0 })),
    ];
    const { deps } = await setUp();
    const events = [status(own, 'delivered'), mailFrom('b@x.example', '<1@x>', []), mailFrom('b@x.example', '<2@x>', [])];
    expect(await withChats(failing)(deps as never, events, 1)).toMatchObject([{ ok: true }, { ok: false }, { ok: false, behind: 1 }]);
  });
});

describe('a status of a mail from a live chat', () => {
  it('is that of each of its replies', async () => {
    const { run, status, own, root, numbers, guest, deliveryOf } = await setUp();
    expect(await run(status(own, 'delivered'))).toMatchObject([{ effect: 'applied' }]);
    for (const number of numbers) expect(await deliveryOf(guest, number)).toEqual({ state: 'delivered', error: null, via: 'mail' });
    expect(await run(status(own, 'failed'), status(root, 'failed'))).toMatchObject([{ effect: 'applied' }, { effect: 'ignored' }]);
    expect(await deliveryOf(guest, numbers[0] as number)).toMatchObject({ state: 'delivered' });
    expect(await run(status('<chat.0123456789012345678901.1-2@parley.invalid>', 'failed'))).toMatchObject([{ effect: 'ignored' }]);
  });

  it('of a mail that came back makes them failed, and brings the ticket back to the agents', async () => {
    const { run, status, own, numbers, guest, deliveryOf, staff } = await setUp();
    await staff(`PATCH /v1/tickets/${guest.ticketId}`, { status: 'solved' });
    await run(status(own, 'failed'));
    expect(await deliveryOf(guest, numbers[0] as number)).toEqual({ state: 'failed', error: { code: '5.1.1', message: 'unknown' }, via: 'mail' });
    expect((await staff(`GET /v1/tickets/${guest.ticketId}`)).body.status).toBe('working');
  });
});

describe('the new text of an answer', () => {
  it.each([
    [null, null],
    ['Thanks', 'Thanks'],
    ['Thanks\n\n> one\n> two', 'Thanks'],
    ['Thanks\n\nAm 1. Mai\nschrieb Help:\n\n> one\n', 'Thanks'],
    ['Thanks\n\nAm 1. Mai\nschrieb Help:\n> one\n', 'Thanks'],
    ['> one\n\nNo.', '> one\n\nNo.'],
    ['These:\n> one', 'These:'],
    ['> one', '> one'],
    ['a\n\n1\n2\n3\n4:\n> one', 'a\n\n1\n2\n3\n4:'],
  ])('%j is %j', (text, expected) => expect(newTextOf(text)).toBe(expected));
});
