import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import type { ChannelEvent } from '../../domain/messages/inbound-event.ts';
import type { ParsedElement, RawRequest } from '../channel.ts';
import { attachmentOf, contentOf, eventOf, isoTime } from '../elements.ts';
import { addressesOf, folded, senderOf } from './addresses.ts';
import { isAutomatic } from './automatic.ts';
import type { MailCredentials } from './credentials.ts';
import { idOf, idsOf } from './message-ids.ts';
import { textOfHtml } from './plain-text.ts';

/**
 * One mail (RFC 5322, MIME by RFC 2045–2049, read by postal-mime). Never throws: bytes that are no mail are kept as they are.
 *
 * Who is who: the Message-ID is the provider's id, so that answers find the mail they answer; a hash of the bytes is the version beside it.
 * The same bytes again are therefore a duplicate, while another mail that repeats a Message-ID is another message. A mail without
 * one has only its bytes.
 */
export const parseMail = async (
  { body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>,
  { address }: Pick<MailCredentials, 'address'>,
): Promise<ParsedElement[]> => {
  let email: Email;
  try {
    email = await PostalMime.parse(body);
  } catch (error) {
    return [{ kind: 'unreadable', account: null, raw: body, reason: error instanceof Error ? error.message.slice(0, 200) : 'no mail' }];
  }
  const sender = senderOf(email);
  if (!sender) return [{ kind: 'unreadable', account: null, raw: body, reason: 'a mail of nobody' }];
  const hash = createHash('sha256').update(body).digest('hex');
  const files = email.attachments.map(({ content, mimeType }, at) => ({ at, type: mimeType, body: bytesOf(content) }));
  return [
    {
      kind: 'event',
      account: null,
      event: eventOf({
        verb: 'created',
        ...identityOf(email, hash),
        ...whose(email, sender, address),
        content: contentOfMail(
          email,
          files.map((file) => file.body.byteLength),
        ),
        occurredAt: sentAt(email, receivedAt),
      }),
      raw: hash,
      whole: body,
      ...(files.length > 0 ? { files } : {}),
    },
  ];
};

const bytesOf = (content: ArrayBuffer | Uint8Array | string): Uint8Array => {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
};

const identityOf = (email: Email, hash: string): Pick<ChannelEvent, 'providerId' | 'version'> => {
  const providerId = idOf(email.messageId);
  return providerId === null ? { providerId, version: '' } : { providerId, version: hash };
};

/** A mail that the mailbox itself sent to others (a copy of an answer written elsewhere) is the business's own. */
const whose = (
  email: Email,
  sender: NonNullable<ChannelEvent['author']>,
  own: string,
): Pick<ChannelEvent, 'threadKey' | 'author' | 'customer' | 'fromCustomer' | 'opensTicket'> => {
  const other = folded(own) === sender.id ? addressesOf(email.to).find((address) => folded(address) !== sender.id) : undefined;
  if (other === undefined) return { threadKey: sender.id, author: sender, customer: null, fromCustomer: true, opensTicket: !isAutomatic(email) };
  const customer = { id: folded(other), name: null, handle: other };
  return { threadKey: customer.id, author: sender, customer, fromCustomer: false, opensTicket: false };
};

const contentOfMail = (email: Email, sizes: readonly number[]) => {
  const answered = idsOf(email.inReplyTo);
  // References run from the oldest to the nearest.
  const earlier = idsOf(email.references).reverse();
  const [inReplyTo = null, ...references] = [...new Set([...answered, ...earlier])];
  return contentOf({
    surface: 'mail',
    text: (email.text ?? textOfHtml(email.html ?? '')).trimEnd() || null,
    html: email.html ?? null,
    subject: email.subject?.trim() || null,
    to: addressesOf(email.to),
    cc: addressesOf(email.cc),
    attachments: email.attachments.map(({ filename, mimeType }, at) => attachmentOf({ name: filename, type: mimeType, size: sizes[at] ?? null })),
    inReplyTo,
    references: references.slice(0, 50),
  });
};

const sentAt = (email: Email, receivedAt: number): string => {
  const ms = Date.parse(email.date ?? '');
  // A sender's clock may be wrong, and a mail from the future would stand above all others.
  return isoTime(Number.isNaN(ms) ? undefined : Math.min(ms, receivedAt), receivedAt);
};
