import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../channels/mail/parse.ts';
import { folded } from '../../../channels/mail/reader/folded.ts';
import { plusAddressOf, replyTag, tagIn } from '../../../channels/mail/sender/ids.ts';
import { RECEIVED_AT, theEvent } from '../reading.ts';
import { headersOf, SHOP, sendMail } from './sender/sending.ts';

const PLUS = { ...SHOP, plusAddress: true };
const TAG = 'abcdef'.repeat(4);
const ID = `<parley.${TAG}@shop.example>`;
const read = async (...headers: string[]) => {
  const raw = ['From: Ada <ada@customers.example>', 'Message-ID: <m@c.example>', ...headers, '', 'Thanks', ''].join('\r\n');
  return theEvent(await parseMail({ body: Buffer.from(raw), receivedAt: RECEIVED_AT }, SHOP));
};
const answers = async (...headers: string[]) => {
  const { content } = await read(...headers);
  return [content?.inReplyTo, ...(content?.references ?? [])];
};

describe('the reply-to address of a reply by mail', () => {
  const replyTo = async (credentials: typeof SHOP & { readonly plusAddress?: boolean }, change: Parameters<typeof sendMail>[0] = {}) => {
    const { raw } = await sendMail(change, undefined, { credentials });
    const headers = Object.fromEntries(headersOf(raw));
    return { replyTo: headers['reply-to'], own: headers['message-id'] ?? '' };
  };

  it('is the origin’s with the tag of the reply, where the mailbox has plus-addresses', async () => {
    const { replyTo: given, own } = await replyTo(PLUS);
    const tag = /^<parley\.([0-9a-f]{24})@shop\.example>$/.exec(own)?.[1] ?? '';
    expect(given).toBe(`Shop help <help+${tag}@shop.example>`);
    expect(await replyTo(PLUS)).toEqual({ replyTo: given, own });
    expect((await replyTo(PLUS, { id: 'th.3' })).own).not.toBe(own);
    expect((await replyTo({ ...PLUS, inboundSecret: 'another secret' })).own).not.toBe(own);
    expect((await replyTo(PLUS, { tenantId: 'u' })).own).not.toBe(own);
  });

  it('is absent where it has none, and where the address would be too long', async () => {
    expect((await replyTo(SHOP)).replyTo).toBeUndefined();
    expect((await replyTo({ ...PLUS, plusAddress: false })).replyTo).toBeUndefined();
    expect((await replyTo({ ...PLUS, address: `${'a'.repeat(40)}@shop.example` })).replyTo).toBeUndefined();
    expect((await replyTo({ ...PLUS, address: `${'a'.repeat(39)}@shop.example` })).replyTo).toMatch(/^Shop help <a{39}\+[0-9a-f]{24}@shop\.example>$/);
  });
});

describe('a mail to a plus-address of the origin', () => {
  it('answers the reply of its tag, without References, in any case, and also after it was forwarded', async () => {
    expect(await answers(`To: Shop <help+${TAG}@shop.example>`)).toEqual([ID]);
    expect(await answers(`To: HELP+${TAG.toUpperCase()}@Shop.Example`)).toEqual([ID]);
    expect(await answers('To: x@y.example', `Cc: help+${TAG}@shop.example`)).toEqual([ID]);
    expect(await answers('To: undisclosed-recipients:;', `Delivered-To: help+${TAG}@shop.example`)).toEqual([ID]);
    expect(await answers(`X-Original-To: help+${TAG}@shop.example`)).toEqual([ID]);
  });

  it('names it after In-Reply-To, and before what is further away', async () => {
    expect(await answers(`To: help+${TAG}@shop.example`, 'In-Reply-To: <a@b> <c@d>', 'References: <e@f> <g@h>')).toEqual([
      '<a@b>',
      ID,
      '<c@d>',
      '<g@h>',
      '<e@f>',
    ]);
    expect(await answers(`To: help+${TAG}@shop.example`, `References: ${ID}`)).toEqual([ID]);
  });

  it.each([
    'help@shop.example',
    `help+${TAG}0@shop.example`,
    `help+${TAG.slice(1)}@shop.example`,
    `help+x${TAG.slice(1)}@shop.example`,
    `help+a+${TAG}@shop.example`,
    `other+${TAG}@shop.example`,
    `help+${TAG}@other.example`,
    `help+${TAG}@shop.example.other.example`,
    `help+${TAG}`,
  ])('is none with %s', async (address) => expect(await answers(`To: ${address}`)).toEqual([null]));

  it('is the business’s own: a copy of a reply is of the mailbox, and belongs to its customer', async () => {
    const copy = theEvent(
      await parseMail(
        { body: Buffer.from(`From: help@shop.example\r\nReply-To: help+${TAG}@shop.example\r\nTo: ada@customers.example\r\n\r\nHi`), receivedAt: RECEIVED_AT },
        SHOP,
      ),
    );
    expect(copy).toMatchObject({ fromCustomer: false, threadKey: 'ada@customers.example', author: { id: 'help@shop.example' } });
    const tagged = theEvent(
      await parseMail({ body: Buffer.from(`From: help+${TAG}@shop.example\r\nTo: ada@customers.example\r\n\r\nHi`), receivedAt: RECEIVED_AT }, SHOP),
    );
    expect(tagged).toMatchObject({ fromCustomer: false, threadKey: 'ada@customers.example' });
  });

  it('is read again from what is written, for every mailbox', () => {
    const local = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9._+-]{0,20}$/);
    fc.assert(
      fc.property(local, fc.constantFrom('shop.example', 'Müller.example'), fc.string(), fc.string(), fc.boolean(), (name, domain, id, secret, isUpper) => {
        const own = `${name}@${domain}`;
        const tag = replyTag({ tenantId: 't', id }, secret);
        const written = plusAddressOf(tag, own);
        expect(tagIn(folded(isUpper ? written.toUpperCase() : written), folded(own))).toBe(tag);
        expect(tagIn(folded(own), folded(own))).toBeUndefined();
      }),
    );
  });
});
