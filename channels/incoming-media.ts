import type { Located } from '../domain/outbound/media/fetch-media.ts';
import type { Outcome } from '../domain/outbound/outcome.ts';
import type { Attachment } from '../domain/support/messages/content.ts';
import type { CallSettings } from './outbound.ts';

export type { Located };

/**
 * The export of a channel's `incoming-media.ts`: where the file of a customer's message is. A channel without one gives plain links (`linked`). The hub
 * downloads the file itself, from public addresses only.
 */
export interface IncomingMedia<Credentials = never> {
  locate(file: Pick<Attachment, 'url' | 'mediaId'>, credentials: Credentials, settings: CallSettings): Promise<Located>;
}

/** A file behind a link that needs no credentials. */
export const linked = ({ url }: Pick<Attachment, 'url'>): Located => (url === null ? { failed: 'gone' } : { url, headers: {} });

/** What an answer other than the file's URL means: a permanent error is about the file, any other may pass. */
export const notLocated = (outcome: Outcome): Located => {
  if (outcome.outcome === 'sent') return { failed: 'gone' };
  if (outcome.outcome === 'failed') return { failed: outcome.error.code === 'address_refused' ? 'refused_address' : 'gone' };
  const { code } = outcome.error;
  return { retry: `the provider answered ${code}`, ...('retryAfterSeconds' in outcome ? { retryAfterSeconds: outcome.retryAfterSeconds } : {}) };
};
