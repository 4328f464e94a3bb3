import type { OutgoingFile } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { id, record } from '../json.ts';
import { multipart } from '../multipart.ts';
import type { CallSettings } from '../outbound.ts';
import { post } from '../outgoing.ts';
import { bearer, refusedBy } from './answer.ts';
import type { XCredentials } from './credentials.ts';

export type Upload = typeof uploadToX;
export type Uploaded = { readonly id: string } | { readonly outcome: Outcome };

/**
 * Uploads a file. Animated GIFs and films go in segments (`chunked-media.ts`), a picture in one call: `POST /2/media/upload`, a form of `media_category` and `media`. X keeps it for a day, and it is invisible until it is posted, so an upload
 * without an answer is repeated. https://docs.x.com/x-api/media/upload-media (read 2026-11-29)
 */
export const uploadToX = async (
  { name, type, size, open }: OutgoingFile,
  usage: 'tweet' | 'dm',
  credentials: XCredentials,
  settings: CallSettings,
): Promise<Uploaded> => {
  if (size === null) return { outcome: { outcome: 'failed', error: ownError('file_gone', name === null ? '' : `(${name})`) } };
  const kind = largeKind(type);
  // Loaded by the first GIF or film: most processes never send one.
  if (kind) return (await import('./chunked-media.ts')).uploadInSegments({ type, open }, size, `${usage}_${kind}`, credentials, settings);
  const { headers, body } = multipart({ media_category: `${usage}_image` }, { field: 'media', name: name ?? 'file', type, size, open });
  const attempt = await post(settings, `${settings.baseUrl}/2/media/upload`, { ...bearer(credentials), ...headers }, body);
  if ('outcome' in attempt) return { outcome: repeated(attempt.outcome) };
  const refused = refusedBy(attempt.answer, attempt.body);
  if (refused) return { outcome: repeated(refused) };
  const mediaId = id(record(record(attempt.body)?.['data'])?.['id']);
  if (mediaId === undefined)
    return { outcome: { outcome: 'retry', error: { code: String(attempt.answer.status), message: 'X gave an uploaded file no id.' } } };
  return { id: mediaId };
};

const largeKind = (type: string): 'gif' | 'video' | undefined => {
  if (type === 'image/gif') return 'gif';
  return type.startsWith('video/') ? 'video' : undefined;
};

const repeated = (outcome: Outcome): Outcome => (outcome.outcome === 'unknown' ? { ...outcome, outcome: 'retry' } : outcome);
