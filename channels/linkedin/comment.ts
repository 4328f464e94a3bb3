import type { EditAction, ReplyAction, UnsendAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { id, record, text } from '../json.ts';
import type { CallSettings } from '../outbound.ts';
import { attempt, postJson } from '../outgoing.ts';
import { headersOf, organizationUrn, refusedBy } from './api.ts';
import type { LinkedInCredentials } from './credentials.ts';
import { commentOf, commentUrn, oneUrn } from './urn.ts';

const commentsOf = (settings: CallSettings, urn: string): string => `${settings.baseUrl}/rest/socialActions/${encodeURIComponent(urn)}/comments`;
const failed = (why: string): Outcome => ({ outcome: 'failed', error: ownError('failed', why) });

/**
 * A comment of the organization: `POST /rest/socialActions/{URN}/comments` `{actor, object, message: {text}, parentComment}`, below a comment or a post. The answer is the
 * comment, with `commentUrn`. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api (read 2026-11-29)
 */
export const writeComment = async ({ inReplyTo, text: words }: ReplyAction, credentials: LinkedInCredentials, settings: CallSettings): Promise<Outcome> => {
  if (inReplyTo === null) return failed('It answers no comment.');
  const answered = commentOf(inReplyTo);
  const object = answered?.post ?? inReplyTo;
  const body = { actor: organizationUrn(credentials), object, message: { text: words }, ...(answered ? { parentComment: commentUrn(answered) } : {}) };
  const made = await postJson(settings, commentsOf(settings, inReplyTo), headersOf(credentials), JSON.stringify(body));
  if ('outcome' in made) return made.outcome;
  return refusedBy(made.answer, made.body) ?? { outcome: 'sent', providerId: urnIn(made.body, object) };
};

/** The URN of the written comment. The member `id` contains only the second half of the URN. */
const urnIn = (body: unknown, object: string): string | null => {
  const comment = record(body);
  const urn = text(comment?.['commentUrn']) ?? text(comment?.['$URN']);
  if (urn !== undefined) return oneUrn(urn);
  const commentId = id(comment?.['id']);
  return commentId === undefined ? null : commentUrn({ post: text(comment?.['object']) ?? object, comment: commentId });
};

/** `POST …/comments/{id}?actor=…` with `X-RestLi-Method: PARTIAL_UPDATE`. The same page, "Edit a comment". */
export const editComment = async ({ message, text: words }: EditAction, credentials: LinkedInCredentials, settings: CallSettings): Promise<Outcome> => {
  const url = addressOf(message, credentials, settings);
  if (url === undefined) return failed('LinkedIn gave the comment no id.');
  const headers = { ...headersOf(credentials), 'x-restli-method': 'PARTIAL_UPDATE' };
  const made = await postJson(settings, url, headers, JSON.stringify({ patch: { message: { $set: { text: words } } } }));
  if ('outcome' in made) return made.outcome;
  return refusedBy(made.answer, made.body) ?? DONE;
};

/** `DELETE …/comments/{id}?actor=…`. If the comment no longer exists, it counts as deleted. The same page, "Delete a comment". */
export const deleteComment = async ({ message }: UnsendAction, credentials: LinkedInCredentials, settings: CallSettings): Promise<Outcome> => {
  const url = addressOf(message, credentials, settings);
  if (url === undefined) return failed('LinkedIn gave the comment no id.');
  const made = await attempt(settings, url, { method: 'DELETE', headers: headersOf(credentials), body: '' });
  if ('outcome' in made) return made.outcome;
  return made.answer.status === 404 ? DONE : (refusedBy(made.answer, made.body) ?? DONE);
};

const DONE: Outcome = { outcome: 'sent', providerId: null };

const addressOf = (message: string | null, credentials: LinkedInCredentials, settings: CallSettings): string | undefined => {
  const ours = message === null ? undefined : commentOf(message);
  return ours && `${commentsOf(settings, ours.post)}/${ours.comment}?actor=${encodeURIComponent(organizationUrn(credentials))}`;
};
