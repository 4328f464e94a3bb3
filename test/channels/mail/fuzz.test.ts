import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMail } from '../../../channels/mail/parse.ts';
import { readHeaders, readMail } from '../../../channels/mail/reader/read.ts';
import { channelEventSchema } from '../../../domain/support/inbound/inbound-event.ts';
import { seedOfRun } from '../../harness/random.ts';

const folder = new URL('../../fixtures/mail/', import.meta.url);
const MAILS = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(new URL(name, folder)));
/** A report about a reply of ours. */
const REPORT = Buffer.from(
  [
    'From: MAILER-DAEMON@mx.example',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b',
    'Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; ada@c.example',
    'Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 \xfc\r\n\r\n--b',
    'Content-Type: text/rfc822-headers\r\n\r\nTo: ada@c.example\r\nMessage-ID: <1@ses>\r\nReferences: <parley.x@shop.example>\r\n\r\n--b--',
  ].join('\r\n'),
  'latin1',
);
MAILS.push(REPORT, REPORT);
const RECEIPT = { address: 'help@shop.example', receivedAt: Date.parse('2026-11-21T10:00:00Z'), hash: 'h' };

const SIGNS = ['\r\n', '\n', '\r', '\0', '--=_b', '--b', '--', '=?', '?=', '"', '<', '>', '(', ';', ':', '@', '=', ' ', '\t', '\x1b$B', '~{', '+AD'];
const HEADERS = [
  'charset=hz',
  'charset="utf-16"',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: text/html\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'From: x@y.example\r\n',
  'Date: 99 Foo\r\n\r\n',
];
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(...SIGNS, ...HEADERS).map((text) => Buffer.from(text, 'latin1')),
);
const change = fc.record({ at: fc.nat(), skip: fc.nat(30), piece });
/** A fixture, or two halves of two, with pieces put in and taken out. */
const mutated = fc
  .tuple(fc.constantFrom(...MAILS), fc.option(fc.constantFrom(...MAILS), { freq: 4 }), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([mail, other, changes]) =>
    changes.reduce(
      (bytes, { at, skip, piece: put }) => {
        const place = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + skip)]);
      },
      other ? Buffer.concat([mail.subarray(0, mail.length / 2), other.subarray(other.length / 2)]) : mail,
    ),
  );

const seed = seedOfRun();
it(`10,000 broken mails are each one event that the topic takes, with what they report, or nobody’s (seed ${seed})`, { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (bytes) => {
      for (const found of [await readMail(bytes, RECEIPT), readHeaders(bytes, RECEIPT)]) {
        if (!found) continue;
        channelEventSchema.parse(found.event.event);
        if (found.reported) channelEventSchema.parse(found.reported);
        // JSON writes half a surrogate pair as an escape.
        expect(JSON.stringify([found.event.event, found.reported])).not.toMatch(/\\ud[89a-f]/i);
      }
    }),
    { numRuns: 10_000, seed },
  );
});

it(`of 300 broken mails each is one element, event or unreadable, and may report on another (seed ${seed})`, { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (body) => {
      const elements = await parseMail({ body, receivedAt: RECEIPT.receivedAt }, RECEIPT);
      expect(elements.slice(1).map((element) => element.kind === 'event' && element.event.verb)).toEqual(elements.length > 1 ? ['status'] : []);
      expect(['event', 'unreadable']).toContain(elements[0]?.kind);
    }),
    { numRuns: 300, seed },
  );
});
