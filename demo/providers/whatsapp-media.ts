import { createHash, randomInt } from 'node:crypto';
import { type GraphAnswer, graphError, invalid, isRecord, missing, refusedToken } from './graph-error.ts';

/**
 * Files of WhatsApp messages, written from the documentation alone:
 * - upload: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media (of 2025-12-11, read 2026-11)
 * - messages of files: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/document-messages and image-, video-, audio-, sticker-messages
 *   beside it (of 2025-11, read 2026-11)
 */
export interface StoredMedia {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

const MB = 1024 * 1024;
/** The files of each kind of message. For stickers, the larger limit, which applies to animated ones. */
const KINDS: Readonly<Record<string, { readonly bytes: number; readonly types: readonly string[]; readonly members: readonly string[] }>> = {
  image: { bytes: 5 * MB, types: ['image/jpeg', 'image/png'], members: ['id', 'caption'] },
  video: { bytes: 16 * MB, types: ['video/mp4', 'video/3gpp', 'video/3gp'], members: ['id', 'caption'] },
  audio: { bytes: 16 * MB, types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], members: ['id'] },
  sticker: { bytes: 500 * 1024, types: ['image/webp'], members: ['id'] },
  document: {
    bytes: 100 * MB,
    types: [
      'text/plain',
      'application/pdf',
      ...['msword', 'vnd.ms-excel', 'vnd.ms-powerpoint'].map((name) => `application/${name}`),
      ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
        (name) => `application/vnd.openxmlformats-officedocument.${name}`,
      ),
    ],
    members: ['id', 'caption', 'filename'],
  },
};
const CAPTION = 1024;
/** The largest file, with the form that contains it. */
export const LARGEST_UPLOAD = 101 * MB;

export const isMediaKind = (type: unknown): type is string => typeof type === 'string' && Object.hasOwn(KINDS, type);

/** Answers `POST /{version}/{phone-number-id}/media`. `media`: set if the file was accepted. */
export async function answerMedia(
  headers: { readonly authorization?: string | undefined; readonly 'content-type'?: string | undefined },
  body: Buffer,
  expectedToken: string | undefined,
): Promise<GraphAnswer & { readonly media?: StoredMedia }> {
  const refused = refusedToken(headers.authorization, expectedToken);
  if (refused) return refused;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData().catch(() => null);
  if (form === null) return invalid('The request body is no form.');
  for (const key of form.keys()) if (!['messaging_product', 'type', 'file'].includes(key)) return invalid(`Unexpected key "${key}".`);
  if (form.get('messaging_product') !== 'whatsapp') return missing('messaging_product');
  const [type, file] = [form.get('type'), form.get('file')];
  if (typeof type !== 'string') return missing('type');
  if (file === null || typeof file === 'string') return missing('file');
  if (file.type !== type) return invalid(`The file is of type ${file.type}, not ${type}.`);
  const kind = Object.values(KINDS).find(({ types }) => types.includes(type));
  if (!kind) return invalid(`Param file must be a file with one of the supported types; received file of type '${type}'.`);
  if (file.size > kind.bytes) return graphError(400, 131053, '(#131053) Media upload error', `The file has more than ${kind.bytes} bytes.`);
  const id = String(randomInt(2 ** 47, 2 ** 48 - 1));
  const sha256 = createHash('sha256')
    .update(Buffer.from(await file.arrayBuffer()))
    .digest('hex');
  return { status: 200, body: { id }, media: { id, type, name: file.name, size: file.size, sha256 } };
}

/** The error in a message's member that refers to a file; null if it is valid. */
export function mediaFault(kind: string, given: unknown, stored: (id: string) => StoredMedia | undefined): GraphAnswer | null {
  const rule = KINDS[kind];
  if (!rule || !isRecord(given)) return missing(kind);
  for (const key of Object.keys(given)) if (!rule.members.includes(key)) return invalid(`Unexpected key "${key}" on param "${kind}".`);
  const { id, caption, filename } = given;
  if (typeof id !== 'string') return missing(`${kind}["id"]`);
  for (const text of [caption, filename]) if (text !== undefined && (typeof text !== 'string' || text === '')) return invalid('A text must not be empty.');
  if (typeof caption === 'string' && caption.length > CAPTION) return invalid(`Param ${kind}["caption"] must be at most ${CAPTION} characters long.`);
  const media = stored(id);
  if (!media) return invalid(`There is no media ${id}.`);
  return rule.types.includes(media.type) ? null : graphError(400, 131053, '(#131053) Media upload error', `${media.type} cannot be sent as ${kind}.`);
}
