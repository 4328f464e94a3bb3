import type { UnsendAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { CallSettings } from '../outbound.ts';
import { attempt } from '../outgoing.ts';
import { bearer, refusedBy } from './answer.ts';
import type { XCredentials } from './credentials.ts';

/** `DELETE /2/tweets/{id}`. If the post no longer exists, it counts as deleted. https://docs.x.com/x-api/posts/delete-post (read 2026-11-29) */
export const deletePost = async ({ message }: UnsendAction, credentials: XCredentials, settings: CallSettings): Promise<Outcome> => {
  if (message === null) return { outcome: 'failed', error: ownError('failed', 'X gave the post no id.') };
  const url = `${settings.baseUrl}/2/tweets/${encodeURIComponent(message)}`;
  const made = await attempt(settings, url, { method: 'DELETE', headers: bearer(credentials), body: '' });
  if ('outcome' in made) return made.outcome;
  const done: Outcome = { outcome: 'sent', providerId: null };
  return made.answer.status === 404 ? done : (refusedBy(made.answer, made.body) ?? done);
};
