import { describe, expect, it } from 'vitest';
import { visitorMailDue } from '../../../../domain/livechat/by-mail/due.ts';
import { giveUpVisitorMail, sendVisitorMail } from '../../../../domain/livechat/by-mail/send-mail.ts';
import { gateKey } from '../../../../domain/outbound/gate.ts';
import { EMAIL, MINUTE_MS, mailingShop } from './mailing-shop.ts';

type Shop = Awaited<ReturnType<typeof mailingShop>>;
type Guest = Awaited<ReturnType<Shop['leaver']>>;

const due = ({ deps, conversation }: Shop, guest: Guest) => visitorMailDue(deps, { schema: 'visitor-mail/1', ...conversation(guest), dueAt: '' });
const error = { code: 'c', message: 'm' };

describe('replies that a visitor has not got', () => {
  it('go in one mail, in order, once, with nothing else of the conversation; each says how it was delivered', async () => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    const first = await shop.said(guest, 'It comes today.');
    await shop.staff(`POST /v1/tickets/${guest.ticketId}/messages`, { kind: 'note', text: 'a note' });
    const last = await shop.said(guest, 'By noon.');
    expect(await due(shop, guest)).toMatchObject({ dueAt: expect.any(String) });
    shop.harness.pass(10 * MINUTE_MS);
    expect(await due(shop, guest)).toBe('send');
    expect(await shop.mail(guest)).toBe('sent');
    expect(shop.letters).toMatchObject([{ to: EMAIL, subject: 'Chat', inReplyTo: null, automatic: false, originId: shop.mailbox.id }]);
    const { text = '', references = [] } = shop.letters[0] ?? {};
    expect(text.replace(/^.*:\n/gm, '')).toBe('It comes today.\n\nBy noon.');
    expect(references).toEqual([expect.stringMatching(/^<chat\.[\w-]{22,}@/), expect.stringMatching(new RegExp(`\\.${first}-${last}@parley\\.invalid>$`))]);
    for (const number of [first, last]) expect(await shop.deliveryOf(guest, number)).toEqual({ state: 'sent', error: null, via: 'mail' });
    expect(await due(shop, guest)).toBe('nothing');
    expect(await shop.mail(guest)).toBeNull();
    expect(shop.letters).toHaveLength(1);
    // The next one is a mail of its own, below the same root.
    await shop.said(guest, 'Are you there?');
    await shop.mail(guest);
    expect(shop.letters[1]?.references[0]).toBe(references[0]);
    expect(shop.letters[1]?.text).toContain('Are you there?');
    expect(shop.letters[1]?.text).not.toContain('By noon');
  });

  it.each([
    ['who has got all of them', async (shop: Shop, guest: Guest, number: number) => shop.ack(guest, { delivered: number })],
    ['while the origin does not continue by mail', async (shop: Shop) => shop.continueBy(null)],
    ['while the origin is disabled', async (shop: Shop) => shop.staff(`PATCH /v1/origins/${shop.origin.id}`, { state: 'disabled' })],
    ['without an address', async (shop: Shop, guest: Guest) => shop.update(guest, { email: null })],
    [
      'if they were deleted',
      async (shop: Shop, guest: Guest, number: number) => shop.staff(`PATCH /v1/tickets/${guest.ticketId}/messages/${number}`, { hidden: true }),
    ],
  ])('are not mailed to a visitor %s', async (_, before) => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    await before(shop, guest, await shop.said(guest, 'hi'));
    shop.harness.pass(10 * MINUTE_MS);
    expect([await due(shop, guest), await shop.mail(guest), shop.letters]).toEqual(['nothing', null, []]);
  });

  it('wait for ten minutes after the visitor was last there, and for replies that are not in the log yet', async () => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    const first = await shop.said(guest, 'one');
    await shop.said(guest, 'two');
    shop.harness.pass(9 * MINUTE_MS);
    await shop.ack(guest, { delivered: first });
    const inTen = new Date(shop.harness.deps.clock() + 10 * MINUTE_MS).toISOString();
    expect(await due(shop, guest)).toEqual({ dueAt: inTen });
    shop.harness.pass(5 * MINUTE_MS);
    await guest.say('m-2', 'still here');
    expect(await due(shop, guest)).toEqual({ dueAt: new Date(shop.harness.deps.clock() + 10 * MINUTE_MS).toISOString() });
    const other = await shop.leaver();
    await shop.reply(other, 'not in the log yet');
    expect(await due(shop, other)).toEqual({ dueAt: new Date(shop.harness.deps.clock() + MINUTE_MS).toISOString() });
    expect(await shop.mail(other)).toBeNull();
    expect(await due(shop, { ...guest, threadId: 'nobody' })).toBe('nothing');
  });

  it('are not mailed if the visitor comes back before the call', async () => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    const number = await shop.said(guest, 'hi');
    shop.ways.way = { ...shop.ways.way, turn: async () => (await shop.ack(guest, { read: number }), () => {}) } as never;
    await expect(shop.mail(guest)).rejects.toMatchObject({ name: 'RetryLater' });
    expect([await shop.mail(guest), shop.letters]).toEqual([null, []]);
    expect(await shop.deliveryOf(guest, number)).toEqual({ state: 'read', error: null });
  });

  it('are never mailed again after a crash: without an answer they are unknown, with one they get it', async () => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    const number = await shop.said(guest, 'hi');
    shop.answers.push(new Error('killed'));
    await expect(shop.mail(guest)).rejects.toThrow('killed');
    expect(await shop.mail(guest)).toBeNull();
    expect(await shop.deliveryOf(guest, number)).toMatchObject({ state: 'unknown', via: 'mail', error: { code: 'answer_lost' } });
    const next = await shop.said(guest, 'again');
    await shop.update(guest, { mailing: { numbers: [next], outcome: { state: 'sent', error: null } } });
    expect(await shop.mail(guest)).toBeNull();
    expect([await shop.deliveryOf(guest, next), shop.letters]).toEqual([{ state: 'sent', error: null, via: 'mail' }, []]);
    expect(await shop.guestOf(guest)).toMatchObject({ mailing: null, mailedTo: next });
  });

  it('are tried again if nothing was sent, until the time is over', async () => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    const number = await shop.said(guest, 'hi');
    shop.answers.push({ outcome: 'retry', error });
    await expect(shop.mail(guest)).rejects.toMatchObject({ name: 'RetryLater' });
    expect(await shop.guestOf(guest)).toMatchObject({ mailing: null, mailedTo: 0 });
    shop.ways.way = { ...shop.ways.way, turn: async () => null } as never;
    await expect(shop.mail(guest)).rejects.toMatchObject({ name: 'RetryLater' });
    await shop.harness.table.write({ op: 'put', item: { ...gateKey(shop.world.tenantId, shop.mailbox.id), until: shop.harness.deps.clock() + 5_000 } });
    await expect(shop.mail(guest)).rejects.toMatchObject({ name: 'RetryLater', afterMs: 5_000 });
    const tired = { ...shop.deps, repeatForMs: 0 };
    expect(await sendVisitorMail(tired, shop.conversation(guest), { queuedAt: 0, receives: 9 })).toBe('failed');
    expect(await shop.deliveryOf(guest, number)).toMatchObject({ state: 'failed', via: 'mail' });
  });

  it.each([
    [{ outcome: 'failed', error }, 'failed'],
    [{ outcome: 'reauthorise', error }, 'failed'],
    [{ outcome: 'unknown', error }, 'unknown'],
  ] as const)('say so when SES does not take the mail (%o), and stay in the chat', async (outcome, state) => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    await shop.staff(`POST /v1/tickets/${guest.ticketId}/messages`, { kind: 'note', text: 'n', thenStatus: 'pending' });
    const number = await shop.said(guest, 'hi');
    shop.answers.push(outcome);
    expect(await shop.mail(guest)).toBe(state);
    expect(await shop.deliveryOf(guest, number)).toMatchObject({ state, via: 'mail', error: { code: 'c' } });
    expect((await guest.updates()).items.at(-1)).toMatchObject({ number, text: 'hi', status: 'sent' });
    await shop.ack(guest, { read: number });
    expect(await shop.deliveryOf(guest, number)).toEqual({ state: 'read', error: null });
  });

  it('fail if the mailbox cannot send, or if Parley itself has failed for too long', async () => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    const number = await shop.said(guest, 'hi');
    shop.ways.way = { refused: 'origin_disabled' };
    expect(await shop.mail(guest)).toBe('failed');
    expect(await shop.deliveryOf(guest, number)).toMatchObject({ state: 'failed', error: { code: 'origin_disabled' }, via: 'mail' });
    expect(await giveUpVisitorMail(shop.deps, shop.conversation(guest))).toBeNull();
    const next = await shop.said(guest, 'more');
    expect(await giveUpVisitorMail(shop.deps, shop.conversation(guest))).toBe('failed');
    expect(await shop.deliveryOf(guest, next)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
    await shop.update(guest, { mailing: { numbers: [next] } });
    expect(await giveUpVisitorMail(shop.deps, shop.conversation(guest))).toBe('unknown');
    await shop.update(guest, { mailing: { numbers: [] } });
    expect(await giveUpVisitorMail(shop.deps, shop.conversation(guest))).toBe('unknown');
  });

  it('that do not fit into one mail go in several, and files that do not fit are named', async () => {
    const shop = await mailingShop();
    const guest = await shop.leaver();
    const file = async (name: string, bytes: number) => {
      const { id, upload } = (await shop.staff('POST /v1/attachments', { name, type: 'application/pdf', size: bytes })).body;
      shop.harness.uploaded.set(upload.fields.key, { body: new Uint8Array(bytes), contentType: 'application/pdf' });
      return id as string;
    };
    const attachmentIds = [await file('small.pdf', 1_000), await file('large.pdf', 9_999_500)];
    const { number } = (await shop.staff(`POST /v1/tickets/${guest.ticketId}/messages`, { kind: 'reply', text: 'files', attachmentIds })).body;
    await shop.send(guest, number);
    for (let n = 0; n < 5; n += 1) await shop.said(guest, `${n}`.repeat(19_000));
    await expect(shop.mail(guest)).rejects.toMatchObject({ name: 'RetryLater', message: 'more replies are owed' });
    expect(await shop.mail(guest)).toBe('sent');
    expect(shop.letters.map(({ files }) => files.map(({ name }) => name))).toEqual([['small.pdf'], []]);
    expect(shop.letters[0]?.text).toContain('files\n[large.pdf]\n\n');
    expect(shop.letters.map(({ text }) => [...text.matchAll(/(\d)\1{18999}/g)].map(([, digit]) => digit))).toEqual([['0', '1', '2', '3'], ['4']]);
  });
});
