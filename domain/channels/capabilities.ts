import type { ChannelName } from '../origins/channels.ts';
import type { Surface } from '../vocabulary/message-words.ts';
import type { ActionKind } from './actions.ts';
import type { ChoiceForm } from './choices.ts';

/** `characters` are UTF-16 code units, `bytes` are UTF-8, `weighted characters` count as in `domain/text/weighted-length.ts`. */
export interface TextLimit {
  readonly most: number;
  readonly unit: 'characters' | 'bytes' | 'weighted characters';
}

/** A `sticker` is an image of type `image/webp` on a channel that has stickers, an `animation` one of type `image/gif` where GIFs have limits of their own. */
export type FileKind = 'image' | 'audio' | 'video' | 'document' | 'sticker' | 'animation';

/** The files of one message. Without `count`, `total` or `bytes` there is no limit below the API's own. */
export interface FileLimits {
  readonly count?: number;
  /** Bytes of all files together. */
  readonly total?: number;
  /** A kind that is not here cannot be sent. `types`: only these media types of it. `alone`: a message with such a file has no other. */
  readonly kinds: { readonly [Kind in FileKind]?: { readonly bytes?: number; readonly types?: readonly string[]; readonly alone?: true } };
}

/** The time within which an action is possible, in hours. */
export interface Window {
  readonly hours: number;
  /** Since the customer's newest message, or since the message that the action is about. */
  readonly since: 'customer' | 'message';
  /** Until then it is still possible, with the mark that the provider requires (Messenger's `HUMAN_AGENT`). */
  readonly beyond?: { readonly hours: number; readonly as: string };
}

/**
 * Without `text` there is no limit below the API's own, without `files` an action carries none, without `window` it can be done at any time. `recipients`:
 * addresses of one message, the customer's and those of copies together; without it copies have no limit below the API's own.
 * Of replies: `choices` are the forms of answers to pick, the preferred one first; without it there are none.
 * Of reactions: only these `emojis` can be sent; without it, any emoji can.
 * Of typing: `everySeconds` is the least time between two calls for one conversation (default 5), and `marksRead` says that the call marks the customer's
 * messages as read, too.
 */
export interface ActionLimits {
  readonly text?: TextLimit;
  readonly files?: FileLimits;
  readonly window?: Window;
  /** Only to customers whose address begins with it, where a channel has several kinds of addresses. */
  readonly addresses?: string;
  /** Of templates: one that names no language cannot be sent. */
  readonly language?: 'required';
  /** Of replies: a message has one. Another one is refused until the first is deleted. */
  readonly once?: true;
  readonly recipients?: number;
  readonly choices?: readonly ChoiceForm[];
  readonly emojis?: readonly string[];
  readonly everySeconds?: number;
  readonly marksRead?: true;
}

/** The actions of a surface. A missing action is not supported there. */
export type SurfaceCapabilities = { readonly [Kind in ActionKind]?: ActionLimits };

/** The capabilities of a channel; each channel's folder defines its own, as data. */
export interface Capabilities {
  /** The channel's main surface comes first. It is the default for a surface that the channel does not name. */
  readonly surfaces: { readonly [Name in Surface]?: SurfaceCapabilities };
  /** True if the same action id sent twice reaches the customer once, so that an unknown outcome may be retried. */
  readonly idempotent: boolean;
  /** True when the channel notes each part of a message itself, right before it is sent (`PartNotes`). Otherwise the whole action counts as one call. */
  readonly notesParts?: true;
}

export type CapabilitiesOf = (channel: ChannelName) => Capabilities;

/** Of channels that only receive. */
export const RECEIVES_ONLY: Capabilities = { surfaces: {}, idempotent: false };

/** The channel's surface for a message's surface. */
export const surfaceOf = ({ surfaces }: Capabilities, asked: string): Surface =>
  (Object.hasOwn(surfaces, asked) ? asked : (Object.keys(surfaces)[0] ?? 'dm')) as Surface;

/** Undefined if the surface does not support the action. */
export const limitsOf = (capabilities: Capabilities, surface: string, kind: ActionKind): ActionLimits | undefined =>
  capabilities.surfaces[surfaceOf(capabilities, surface)]?.[kind];

const repliesOf = ({ surfaces }: Capabilities): ActionLimits[] => Object.values(surfaces).flatMap(({ reply }) => (reply ? [reply] : []));

/** Whether the channel can send replies at all. */
export const canReply = (capabilities: Capabilities): boolean => repliesOf(capabilities).length > 0;

/** The maximum characters of a reply on any surface of the channel; null if it cannot send, `Infinity` if a surface has no limit. */
export const longestReply = (capabilities: Capabilities): number | null => {
  const replies = repliesOf(capabilities);
  return replies.length === 0 ? null : Math.max(...replies.map(({ text }) => text?.most ?? Number.POSITIVE_INFINITY));
};
