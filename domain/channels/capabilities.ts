import type { ChannelName } from '../origins/channels.ts';
import type { Surface } from '../vocabulary/message-words.ts';
import type { ActionKind } from './actions.ts';

/** `characters` are UTF-16 code units, `bytes` are UTF-8. */
export interface TextLimit {
  readonly most: number;
  readonly unit: 'characters' | 'bytes';
}

/** A `sticker` is an image of type `image/webp` on a channel that has stickers. */
export type FileKind = 'image' | 'audio' | 'video' | 'document' | 'sticker';

/** The files of one message. Without `count`, `total` or `bytes` there is no limit below the API's own. */
export interface FileLimits {
  readonly count?: number;
  /** Bytes of all files together. */
  readonly total?: number;
  /** A kind that is not here cannot be sent. `types`: only these media types of it. */
  readonly kinds: { readonly [Kind in FileKind]?: { readonly bytes?: number; readonly types?: readonly string[] } };
}

/** How long an action can be done, in hours. */
export interface Window {
  readonly hours: number;
  /** Since the customer's newest message, or since the message that the action is about. */
  readonly since: 'customer' | 'message';
  /** Until then it can be done all the same, marked as the provider asks (Messenger's `HUMAN_AGENT`). */
  readonly beyond?: { readonly hours: number; readonly as: string };
}

/**
 * Without `text` there is no limit below the API's own, without `files` an action carries none, without `window` it can be done at any time. `recipients`:
 * addresses of one message, the customer's and those of copies together; without it copies have no limit below the API's own.
 */
export interface ActionLimits {
  readonly text?: TextLimit;
  readonly files?: FileLimits;
  readonly window?: Window;
  /** Of templates: one that names no language cannot be sent. */
  readonly language?: 'required';
  /** Of replies: a message has one. Another one is refused until the first is deleted. */
  readonly once?: true;
  readonly recipients?: number;
}

/** The actions of a surface. One that is not here does not exist there. */
export type SurfaceCapabilities = { readonly [Kind in ActionKind]?: ActionLimits };

/** The capabilities of a channel; each channel's folder defines its own, as data. */
export interface Capabilities {
  /** The channel's main surface first: it stands for a surface that the channel does not name. */
  readonly surfaces: { readonly [Name in Surface]?: SurfaceCapabilities };
  /** True when the same action id twice reaches the customer once, so that an unknown outcome may be repeated. */
  readonly idempotent: boolean;
  /** True when the channel notes each part of a message itself, right before it is sent (`PartNotes`). Otherwise the whole action counts as one call. */
  readonly notesParts?: true;
}

export type CapabilitiesOf = (channel: ChannelName) => Capabilities;

/** Of channels that only receive. */
export const RECEIVES_ONLY: Capabilities = { surfaces: {}, idempotent: false };

/** The surface of the channel that a message's surface means. */
export const surfaceOf = ({ surfaces }: Capabilities, asked: string): Surface =>
  (Object.hasOwn(surfaces, asked) ? asked : (Object.keys(surfaces)[0] ?? 'dm')) as Surface;

/** Undefined when the channel does not have the action there. */
export const limitsOf = (capabilities: Capabilities, surface: string, kind: ActionKind): ActionLimits | undefined =>
  capabilities.surfaces[surfaceOf(capabilities, surface)]?.[kind];

const repliesOf = ({ surfaces }: Capabilities): ActionLimits[] => Object.values(surfaces).flatMap(({ reply }) => (reply ? [reply] : []));

/** Whether replies can be sent on the channel at all. */
export const canReply = (capabilities: Capabilities): boolean => repliesOf(capabilities).length > 0;

/** The most characters that a reply can have on any surface of the channel; null where none can be sent, without end where a surface has no limit. */
export const longestReply = (capabilities: Capabilities): number | null => {
  const replies = repliesOf(capabilities);
  return replies.length === 0 ? null : Math.max(...replies.map(({ text }) => text?.most ?? Number.POSITIVE_INFINITY));
};
