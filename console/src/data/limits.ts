import { ROWS } from '../../../channels/registry/rows/capabilities.ts';
import { type ActionLimits, limitsOf, RECEIVES_ONLY, type TextLimit } from '../../../domain/channels/capabilities.ts';
import { fileKind } from '../../../domain/channels/file-kind.ts';
import { weightedLength } from '../../../domain/text/weighted-length.ts';

/** What the API takes of any file and message, whatever the channel. */
export const FILE_BYTES = 26_214_400;
export const FILE_COUNT = 20;
export const TEXT_MOST = 100_000;

export interface ChosenFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** Why something cannot be sent, in numbers: the screen has the words. */
export type Fault =
  | { readonly code: 'too_long'; readonly over: number }
  | { readonly code: 'no_files' }
  | { readonly code: 'too_many_files'; readonly most: number }
  | { readonly code: 'file_alone' | 'file_type' | 'file_empty'; readonly name: string }
  | { readonly code: 'file_too_large'; readonly name: string; readonly most: number }
  | { readonly code: 'files_too_large'; readonly most: number };

const capabilitiesOf = (channel: string) => (Object.hasOwn(ROWS, channel) ? ROWS[channel as keyof typeof ROWS] : RECEIVES_ONLY);

/** The limits of a reply by the channel's own declaration. Undefined: the channel sends none there. */
export const replyLimits = (channel: string, surface: string, isPrivate = false): ActionLimits | undefined =>
  limitsOf(capabilitiesOf(channel), surface, isPrivate ? 'privateReply' : 'reply');

/** Whether only the writer of a comment can be answered, beside everybody. */
export const hasPrivateReply = (channel: string, surface: string): boolean =>
  surface === 'comment' && limitsOf(capabilitiesOf(channel), surface, 'privateReply') !== undefined;

/** Whether a message that the provider has approved can go to this address at any time. */
export function hasTemplates(channel: string, surface: string, address: string): boolean {
  const limits = limitsOf(capabilitiesOf(channel), surface, 'template');
  return limits !== undefined && (limits.addresses === undefined || address.startsWith(limits.addresses));
}

/** What can be done to a message at its provider. */
export const can = (channel: string, surface: string, action: 'edit' | 'unsend' | 'hide' | 'delete' | 'react'): boolean =>
  limitsOf(capabilitiesOf(channel), surface, action) !== undefined;

const SIZES: Readonly<Record<TextLimit['unit'], (text: string) => number>> = {
  characters: (text) => text.length,
  bytes: (text) => new TextEncoder().encode(text).length,
  'weighted characters': (text) => (text.length > TEXT_MOST ? text.length : weightedLength(text)),
};

/** How much of a text's room is used, as the channel counts. */
export function room(text: string, limit: TextLimit | undefined): { readonly used: number; readonly most: number } {
  const { most, unit } = limit ?? { most: TEXT_MOST, unit: 'characters' };
  return { used: SIZES[unit](text), most };
}

/** The first reason why a message cannot be sent. A note (`limits` null) has the API's own limits only. */
export function faultOf(text: string, files: readonly ChosenFile[], limits: ActionLimits | null): Fault | undefined {
  const { used, most } = room(text, limits?.text);
  if (used > most) return { code: 'too_long', over: used - most };
  return filesFault(files, limits);
}

/** The first reason why files cannot be sent: asked before anything is uploaded. */
export function filesFault(files: readonly ChosenFile[], limits: ActionLimits | null): Fault | undefined {
  if (files.length === 0) return undefined;
  if (limits !== null && limits.files === undefined) return { code: 'no_files' };
  const { count = FILE_COUNT, total, kinds } = limits?.files ?? { kinds: undefined };
  if (files.length > count) return { code: 'too_many_files', most: count };
  for (const { name, type, size } of files) {
    if (size === 0) return { code: 'file_empty', name };
    const limit = kinds === undefined ? {} : kinds[fileKind(type, kinds)];
    if (limit === undefined || limit.types?.includes(type.toLowerCase()) === false) return { code: 'file_type', name };
    if (limit.alone === true && files.length > 1) return { code: 'file_alone', name };
    const largest = Math.min(limit.bytes ?? FILE_BYTES, FILE_BYTES);
    if (size > largest) return { code: 'file_too_large', name, most: largest };
  }
  if (total !== undefined && files.reduce((sum, { size }) => sum + size, 0) > total) return { code: 'files_too_large', most: total };
  return undefined;
}

const HOUR_MS = 3_600_000;

/** When the time for a free answer ends, in ms. Undefined: there is no such time, or it is not known. `wroteAt`: of the customer's newest message. */
export function windowEnd(limits: ActionLimits | undefined, wroteAt: string | undefined): number | undefined {
  const { window } = limits ?? {};
  if (window === undefined || wroteAt === undefined) return undefined;
  return Date.parse(wroteAt) + Math.max(window.hours, window.beyond?.hours ?? 0) * HOUR_MS;
}
