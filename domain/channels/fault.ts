import type { ChannelName } from '../origins/channels.ts';
import { weightedLength } from '../text/weighted-length.ts';
import type { Choices } from '../vocabulary/choices.ts';
import type { ActionKind } from './actions.ts';
import { type ActionLimits, type Capabilities, canReply, type FileLimits, limitsOf, surfaceOf, type TextLimit, type Window } from './capabilities.ts';
import { choiceFormOf, describeForms } from './choices.ts';
import { fileKind } from './file-kind.ts';

interface AskedFile {
  readonly name: string | null;
  readonly type: string;
  readonly size: number | null;
}

/** A requested action, reduced to what its channel's limits concern. */
export interface Ask {
  readonly kind: ActionKind;
  readonly surface: string;
  /** The customer's address. */
  readonly to?: string;
  readonly text?: string;
  /** Of a template. */
  readonly language?: string | null;
  readonly files?: readonly AskedFile[];
  readonly choices?: Choices | undefined;
  /** Of a reaction; null removes it. */
  readonly emoji?: string | null;
  /** Addresses that get a copy, blind ones too. */
  readonly copies?: number;
  /** Epoch ms of the thread's newest customer message, and of the message that the action is about; null when it is not known. */
  readonly customerWroteAt?: number | null;
  readonly writtenAt?: number | null;
}

/** Why a channel rejects an action: the field of the API, our code, and a sentence that names the limit. */
export interface Fault {
  readonly field: 'kind' | 'text' | 'attachmentIds' | 'template' | 'cc' | 'choices' | 'emoji';
  readonly code:
    | 'no_action'
    | 'no_language'
    | 'too_long'
    | 'no_files'
    | 'too_many_files'
    | 'file_type'
    | 'file_too_large'
    | 'files_too_large'
    | 'too_many_recipients'
    | 'no_choices'
    | 'no_emoji'
    | 'outside_window';
  readonly message: string;
}

const HOUR = 3_600_000;
/** Characters of the longest text that is weighed. */
const WEIGHED = 100_000;
const DOES: Readonly<Record<ActionKind, string>> = {
  reply: 'replies',
  template: 'templates',
  edit: 'editing',
  unsend: 'unsending messages',
  react: 'reactions',
  hide: 'hiding',
  unhide: 'unhiding messages',
  delete: 'deleting',
  privateReply: 'private replies',
  markRead: 'read marks',
  typing: 'typing indicators',
};
const A: Readonly<Partial<Record<ActionKind, string>>> = {
  template: 'A template',
  privateReply: 'A private reply',
  edit: 'An edited text',
  react: 'A reaction',
};

const number = (value: number): string => value.toLocaleString('en');

/**
 * The first reason why a channel rejects an action, or null. Checked before anything is stored, and again before sending, because the
 * window may have closed. A reply on a channel that cannot send is accepted and fails (`sender_not_built`), unless it has files.
 */
export const faultOf = (channel: ChannelName, capabilities: Capabilities, ask: Ask, now: number): Fault | null => {
  const { kind, surface, text = '', files = [] } = ask;
  const limits = limitsOf(capabilities, surface, kind);
  const what = A[kind] ?? 'A reply';
  const field = kind === 'template' ? 'template' : kind === 'react' ? 'emoji' : 'kind';
  if (!limits) {
    if (kind === 'reply' && !canReply(capabilities)) return files.length > 0 ? noFiles(channel, what) : null;
    const where = Object.keys(capabilities.surfaces).length > 1 ? ` on its surface ${surfaceOf(capabilities, surface)}` : '';
    return { field, code: 'no_action', message: `The channel ${channel} does not support ${DOES[kind]}${where}.` };
  }
  if (limits.addresses && ask.to?.startsWith(limits.addresses) === false)
    return { field, code: 'no_action', message: `${what} on ${channel} goes only to ${limits.addresses} addresses.` };
  if (limits.language && !ask.language) return { field: 'template', code: 'no_language', message: `${what} on ${channel} needs a language, such as en_US.` };
  if (files.length > 0 && !limits.files) return noFiles(channel, what);
  return (
    textFault(channel, what, text, limits.text) ??
    (limits.files ? filesFault(channel, what, files, limits.files) : null) ??
    recipientsFault(channel, what, ask, limits) ??
    choicesFault(channel, what, ask, limits) ??
    emojiFault(channel, what, ask, limits) ??
    windowFault(channel, capabilities, ask, limits, now)
  );
};

const noFiles = (channel: ChannelName, what: string): Fault => ({
  field: 'attachmentIds',
  code: 'no_files',
  message: `${what} on ${channel} cannot carry files.`,
});

const SIZES: Readonly<Record<TextLimit['unit'], (text: string) => number>> = {
  characters: (text) => text.length,
  bytes: (text) => Buffer.byteLength(text),
  // Whoever is over the limit in characters alone need not be weighed; a text of megabytes would take seconds.
  'weighted characters': (text) => (text.length > WEIGHED ? text.length : weightedLength(text)),
};

