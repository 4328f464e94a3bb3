/** Mails of nearly 4 MB that are made to cost as much as they can. */
const BYTES = 3_900_000;
const of = (headers: string, body: (length: number) => string): Buffer =>
  Buffer.from(
    `From: Mallory <mallory@evil.example>\r\nTo: help@shop.example\r\nSubject: Hello\r\nMessage-ID: <h@evil.example>\r\n${headers}\r\n${body(BYTES)}`,
    'latin1',
  );
const filled = (piece: string) => (length: number) => piece.repeat(Math.floor(length / piece.length));
const nested = (depth: number): string => Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('');

export const HOSTILE: Readonly<Record<string, () => Buffer>> = {
  'flowing lines': () => of('Content-Type: text/plain; format=flowed\r\n', filled('ab \r\n')),
  'flowing quotes': () => of('Content-Type: text/plain; format=flowed; delsp=yes\r\n', filled('> a \r\n')),
  'base64 in tiny lines': () => of('Content-Transfer-Encoding: base64\r\n', filled('AAAA\r\n')),
  'padded base64': () => of('Content-Transfer-Encoding: base64\r\n', filled('QQ==')),
  'quoted-printable in tiny lines': () => of('Content-Transfer-Encoding: quoted-printable\r\n', filled('=41=\r\n')),
  'empty lines': () => of('', filled('\n')),
  'empty lines of CR': () => of('', filled('\r')),
  'one line': () => of('', filled('x')),
  parts: () => of('Content-Type: multipart/mixed; boundary=b\r\n', filled('--b\r\n\r\nx\r\n')),
  'parts without end': () => of('Content-Type: multipart/mixed; boundary=b\r\n', filled('--b\r\n')),
  'nearly boundaries': () => of(`Content-Type: multipart/mixed; boundary=${'b'.repeat(70)}\r\n`, filled(`--${'b'.repeat(69)}\r\n`)),
  'parts in parts': () => of(nested(400), () => 'x'),
  'parts in many parts': () => of(nested(40_000), () => 'x'),
  headers: () => of(filled('X: y\r\n')(BYTES), () => 'x'),
  'one header in many lines': () => of(`X: y\r\n${filled(' \r\n')(BYTES)}`, () => 'x'),
  'a subject of encoded words': () => of(`X-Subject: a\r\nSubject: ${filled('=?utf-8?q?a?= ')(BYTES)}\r\n`, () => 'x'),
  'words without end': () => of(`Comments: ${filled('=?utf-8?q?')(BYTES)}\r\n`, () => 'x'),
  recipients: () => of(`Cc: ${filled('a@b.example, ')(BYTES)}\r\n`, () => 'x'),
  comments: () => of(`Reply-To: ${filled('(')(BYTES)}\r\n`, () => 'x'),
  parameters: () => of(`Content-Type: text/plain${filled('; a=b')(BYTES)}\r\n`, () => 'x'),
  'continued parameters': () => of(`Content-Type: text/plain${Array.from({ length: 150_000 }, (_, n) => `; a*${n}=b`).join('')}\r\n`, () => 'x'),
  'elements in elements': () => of('Content-Type: text/html\r\n', filled('<div>')),
  'tables in tables': () => of('Content-Type: text/html\r\n', filled('<table><tr><td>')),
  'tags without end': () => of('Content-Type: text/html\r\n', filled('<a href="')),
  entities: () => of('Content-Type: text/html\r\n', filled('&amp')),
  escapes: () => of('Content-Type: text/plain; charset=iso-2022-jp-2\r\n', filled('\x1b$B!!')),
  shifts: () => of('Content-Type: text/plain; charset=hz\r\n', filled('~{!!~}')),
  'UTF-7': () => of('Content-Type: text/plain; charset=utf-7\r\n', filled('+AAA-')),
  CP437: () => of('Content-Type: text/plain; charset=cp437\r\n', filled('\x80\x81')),
};
