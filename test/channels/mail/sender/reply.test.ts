import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { capabilities, FILES_BYTES } from '../../../../channels/mail/capabilities.ts';
import { outbound } from '../../../../channels/mail/outbound.ts';
import type { OutgoingFile } from '../../../../domain/channels/actions.ts';
import { failing } from '../../exchange.ts';
import { headersOf, sendMail } from './sending.ts';

const fileOf = (given: Partial<OutgoingFile> & { readonly pieces?: readonly Uint8Array[] } = {}): OutgoingFile => ({
  id: 'f',
  name: 'label.pdf',
  type: 'application/pdf',
  size: null,
  url: 'https://files.example/f',
  open: async function* () {
    yield* given.pieces ?? [Buffer.from('%PDF'), Buffer.from('-1.7')];
  },
  ...given,
});

it('the capabilities are the actions that it performs', () => {
  expect(outbound.actions).toEqual(Object.keys(capabilities.surfaces.mail ?? {}));
});

describe('a reply by mail', () => {
  it('is one mail from the origin to the customer, in the customer’s thread, and its ids come back', async () => {
    const { outcome, mails, raw } = await sendMail({ references: ['<first@customers.example>', '<0102-0@eu-west-1.amazonses.com>'] });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ from: 'help@shop.example', to: ['ada@customers.example'] });
    const headers = Object.fromEntries(headersOf(raw));
    const own = headers['message-id'] ?? '';
    expect(own).toMatch(/^<parley\.[0-9a-f]{24}@shop\.example>$/);
    expect(headers).toMatchObject({
      from: 'Shop help <help@shop.example>',
      to: 'ada@customers.example',
      subject: 'Re: Where is order 77?',
      'in-reply-to': '<question@customers.example>',
      references: `<first@customers.example> <0102-0@eu-west-1.amazonses.com> <question@customers.example> ${own}`,
      date: 'Sat, 21 Nov 2026 10:00:00 +0000',
      'mime-version': '1.0',
    });
    expect(headers).not.toHaveProperty('auto-submitted');
    const sent = '<0102018f-1-000000@eu-west-1.amazonses.com>';
    expect(outcome).toEqual({ outcome: 'sent', providerId: sent, sentParts: [sent, own] });
  });

  it('has the same bytes at every try, and other ones for another reply', async () => {
    const once = await sendMail({ html: '<p>Hi</p>', files: [fileOf()] });
    expect((await sendMail({ html: '<p>Hi</p>', files: [fileOf()] })).raw).toBe(once.raw);
    expect(headersOf((await sendMail({ id: 'th.3' })).raw)).not.toContainEqual(headersOf(once.raw).find(([name]) => name === 'message-id'));
  });

  it('carries text, HTML, copies and files in UTF-8; blind copies stand in the envelope alone', async () => {
    const { mails, raw } = await sendMail({
      text: 'Grüße aus Köln 🎉\nzweite Zeile',
      html: '<p>Grüße</p>',
      cc: ['bob@müller.example'],
      bcc: ['boss@shop.example', 'ada@customers.example'],
      files: [
        fileOf(),
        fileOf({ name: 'Größe.eml', type: 'message/rfc822', pieces: [Buffer.from('From: x\n\nline')] }),
        fileOf({ name: null, type: 'nonsense' }),
      ],
    });
    expect(mails[0]?.to).toEqual(['ada@customers.example', 'bob@xn--mller-kva.example', 'boss@shop.example']);
    expect(raw).not.toContain('boss@');
    const mail = await PostalMime.parse(raw);
    expect(mail).toMatchObject({ text: 'Grüße aus Köln 🎉\nzweite Zeile\n', html: expect.stringContaining('<p>Grüße</p>') as unknown });
    expect(mail.cc).toEqual([{ name: '', address: 'bob@xn--mller-kva.example' }]);
    const files = mail.attachments.map(({ filename, mimeType, content }) => [filename, mimeType, Buffer.from(content as ArrayBuffer).toString()]);
    expect(files).toEqual([
      ['label.pdf', 'application/pdf', '%PDF-1.7'],
      ['Größe.eml', 'application/octet-stream', 'From: x\n\nline'],
      ['attachment', 'application/octet-stream', '%PDF-1.7'],
    ]);
  });

  it.each([
    ['Where is it?', '<q@c.example>', 'Re: Where is it?'],
    ['RE: Where is it?', '<q@c.example>', 'RE: Where is it?'],
    ['AW: Wo ist es?', '<q@c.example>', 'AW: Wo ist es?'],
    ['Re[2]: Where is it?', '<q@c.example>', 'Re[2]: Where is it?'],
    ['Restaurant', '<q@c.example>', 'Re: Restaurant'],
    [null, '<q@c.example>', 'Re:'],
    ['Your order', null, 'Your order'],
    [null, null, 'Shop help'],
  ])('of the subject %j that answers %j has the subject %j', async (subject, inReplyTo, expected) => {
    expect(Object.fromEntries(headersOf((await sendMail({ subject, inReplyTo })).raw))['subject']).toBe(expected);
  });

  it('names only ids that a header can hold', async () => {
    const { raw } = await sendMail({ inReplyTo: 'sha256:0a1b', references: ['<ok@c.example>', '<b ad@c.example>', '<ü@c.example>', ''] });
    const headers = Object.fromEntries(headersOf(raw));
    expect(headers).not.toHaveProperty('in-reply-to');
    expect(headers['references']).toBe(`<ok@c.example> ${headers['message-id']}`);
  });

  it('of a rule or an AI says that a machine wrote it', async () => {
    expect(Object.fromEntries(headersOf((await sendMail({ automatic: true })).raw))['auto-submitted']).toBe('auto-replied');
  });

  it.each([
    ['to', { to: 'not an address' }, 'not an address'],
    ['cc', { cc: ['müller@shop.example'] }, 'müller@shop.example'],
    ['bcc', { bcc: ['"a b"@shop.example'] }, '"a b"@shop.example'],
  ])('whose %s cannot be written to fails and names it; nothing is sent', async (_name, change, named) => {
    const { outcome, mails } = await sendMail(change);
    expect(outcome).toMatchObject({ outcome: 'failed', error: { code: 'bad_address', message: expect.stringContaining(named) as unknown } });
    expect(mails).toEqual([]);
  });

  it('whose files are longer than was said is stopped while they are read', async () => {
    const pieces = Array.from({ length: 11 }, () => new Uint8Array(FILES_BYTES / 10));
    const { outcome, mails } = await sendMail({ files: [fileOf({ pieces })] });
    expect(outcome).toMatchObject({ outcome: 'failed', error: { code: 'files_too_large' } });
    expect(mails).toEqual([]);
  });

  it('whose file cannot be read is tried again: nothing has left', async () => {
    const { outcome, mails } = await sendMail({ files: [fileOf({ open: failing() })] });
    expect(outcome).toMatchObject({ outcome: 'retry', error: { code: 'file_unavailable' } });
    expect(mails).toEqual([]);
    // Behind one that failed the next one has its turn.
    expect((await sendMail({ files: [fileOf()] })).outcome).toMatchObject({ outcome: 'sent' });
  });
});
