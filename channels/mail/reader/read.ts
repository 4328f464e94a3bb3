import { createHash } from 'node:crypto';
import type { ChannelEvent } from '../../../domain/support/inbound/inbound-event.ts';
import { bodyOf } from './body.ts';
import { eventOfMail, type MailEvent, type Receipt } from './event.ts';
import { Headers } from './headers.ts';
import { partsOf } from './parts.ts';
import { reportedBy } from './report.ts';

/** A mail, and its report about one of our replies if it contains one. */
export interface MailRead {
  readonly event: MailEvent;
  readonly reported: ChannelEvent | null;
}

/** Reads a whole mail (RFC 5322, MIME by RFC 2045–2049). Undefined for a mail without a sender. @throws OverBudget */
export const readMail = async (bytes: Buffer, receipt: Receipt): Promise<MailRead | undefined> => {
  const root = await partsOf(bytes);
  const event = eventOfMail(root.headers, bodyOf(root), receipt);
  return event && { event, reported: reportedBy(root, receipt.receivedAt) };
};

/** The headers with the sender, the recipients and the time. If a mail is too complex, only these are read. */
const FIELDS =
  'from sender reply-to return-path to cc delivered-to x-original-to subject date message-id in-reply-to references content-type auto-submitted precedence x-auto-response-suppress x-autoreply x-autorespond x-auto-reply-from x-mail-autoreply x-failed-recipients'.split(
    ' ',
  );
export const TOO_COMPLEX = 'This mail is too complex to show. The original is attached.';

/** The reduced reading of a mail that is too complex: its headers, with the original as its only file. Undefined for a mail without a sender. */
export const readHeaders = (bytes: Buffer, receipt: Receipt): MailRead | undefined => {
  const whole = bytes.toString('latin1');
  const end = /\r?\n\r?\n/.exec(whole)?.index ?? whole.length;
  const files = [{ name: 'original.eml', type: 'message/rfc822', body: Uint8Array.from(bytes) }];
  const fingerprint = createHash('sha256').update(bytes.subarray(end)).digest('hex');
  const event = eventOfMail(cheapHeaders(whole.slice(0, end)), { text: TOO_COMPLEX, html: null, files, fingerprint }, receipt);
  return event && { event, reported: null };
};

/** A header with the lines that continue it. */
const FIELD = /.*(?:\r?\n[ \t].*)*/y;

const cheapHeaders = (head: string): Headers => {
  const names = new RegExp(`^(${FIELDS.join('|')})[ \\t]*:`, 'gim');
  const found = new Map<string, string>();
  for (let match = names.exec(head); match !== null && found.size < FIELDS.length; match = names.exec(head)) {
    const key = (match[1] ?? '').toLowerCase();
    FIELD.lastIndex = match.index;
    if (!found.has(key)) found.set(key, FIELD.exec(head)?.[0] ?? '');
  }
  return new Headers([...found].map(([key, line]) => ({ key, line })));
};
