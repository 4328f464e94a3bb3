import { createHash } from 'node:crypto';
import { SUBJECT } from '../../../domain/limits.ts';
import type { ChannelEvent, Content } from '../../../domain/support/inbound/inbound-event.ts';
import { cut } from '../../../domain/text/well-formed.ts';
import { attachmentOf, contentOf, eventOf } from '../../elements.ts';
import type { ParsedElement } from '../../inbound.ts';
import { momentOf } from '../../times.ts';
import { replyMessageId, tagIn } from '../sender/ids.ts';
import { decodedWords } from '../text/encoded-words.ts';
import { type Mailbox, mailboxesOf } from './addresses.ts';
import type { Body } from './body.ts';
import { correspondentsOf } from './correspondents.ts';
import { folded } from './folded.ts';
import type { Headers } from './headers.ts';
import { idOf, idsOf } from './message-ids.ts';

/** Settings for reading a mail. */
export interface Receipt {
  /** The origin's own address. */
  readonly address: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** Hash of the mail's bytes: identifies a mail without a Message-ID. */
  readonly hash: string;
}

export type MailEvent = Extract<ParsedElement, { kind: 'event' }>;

/**
 * A mail as one event; undefined for a mail without a sender.
 *
 * The Message-ID is the provider's id, so that answers find the mail they answer. A hash of the content is the version. If the same mail
 * arrives by two ways (two aliases of the mailbox), only its trace headers differ, and it is a duplicate. Another mail with the same Message-ID
 * is a separate message.
 */
export const eventOfMail = (headers: Headers, body: Body, { address, receivedAt, hash }: Receipt): MailEvent | undefined => {
  const correspondents = correspondentsOf(headers, address);
  if (!correspondents) return undefined;
  const { to, cc, ...whose } = correspondents;
  const { files } = body;
  const content = contentOf({
    surface: 'mail',
    text: body.text,
    html: body.html,
    subject: subjectOf(headers),
    to: addressesOf(to),
    cc: addressesOf(cc),
    attachments: files.map(({ name, type, body: { byteLength } }) => attachmentOf({ name, type, size: byteLength })),
    ...answeredBy(headers, taggedBy(headers, [...to, ...cc], folded(address))),
  });
  const providerId = idOf(headers.value('message-id'));
  return {
    kind: 'event',
    account: null,
    event: eventOf({
      verb: 'created',
      providerId,
      version: providerId === null ? '' : versionOf(whose, content, body, headers),
      ...whose,
      content,
      occurredAt: sentAt(headers.value('date'), receivedAt),
    }),
    raw: hash,
    ...(files.length > 0 ? { files: files.map((file, at) => ({ at, type: file.type, body: file.body })) } : {}),
  };
};

const subjectOf = (headers: Headers): string | null => {
  const subject = decodedWords(headers.value('subject') ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return subject === '' ? null : cut(subject, SUBJECT, '…');
};

const addressesOf = (boxes: readonly Mailbox[]): string[] => boxes.map(({ address }) => address);

/** Ids of the replies whose plus-addresses the mail was written to. A program that drops `References` keeps this address; a server that forwards mails keeps it in one of these headers. */
const taggedBy = (headers: Headers, written: readonly Mailbox[], own: string): string[] => {
  const boxes = [...written, ...mailboxesOf(headers.value('delivered-to')), ...mailboxesOf(headers.value('x-original-to'))];
  return boxes.flatMap(({ address }) => tagIn(folded(address), own) ?? []).map((tag) => replyMessageId(tag, own));
};

const answeredBy = (headers: Headers, tagged: readonly string[]): Pick<Content, 'inReplyTo' | 'references'> => {
  const answered = idsOf(headers.value('in-reply-to'));
  // References are sorted from the oldest to the nearest message.
  const earlier = idsOf(headers.value('references')).reverse();
  const [inReplyTo = null, ...references] = [...new Set([...answered.slice(0, 1), ...tagged, ...answered.slice(1), ...earlier])];
  return { inReplyTo, references: references.slice(0, 50) };
};

/** The part of a mail that stays the same on every route. Servers may change white space and add headers. */
const versionOf = (
  { author, threadKey }: Pick<ChannelEvent, 'author' | 'threadKey'>,
  { subject, text, html }: Content,
  { files, fingerprint }: Body,
  headers: Headers,
): string => {
  const hash = createHash('sha256');
  const said = [subject, text, html].map((part) => part?.replace(/\s+/g, ' ').trim() ?? '');
  for (const part of [author?.id ?? '', threadKey ?? '', headers.value('date') ?? '', ...said]) hash.update(part).update('\0');
  if (fingerprint !== undefined) hash.update(fingerprint);
  else
    for (const { name, body } of files)
      hash
        .update(name ?? '')
        .update('\0')
        .update(createHash('sha256').update(body).digest());
  return hash.digest('hex');
};

const sentAt = (date: string | undefined, receivedAt: number): string =>
  // A sender's clock may be wrong, and a mail from the future would be listed above all others.
  new Date(Math.min(momentOf(date, receivedAt) ?? receivedAt, receivedAt)).toISOString();
