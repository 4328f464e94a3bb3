import { createHash } from 'node:crypto';
import { ATTACHMENTS, ATTACHMENTS_BYTES, BODY_BYTES, LINK, NAME, NOTICE, PROVIDER_ID_BYTES, RECIPIENT, RECIPIENTS, SUBJECT } from '../../limits.ts';
import { cut, cutBytes, isWellFormed, wellFormed } from '../../text/well-formed.ts';
import type { Attachment, Person } from '../messages/content.ts';
import { mimeType } from '../messages/mime-type.ts';
import type { ChannelEvent, Content } from './inbound-event.ts';

/** References tried for `inReplyTo`, because mail programs list the whole history of a conversation. */
const REFERENCES = 50;
const EMOJI = 64;

export interface Fitted {
  readonly event: ChannelEvent;
  /** Maximum of attachments; a note after them says that there are more. */
  readonly attachments: number;
  /** The parts of a person's text that are not kept completely: `text`, `html`. The element is then kept raw as well. */
  readonly shortened: readonly ('text' | 'html')[];
}

/**
 * Makes an event storable, whatever the provider sent: text becomes well-formed, and everything stays within `domain/limits.ts`. Texts that are too
 * long are cut with `…`, and ids are replaced by a hash, so that they still distinguish messages and people. Applied once, before the event is
 * produced, for every channel. Applying it again changes nothing.
 */
export const fitEvent = (event: ChannelEvent): Fitted => {
  const content = event.content && fitContent(event.content);
  return {
    event: {
      ...event,
      providerId: event.providerId === null ? null : fitId(event.providerId),
      version: fitId(event.version),
      threadKey: event.threadKey === null ? null : fitId(event.threadKey),
      author: event.author && fitPerson(event.author),
      customer: event.customer && fitPerson(event.customer),
      content,
      status: event.status && { ...event.status, error: fitError(event.status.error) },
      reaction: event.reaction && { emoji: event.reaction.emoji === null ? null : cut(clean(event.reaction.emoji), EMOJI) },
    },
    attachments: fitAttachments(event.content?.attachments ?? []).kept,
    shortened: (['text', 'html'] as const).filter((name) => (event.content?.[name]?.length ?? 0) > (content?.[name]?.length ?? 0)),
  };
};

const fitError = (error: NonNullable<ChannelEvent['status']>['error']): NonNullable<ChannelEvent['status']>['error'] => {
  if (error === null) return null;
  return typeof error === 'string' ? shown(error, NOTICE) : { code: shown(error.code, NOTICE), message: shown(error.message, NOTICE) };
};

/** Well-formed, and without NUL, which ends a text in some engines. */
const clean = (text: string): string => wellFormed(text).replaceAll('\u0000', '\uFFFD');
const shown = (text: string, units: number): string => cut(clean(text), units, '…');

/** The id, or its hash: of the text as JSON, so that two different broken ids stay different. */
export const fitId = (id: string): string => {
  // A UTF-16 unit takes at most 3 bytes of UTF-8.
  const fits = id.length * 3 <= PROVIDER_ID_BYTES || Buffer.byteLength(id) <= PROVIDER_ID_BYTES;
  return fits && isWellFormed(id) && !id.includes('\u0000') ? id : `sha256:${createHash('sha256').update(JSON.stringify(id)).digest('base64url')}`;
};

const fitPerson = ({ id, name, handle }: Person): Person => ({
  id: fitId(id),
  name: name === null ? null : shown(name, NAME),
  handle: handle === null ? null : shown(handle, NAME),
});

const fitContent = (content: Content): Content => ({
  ...content,
  text: content.text === null ? null : cutBytes(clean(content.text), BODY_BYTES, '…'),
  html: content.html === null ? null : cutBytes(clean(content.html), BODY_BYTES, '…'),
  subject: content.subject === null ? null : shown(content.subject, SUBJECT),
  ...fitRecipients(content.to, content.cc),
  attachments: fitAttachments(content.attachments).shown,
  inReplyTo: content.inReplyTo === null ? null : fitId(content.inReplyTo),
  references: content.references.slice(0, REFERENCES).map(fitId),
  permalink: fitLink(content.permalink),
});

/** The last one that is kept says how many are left out. */
const andMore = (count: number, what: string): string => `… and ${count} more${what}`;

const fitRecipients = (to: readonly string[], cc: readonly string[]): { to: string[]; cc: string[] } => {
  const few = (addresses: readonly string[], room: number): string[] => {
    const kept = addresses.length <= room ? addresses : addresses.slice(0, Math.max(0, room - 1));
    const all = kept.map((address) => shown(address, RECIPIENT));
    return kept.length === addresses.length ? all : [...all, andMore(addresses.length - kept.length, '')];
  };
  const first = few(to, RECIPIENTS);
  return { to: first, cc: few(cc, RECIPIENTS - first.length) };
};

/** Bytes reserved for the note about further attachments. */
const NOTE_BYTES = 200;

const fitAttachments = (attachments: readonly Attachment[]): { readonly shown: Attachment[]; readonly kept: number } => {
  const shown: Attachment[] = [];
  let bytes = 0;
  for (const [at, attachment] of attachments.entries()) {
    const fitted = fitAttachment(attachment);
    bytes += Buffer.byteLength(JSON.stringify(fitted));
    const isLast = at === attachments.length - 1;
    if (shown.length >= (isLast ? ATTACHMENTS : ATTACHMENTS - 1) || bytes + (isLast ? 0 : NOTE_BYTES) > ATTACHMENTS_BYTES) {
      const name = andMore(attachments.length - at, ' attachments');
      return { shown: [...shown, { name, type: mimeType(null), size: null, url: null, mediaId: null, objectKey: null }], kept: at };
    }
    shown.push(fitted);
  }
  return { shown, kept: attachments.length };
};

const fitAttachment = (attachment: Attachment): Attachment => ({
  ...attachment,
  name: attachment.name === null ? null : fitFileName(attachment.name),
  type: mimeType(attachment.type),
  url: fitLink(attachment.url),
  // A media id is used at the provider, where its hash would be useless.
  mediaId: attachment.mediaId !== null && fitId(attachment.mediaId) === attachment.mediaId ? attachment.mediaId : null,
});

/** Cuts the name before its extension, by which people and programs know the type. */
const fitFileName = (name: string): string => {
  const whole = clean(name);
  if (whole.length <= NAME) return whole;
  const ending = /\.[a-z0-9]{1,10}$/i.exec(whole)?.[0] ?? '';
  return `${cut(whole, NAME - ending.length, '…')}${ending}`;
};

/** As a browser would send it, which is ASCII; null if it is too long or not a link. */
const fitLink = (link: string | null): string | null => {
  if (link === null || link.length > LINK || !URL.canParse(link)) return null;
  // oxlint-disable-next-line no-control-regex -- the printable characters of ASCII
  const href = /^[\x21-\x7e]*$/.test(link) ? link : new URL(link).href;
  return href.length <= LINK ? href : null;
};
