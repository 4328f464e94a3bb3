import type { OutgoingFile } from '../../domain/channels/actions.ts';
import type { CallSettings } from '../outbound.ts';
import { type Called, callBot } from './call.ts';
import { PHOTO_BYTES } from './capabilities.ts';
import type { TelegramCredentials } from './credentials.ts';

/**
 * The method for a file by its type, so that Telegram's apps show it in the right form; any other file is a document.
 * https://core.telegram.org/bots/api#sendphoto, #sendanimation, #sendvideo, #sendaudio (MP3, M4A), #sendvoice (OGG with Opus), #senddocument (read 2026-11-29)
 */
const METHODS: Readonly<Record<string, readonly [method: string, field: string]>> = {
  'image/jpeg': ['sendPhoto', 'photo'],
  'image/png': ['sendPhoto', 'photo'],
  'image/gif': ['sendAnimation', 'animation'],
  'video/mp4': ['sendVideo', 'video'],
  'audio/mpeg': ['sendAudio', 'audio'],
  'audio/mp4': ['sendAudio', 'audio'],
  'audio/ogg': ['sendVoice', 'voice'],
};
const DOCUMENT = ['sendDocument', 'document'] as const;

/** Errors for a photo that is too long, too wide or unreadable. It can still be sent as a document. */
export const NO_PHOTO = /PHOTO_INVALID_DIMENSIONS|IMAGE_PROCESS_FAILED|PHOTO_EXT_INVALID/;

/** The kind of a file that albums can contain; undefined for other files. */
export const albumKind = ({ type, size }: Pick<OutgoingFile, 'type' | 'size'>): 'photo' | 'video' | undefined => {
  const kind = Object.hasOwn(METHODS, type) ? METHODS[type]?.[1] : undefined;
  if (kind === 'photo') return (size ?? 0) <= PHOTO_BYTES ? kind : undefined;
  return kind === 'video' ? kind : undefined;
};

/** One file as a message of its own, streamed. `fields`: the method's other fields. */
export const sendFile = async (
  file: OutgoingFile & { readonly size: number },
  fields: Readonly<Record<string, unknown>>,
  credentials: TelegramCredentials,
  settings: CallSettings,
): Promise<Called> => {
  const { name, type, size, open } = file;
  const usual = Object.hasOwn(METHODS, type) ? METHODS[type] : undefined;
  const [method, field] = usual && (usual[1] !== 'photo' || size <= PHOTO_BYTES) ? usual : DOCUMENT;
  const send = (by: string, as: string): Promise<Called> => callBot(by, fields, credentials, settings, [{ field: as, name: name ?? 'file', type, size, open }]);
  const called = await send(method, field);
  // Telegram refused it before anything was sent.
  const isNoPhoto = field === 'photo' && 'outcome' in called && called.outcome.outcome === 'failed' && NO_PHOTO.test(called.description);
  return isNoPhoto ? send(...DOCUMENT) : called;
};
