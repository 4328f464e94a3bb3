import type { ReactAction } from '../../domain/channels/actions.ts';
import { emojiOf } from '../../domain/channels/fault.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import type { CallSettings } from '../outbound.ts';
import { attempt, postJson } from '../outgoing.ts';
import { headersOf, organizationUrn, refusedBy } from './api.ts';
import { EMOJIS, REACTIONS } from './capabilities.ts';
import type { LinkedInCredentials } from './credentials.ts';

const DONE: Outcome = { outcome: 'sent', providerId: null };

/**
 * The organization's reaction to a comment, or to the post of a mention: `POST /rest/reactions?actor={URN}` `{root, reactionType}`, where `root` is the comment's or the
 * post's URN, and `DELETE /rest/reactions/(actor:{URN},entity:{URN})`. The permission is that of comments (`w_organization_social_feed`). One that is gone counts as
 * removed.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/reactions-api (read 2026-11-30)
 */
export const reactOnLinkedIn = async ({ message, emoji }: ReactAction, credentials: LinkedInCredentials, settings: CallSettings): Promise<Outcome> => {
  const actor = encodeURIComponent(organizationUrn(credentials));
  const headers = headersOf(credentials);
  if (emoji === null) {
    // Rest.li reads brackets in a path as its own syntax, also those of a comment's URN.
    const entity = encodeURIComponent(message).replaceAll('(', '%28').replaceAll(')', '%29');
    const url = `${settings.baseUrl}/rest/reactions/(actor:${actor},entity:${entity})`;
    const made = await attempt(settings, url, { method: 'DELETE', headers, body: '' });
    if ('outcome' in made) return made.outcome;
    return made.answer.status === 404 ? DONE : (refusedBy(made.answer, made.body) ?? DONE);
  }
  const reactionType = REACTIONS[emojiOf(EMOJIS, emoji) ?? ''];
  if (reactionType === undefined) return { outcome: 'failed', error: ownError('no_action', `(LinkedIn has no reaction ${emoji})`) };
  const made = await postJson(settings, `${settings.baseUrl}/rest/reactions?actor=${actor}`, headers, JSON.stringify({ root: message, reactionType }));
  if ('outcome' in made) return made.outcome;
  return refusedBy(made.answer, made.body) ?? DONE;
};
