import type { OutgoingFile } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { id, record } from '../json.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { multipart } from '../multipart.ts';
import type { CallSettings } from '../outbound.ts';
import { post } from '../outgoing.ts';
import { bearer, edgeOf, refusedBy } from './graph.ts';

export type Uploaded = { readonly id: string } | { readonly outcome: Outcome };

/**
 * Uploads a file: `POST /{version}/{phone number id}/media`, a form of `messaging_product`, `type` and `file`. Meta keeps it for 30 days and returns its
 * id. The customer does not see it, so an upload without an answer is repeated.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media ("Upload media", of 2025-12-11, read 2026-11)
 */
export const uploadToWhatsApp = async (file: OutgoingFile, credentials: MetaCredentials, settings: CallSettings): Promise<Uploaded> => {
  const { name, type, size, open } = file;
  if (size === null) return { outcome: { outcome: 'failed', error: ownError('file_gone', name === null ? '' : `(${name})`) } };
  const { headers, body } = multipart({ messaging_product: 'whatsapp', type }, { field: 'file', name: name ?? 'file', type, size, open });
  const attempt = await post(settings, edgeOf(settings.baseUrl, credentials, 'media'), { ...bearer(credentials), ...headers }, body);
  if ('outcome' in attempt) return { outcome: repeated(attempt.outcome) };
  const refused = refusedBy(attempt.answer, attempt.body);
  if (refused) return { outcome: repeated(refused) };
  const mediaId = id(record(attempt.body)?.['id']);
  if (mediaId === undefined)
    return { outcome: { outcome: 'retry', error: { code: String(attempt.answer.status), message: 'WhatsApp gave an uploaded file no id.' } } };
  return { id: mediaId };
};

const repeated = (outcome: Outcome): Outcome => (outcome.outcome === 'unknown' ? { ...outcome, outcome: 'retry' } : outcome);
