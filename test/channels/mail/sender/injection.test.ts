import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { writtenAddress } from '../../../../channels/mail/sender/addresses.ts';
import { headersOf, sendMail } from './sending.ts';

/** Anything that somebody may write, with what ends a line and begins a header now and then. */
const evil = fc.constantFrom(
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\u2028',
  '\r\nBcc: evil@x.example',
  '\nX-Evil: 1\r\n\r\nbody',
  '"',
  '<',
  '>',
  ',',
  ';',
  '=?utf-8?q?=0D=0A?=',
  '@',
  'ü',
  '🎉',
  '\ud800',
  ' ',
);
const text = fc.array(fc.oneof(evil, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 8 }).map((parts) => parts.join('').toWellFormed());
const KNOWN = new Set([
  'from',
  'to',
  'cc',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
  'date',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'auto-submitted',
]);

test('whatever stands in names, subjects, ids and addresses: no header comes that is not the sender’s, and none twice', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, text, text, fc.option(text), async (originName, subject, body, fileName, type, id) => {
      const open = async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from('x');
      };
      const file = { id: 'f', name: fileName, type, size: 1, url: '', open };
      const { raw, mails } = await sendMail(
        { subject, text: body, html: `<p>${body}`, files: [file], inReplyTo: id, references: [id ?? '', subject] },
        undefined,
        {
          originName,
        },
      );
      const names = headersOf(raw).map(([name]) => name);
      expect(names.filter((name) => !KNOWN.has(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      expect(mails[0]?.to).toEqual(['ada@customers.example']);
      expect(raw.split('\r\n').filter((line) => line.length > 998 || /[^\t\x20-\x7e]/.test(line))).toEqual([]);
      const mail = await PostalMime.parse(raw);
      expect([mail.from?.address, mail.to, mail.cc, mail.bcc]).toEqual([
        'help@shop.example',
        [{ name: '', address: 'ada@customers.example' }],
        undefined,
        undefined,
      ]);
      expect(mail.attachments).toHaveLength(1);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

test('an address that is written is one address and nothing else', async () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.tuple(text, text).map(([local, domain]) => `${local}@${domain}`),
        fc.emailAddress(),
      ),
      (given) => {
        const written = writtenAddress(given);
        if (written !== null) expect(written).toMatch(/^[!-?A-~]+@[a-z0-9.-]+$/);
        if (written !== null) expect(written).not.toMatch(/[\s<>(),;:"\\[\]]/);
      },
    ),
    { numRuns: 5_000 },
  );
  expect(writtenAddress(' Ada.Lovelace+x@MÜLLER.example ')).toBe('Ada.Lovelace+x@xn--mller-kva.example');
  for (const wrong of [
    '',
    '@',
    'a@',
    '@b.example',
    'a@b',
    'a b@c.example',
    'a@b..example',
    '.a@b.example',
    `${'a'.repeat(65)}@b.example`,
    'ä@b.example',
    'a@-b.example',
  ])
    expect(writtenAddress(wrong), wrong).toBeNull();
  expect(writtenAddress(`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.example`)).toBeNull();
});
