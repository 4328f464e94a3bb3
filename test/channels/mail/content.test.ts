import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../channels/mail/parse.ts';
import { fixture, RECEIVED_AT } from '../reading.ts';

const read = async (body: string | Uint8Array) => {
  const [element] = await parseMail({ body: typeof body === 'string' ? Buffer.from(body) : body, receivedAt: RECEIVED_AT }, { address: 'help@shop.example' });
  if (element?.kind !== 'event') throw new Error('not read');
  return { content: element.event.content, files: (element.files ?? []).map(({ body: bytes }) => Buffer.from(bytes).toString('utf8').trim()) };
};
const mail = (headers: readonly string[], text: string): string => ['From: a@b.example', ...headers, '', text, ''].join('\r\n');
const parts = (subtype: string, ...given: string[]): string =>
  mail([`Content-Type: multipart/${subtype}; boundary=b`], [...given.flatMap((part) => ['--b', part]), '--b--'].join('\r\n'));
const plain = (text: string): string => `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`;
const html = (text: string): string => `Content-Type: text/html; charset=utf-8\r\n\r\n${text}`;

describe('the text of a mail', () => {
  it('is that of the HTML where the plain part is blank, entities resolved', async () => {
    const { content } = await read(fixture('mail/blank-plain.eml'));
    expect(content?.text).toBe('Die Rückerstattung kostet 5 € …\nGrüße');
    expect(content?.html).toContain('R&uuml;ckerstattung');
  });

  it.each([
    ['white space', ' \t\r\n\u00a0\u3000\r\n'],
    ['signs that nobody sees', '\u200b\u200d\ufeff\u00ad\u034f\u2060'],
    ['nothing', ''],
  ])('a plain part of %s says nothing', async (_, blank) => {
    expect((await read(parts('alternative', plain(blank), html('<p>Hi</p>')))).content?.text).toBe('Hi');
    expect((await read(parts('mixed', plain(blank), html('<p>Hi</p>')))).content?.text?.trim()).toBe('Hi');
    expect((await read(mail([], blank))).content?.text).toBeNull();
  });

  it('is the plain one of alternatives that say something', async () =>
    expect((await read(parts('alternative', plain('Hi'), html('<p>Hello</p>')))).content).toMatchObject({ text: 'Hi', html: '<p>Hello</p>' }));

  it('is in the subject alone', async () =>
    expect((await read(fixture('mail/subject-only.eml'))).content).toMatchObject({
      text: null,
      html: null,
      subject: 'Please call me back at 14:00 about order 77',
    }));

  it('follows the order of the parts, HTML beside it in full', async () => {
    const { content } = await read(parts('mixed', plain('one'), html('<b>two</b>'), plain('three & four')));
    expect(content).toMatchObject({ text: 'one\ntwo\nthree & four', html: '<pre>one</pre>\n<b>two</b>\n<pre>three &#38; four</pre>' });
  });

  it('is unwrapped where its lines flow (RFC 3676)', async () =>
    expect((await read(fixture('mail/flowed.eml'))).content?.text).toBe('This is one paragraph in three lines.\n>not a quote\n> quoted text'));

  it('is there in a multipart without parts, and with parts that never end', async () => {
    expect((await read(mail(['Content-Type: multipart/mixed'], 'hello'))).content?.text).toBe('hello');
    expect((await read(mail(['Content-Type: multipart/mixed; boundary=b'], 'only before'))).content?.text).toBe('only before');
    expect((await read(mail(['Content-Type: multipart/mixed; boundary=b'], `--b\r\n${plain('unended')}`))).content?.text).toBe('unended');
  });

  it('says what a mail server reports', async () => {
    const { content } = await read(fixture('mail/bounce.eml'));
    expect(content?.text).toContain('I could not deliver');
    expect(content?.text).toContain('Action: failed');
  });

  it.each([
    ['base64', 'SGVsbG8=\r\nIHdv!\r\ncmxk', 'Hello world'],
    ['BASE64', 'SGVsbG8', 'Hello'],
    ['quoted-printable', 'Gr=C3=BC=\r\n=C3=9Fe =3D)', 'Grüße =)'],
    ['quoted-printable', '50=% of =XY', '50=% of =XY'],
    ['8bit', 'Grüße', 'Grüße'],
    ['x-strange', 'Grüße', 'Grüße'],
  ])('comes out of %s', async (encoding, given, text) =>
    expect((await read(mail([`Content-Transfer-Encoding: ${encoding}`], given))).content?.text).toBe(text),
  );
});

