import { argv, resourceUsage, stdout } from 'node:process';
import { receivedEvent } from '../../../demo/providers/ses-received.ts';
import { type ReceiveDeps, receiveMail } from '../../../functions/mail/received-mail.ts';

/**
 * Receives one mail of the given size with one file, in a process of its own, and prints what came of it and how much memory that took. The mail is made
 * beforehand in as little memory as possible.
 */
const mailBytes = Number(argv[2]);
const head = [
  'From: ada@customers.example',
  'Message-ID: <large@customers.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'see the file',
  '--b',
  'Content-Type: application/pdf; name=a.pdf',
  'Content-Transfer-Encoding: base64',
  '',
  '',
].join('\r\n');
const tail = '\r\n--b--\r\n';
const raw = Buffer.alloc(mailBytes, `${'QUJD'.repeat(19)}\r\n`);
raw.write(head, 'latin1');
// The file's last line ends before the boundary.
raw.fill('\r\n', mailBytes - tail.length - 80, mailBytes - tail.length);
raw.write(tail, mailBytes - tail.length, 'latin1');
const body = raw.subarray(head.length, mailBytes - tail.length);
let letters = 0;
for (const byte of body) if (byte > 32) letters += 1;

const stored: number[] = [];
const texts: unknown[] = [];
const deps: ReceiveDeps = {
  origins: {
    get: async (originId: string) => ({
      address: { tenantId: 't', originId, channel: 'mail', accountId: null },
      stored: { current: { address: 'help@shop.example' }, previous: [] },
    }),
    byAccount: async () => new Map(),
  } as unknown as ReceiveDeps['origins'],
  topics: {
    produce: async (_topic, records) =>
      void texts.push(...records.map(({ value }) => (JSON.parse(value) as { event: { content: { text: string } } }).event.content.text)),
  },
  objects: { get: async () => ({ body: raw, contentType: 'message/rfc822' }), put: async (_key, file) => void stored.push(file.byteLength) },
  domain: 'in.shop.example',
  prefix: 'mail-in/',
};
const { Records } = receivedEvent('m1', ['o1@in.shop.example'], Buffer.from(head)) as { readonly Records: readonly unknown[] };
const { kept } = await receiveMail(deps, Records[0], { requestId: 'r', receivedAt: Date.parse('2026-11-29T10:00:00Z') });
const [storedBytes] = stored;
stdout.write(
  JSON.stringify({ kept, mailBytes, fileBytes: Math.floor(letters / 4) * 3, storedBytes, text: texts[0], peakMb: Math.round(resourceUsage().maxRSS / 1024) }),
);