const textFault = (channel: ChannelName, what: string, text: string, limit: TextLimit | undefined): Fault | null => {
  if (!limit) return null;
  const size = SIZES[limit.unit](text);
  if (size <= limit.most) return null;
  return { field: 'text', code: 'too_long', message: `${what} on ${channel} has at most ${number(limit.most)} ${limit.unit}; this one has ${number(size)}.` };
};

const recipientsFault = (channel: ChannelName, what: string, { copies = 0 }: Ask, { recipients = Number.POSITIVE_INFINITY }: ActionLimits): Fault | null => {
  const message = `${what} on ${channel} has at most ${number(recipients)} recipients; this one has ${number(copies + 1)}.`;
  return copies + 1 > recipients ? { field: 'cc', code: 'too_many_recipients', message } : null;
};

const choicesFault = (channel: ChannelName, what: string, { choices, text = '', files = [] }: Ask, { choices: forms }: ActionLimits): Fault | null => {
  if (!choices) return null;
  const fault = (message: string): Fault => ({ field: 'choices', code: 'no_choices', message });
  if (!forms) return fault(`${what} on ${channel} cannot offer choices.`);
  if (files.length > 0) return fault(`${what} on ${channel} carries choices or files, not both.`);
  return choiceFormOf(forms, choices, text) ? null : fault(`Choices on ${channel} are ${describeForms(forms)}.`);
};

/** The same emoji as text and as a picture: U+FE0F only chooses how it looks. */
const plain = (emoji: string): string => emoji.replaceAll('\u{FE0F}', '');

/** The channel's own form of an emoji that it can send; undefined if it cannot. */
export const emojiOf = (emojis: readonly string[], emoji: string): string | undefined => emojis.find((one) => plain(one) === plain(emoji));

const emojiFault = (channel: ChannelName, what: string, { emoji }: Ask, { emojis }: ActionLimits): Fault | null => {
  if (!emojis || emoji === undefined || emoji === null || emojiOf(emojis, emoji) !== undefined) return null;
  return { field: 'emoji', code: 'no_emoji', message: `${what} on ${channel} is one of ${emojis.join(' ')}.` };
};

const filesFault = (channel: ChannelName, what: string, files: readonly AskedFile[], limits: FileLimits): Fault | null => {
  const { count = Number.POSITIVE_INFINITY, total = Number.POSITIVE_INFINITY, kinds } = limits;
  const fault = (code: Fault['code'], message: string): Fault => ({ field: 'attachmentIds', code, message });
  if (files.length > count)
    return fault('too_many_files', `${what} on ${channel} carries at most ${number(count)} files; this one has ${number(files.length)}.`);
  for (const { name, type, size } of files) {
    const kind = fileKind(type, kinds);
    const limit = kinds[kind];
    const called = name === null ? 'A file' : `The file ${name}`;
    if (!limit || (limit.types && !limit.types.includes(type.toLowerCase())))
      return fault('file_type', `${called} is of type ${type}, which cannot be sent on ${channel}.`);
    if (limit.alone && files.length > 1) return fault('too_many_files', `${called} is sent alone on ${channel}.`);
    if (size !== null && limit.bytes !== undefined && size > limit.bytes)
      return fault('file_too_large', `${called} has ${number(size)} bytes; ${kind} files on ${channel} have at most ${number(limit.bytes)}.`);
  }
  const bytes = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  if (bytes > total)
    return fault('files_too_large', `The files have ${number(bytes)} bytes together; ${what.toLowerCase()} on ${channel} carries at most ${number(total)}.`);
  return null;
};

const sinceOf = ({ since }: Window, { customerWroteAt = null, writtenAt = null }: Ask): number | null => (since === 'customer' ? customerWroteAt : writtenAt);

/** What can be done where a free text is too late. */
export const windowHint = (capabilities: Capabilities, surface: string): string =>
  limitsOf(capabilities, surface, 'template') ? ' A template can be sent at any time.' : '';

const windowFault = (channel: ChannelName, capabilities: Capabilities, ask: Ask, { window }: ActionLimits, now: number): Fault | null => {
  const since = window ? sinceOf(window, ask) : null;
  if (!window || since === null) return null;
  const { hours, beyond } = window;
  if (now - since <= Math.max(hours, beyond?.hours ?? 0) * HOUR) return null;
  const what = ask.kind === 'reply' ? 'A free text' : (A[ask.kind] ?? `An action (${ask.kind})`);
  const whose = window.since === 'customer' ? "the customer's newest message" : 'the message';
  const instead = ask.kind === 'template' ? '' : windowHint(capabilities, ask.surface);
  return {
    field: ask.kind === 'react' ? 'emoji' : 'text',
    code: 'outside_window',
    message: `${what} on ${channel} can be sent within ${beyond?.hours ?? hours} hours of ${whose}, which is from ${new Date(since).toISOString()}.${instead}`,
  };
};

/** When a thread's newest customer message was written, epoch ms. A late replay does not count. */
export const wroteAt = (newest: { readonly late: boolean; readonly createdAt: string } | null): number | null =>
  newest && !newest.late ? Date.parse(newest.createdAt) : null;
