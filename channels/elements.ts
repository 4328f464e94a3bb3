import type { ChannelEvent, Content } from '../domain/support/inbound/inbound-event.ts';
import type { Attachment } from '../domain/support/messages/content.ts';
import type { ParsedElement } from './inbound.ts';

/** An element that cannot be read. `elements` catches it and keeps the element raw. */
export class UnreadableElement extends Error {}

/** A channel's result for one element: an event, nothing (`ignored`), or a placeholder for an element that it cannot read (`unknown` says why). */
export type Made = ChannelEvent | { readonly ignored: string } | { readonly placeholder: ChannelEvent; readonly unknown: string };

/**
 * The elements that `read` makes of one piece of a batch. An error concerns this piece only: it is kept raw.
 * `whole`: the request's bytes, kept instead if the piece is nested too deeply to be serialised again.
 */
export const elements = (account: string | null, piece: unknown, whole: Uint8Array, read: () => readonly Made[]): ParsedElement[] => {
  try {
    return read().map((made): ParsedElement => {
      if ('ignored' in made) return { kind: 'ignored', what: made.ignored };
      // Serialised on demand: most elements carry an id and never need it.
      return {
        kind: 'event',
        account,
        ...('placeholder' in made ? { event: made.placeholder, unknown: made.unknown } : { event: made }),
        get raw() {
          return textOf(rawOf(piece, whole));
        },
      };
    });
  } catch (error) {
    return [unreadable(account, piece, whole, error instanceof UnreadableElement ? error.message : 'not in the documented shape')];
  }
};

export const unreadable = (account: string | null, piece: unknown, whole: Uint8Array, reason: string): ParsedElement => ({
  kind: 'unreadable',
  account,
  raw: rawOf(piece, whole),
  reason,
});

const rawOf = (piece: unknown, whole: Uint8Array): string | Uint8Array => {
  try {
    return JSON.stringify(piece) ?? whole;
  } catch {
    return whole;
  }
};
const textOf = (raw: string | Uint8Array): string => (typeof raw === 'string' ? raw : Buffer.from(raw).toString('utf8'));

export const contentOf = (given: Partial<Content> & Pick<Content, 'surface'>): Content => ({
  text: null,
  html: null,
  subject: null,
  to: [],
  cc: [],
  attachments: [],
  inReplyTo: null,
  references: [],
  permalink: null,
  starRating: null,
  ...given,
});

export const attachmentOf = (given: Partial<Attachment>): Attachment => ({
  name: null,
  type: 'application/octet-stream',
  size: null,
  url: null,
  mediaId: null,
  objectKey: null,
  ...given,
});

type Given = Partial<ChannelEvent> & Pick<ChannelEvent, 'verb' | 'providerId' | 'threadKey' | 'occurredAt'>;

/** By default an event that the customer caused and that opens a ticket. */
export const eventOf = (given: Given): ChannelEvent => ({
  version: '',
  author: null,
  customer: null,
  fromCustomer: true,
  opensTicket: true,
  content: null,
  status: null,
  reaction: null,
  ...given,
});