describe('the files of a mail', () => {
  it('are everything that is not its text, a mail inside the mail too', async () => {
    const { content, files } = await read(fixture('mail/forwarded.eml'));
    expect(content?.text).toBe('See the attached mail.\nThe end.');
    expect(content?.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['inner.eml', 'message/rfc822'],
      ['Übersicht.csv', 'text/csv'],
      ['notes.txt', 'text/plain'],
    ]);
    expect(files[0]).toContain('inner text');
    expect(files.slice(1)).toEqual(['a,b', 'notes']);
  });

  /** A multipart of these parts, each its headers and its body. */
  const multipart = (type: string, ...given: readonly (readonly [string, string])[]): string =>
    mail([`Content-Type: ${type}; boundary=b`], [...given.map(([headers, body]) => `--b\r\n${headers}\r\n\r\n${body}\r\n`), '--b--'].join(''));

  it.each<[string, string, string | null, readonly (readonly [string | null, string])[]]>([
    [
      'winmail.dat of Outlook',
      multipart(
        'multipart/mixed',
        ['Content-Type: text/plain', 'Hello'],
        ['Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64', 'eJ8+IgAA'],
      ),
      'Hello',
      [['winmail.dat', 'application/ms-tnef']],
    ],
    [
      'the signature of a mail by S/MIME',
      multipart(
        'multipart/signed; protocol="application/pkcs7-signature"',
        ['Content-Type: text/plain', 'Hello'],
        [
          'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7s"',
          'MIAG',
        ],
      ),
      'Hello',
      [['smime.p7s', 'application/pkcs7-signature']],
    ],
    [
      'the signature of a mail by PGP',
      multipart(
        'multipart/signed; protocol="application/pgp-signature"',
        ['Content-Type: text/plain', 'Hello'],
        ['Content-Type: application/pgp-signature; name="signature.asc"', '-----BEGIN PGP SIGNATURE-----'],
      ),
      'Hello',
      [['signature.asc', 'application/pgp-signature']],
    ],
    [
      'both parts of a mail that is encrypted by PGP',
      multipart(
        'multipart/encrypted; protocol="application/pgp-encrypted"',
        ['Content-Type: application/pgp-encrypted', 'Version: 1'],
        ['Content-Type: application/octet-stream; name="encrypted.asc"', '-----BEGIN PGP MESSAGE-----'],
      ),
      '',
      [
        [null, 'application/pgp-encrypted'],
        ['encrypted.asc', 'application/octet-stream'],
      ],
    ],
    [
      'the whole of a mail that is encrypted by S/MIME',
      mail(['Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', 'Content-Transfer-Encoding: base64'], 'MIAGCSqG'),
      '',
      [['smime.p7m', 'application/pkcs7-mime']],
    ],
  ])('are %s, as it came', async (_, given, text, attachments) => {
    const { content, files } = await read(given);
    expect([content?.text ?? '', content?.attachments.map(({ name, type }) => [name, type])]).toEqual([text, attachments]);
    expect(files).toHaveLength(attachments.length);
  });

  it('have types that every store takes, and names without folders', async () => {
    const { content } = await read(fixture('mail/types.eml'));
    expect(content?.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['long', 'application/octet-stream'],
      ['snow', 'application/octet-stream'],
      ['p.png', 'image/png'],
      ['passwd', 'application/octet-stream'],
    ]);
  });
});

describe('headers', () => {
  it('are cut visibly where they are too long, and never inside a character', async () => {
    const long = `Subject: ${Array.from({ length: 800 }, () => '=?utf-8?q?=F0=9F=98=80=F0=9F=98=80?=').join('\r\n ')}`;
    const subject = (await read(mail([long], 'x'))).content?.subject ?? '';
    expect([subject.length <= 1000, subject.endsWith('…'), subject.isWellFormed()]).toEqual([true, true, true]);
    const many = await read(mail([`To: ${Array.from({ length: 9000 }, (_, n) => `p${n}@b.example`).join(',\r\n ')}`], 'x'));
    // All are read, so that `fit-event.ts` can say how many are not shown.
    expect(many.content?.to).toHaveLength(9_000);
    const name = 'n'.repeat(450_000);
    expect((await read(`From: "${name}" <a@b.example>\r\n\r\nhello\r\n`)).content?.text).toBe('hello');
  });

  it('may hold bytes that are not ASCII', async () => {
    const utf8 = await read(mail(['Subject: Grüße'], 'x'));
    const latin = await read(Buffer.from(mail(['Subject: Gr\xfc\xdfe'], 'x'), 'latin1'));
    expect([utf8.content?.subject, latin.content?.subject]).toEqual(['Grüße', 'Grüße']);
  });
});
