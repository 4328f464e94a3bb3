import type { ChannelName } from '../origins/channels.ts';

/** What a channel can send; each channel's folder states its own, as data. */
export interface Capabilities {
  readonly canSend: boolean;
  /** Characters (UTF-16 code units) of one reply's text; null: no limit below the API's own. */
  readonly maxTextLength: number | null;
  /** Whether a reply may carry files. */
  readonly files: boolean;
  /** Free text may be sent only this long after the customer's newest message; null: always. */
  readonly replyWindowHours: number | null;
  /** True when sending the same replyId twice reaches the customer once, so that an unknown outcome may be repeated. */
  readonly idempotentSend: boolean;
}

export type CapabilitiesOf = (channel: ChannelName) => Capabilities;

/** What decides whether a channel takes a reply. */
export interface ReplyFacts {
  readonly text: string;
  readonly files: number;
  /** Epoch ms of the thread's newest customer message; null when it is not known. */
  readonly customerWroteAt: number | null;
}

/** A limit that a reply breaks: the field of the API, our code, and a sentence that names the limit. */
export interface Excess {
  readonly field: 'text' | 'attachmentIds';
  readonly code: 'too_long' | 'no_files' | 'outside_window';
  readonly message: string;
}

const HOUR = 3_600_000;

/** The first limit of the channel that a reply breaks, or null. Texts and windows are looked at only where something can be sent at all. */
export const excessOf = (channel: ChannelName, capabilities: Capabilities, reply: ReplyFacts, now: number): Excess | null => {
  const { canSend, maxTextLength, files, replyWindowHours } = capabilities;
  if (reply.files > 0 && !files) return { field: 'attachmentIds', code: 'no_files', message: `A reply on ${channel} cannot carry files.` };
  if (!canSend) return null;
  if (maxTextLength !== null && reply.text.length > maxTextLength)
    return {
      field: 'text',
      code: 'too_long',
      message: `A reply on ${channel} has at most ${maxTextLength.toLocaleString('en')} characters; this one has ${reply.text.length.toLocaleString('en')}.`,
    };
  if (replyWindowHours !== null && reply.customerWroteAt !== null && now - reply.customerWroteAt > replyWindowHours * HOUR)
    return {
      field: 'text',
      code: 'outside_window',
      message: `A free text on ${channel} can be sent within ${replyWindowHours} hours of the customer's newest message, which is from ${new Date(reply.customerWroteAt).toISOString()}.`,
    };
  return null;
};

/** When a thread's newest customer message was written, epoch ms. One that was replayed late says nothing about when the customer wrote last. */
export const wroteAt = (newest: { readonly late: boolean; readonly createdAt: string } | null): number | null =>
  newest && !newest.late ? Date.parse(newest.createdAt) : null;
