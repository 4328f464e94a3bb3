import type { ModerationAction, ReplyAction, UnsendAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { callGraph, changedBy, deletedBy, type GraphAccess, madeBy } from '../meta/page-call.ts';
import { sendInParts } from '../parts.ts';
import { mentionIn } from './mention.ts';

const failed = (why: string): Outcome => ({ outcome: 'failed', error: ownError('failed', why) });

/**
 * `POST /{comment}/replies` `{message}`; where the account was mentioned, `POST /{account}/mentions` `{media_id, comment_id?, message}`.
 * - https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment/replies (read 2026-11)
 * - https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/mentions (read 2026-11)
 */
export const replyByComment = ({ inReplyTo, text, sentParts, notes }: ReplyAction, access: GraphAccess): Promise<Outcome> => {
  if (inReplyTo === null) return Promise.resolve(failed('It answers no comment.'));
  const mention = mentionIn(inReplyTo);
  return sendInParts({ sentParts, notes }, [text], async (message, begin) => {
    await begin();
    const [steps, json] = mention ? [[access.credentials.accountId, 'mentions'], { ...mention, message }] : [[inReplyTo, 'replies'], { message }];
    return madeBy(await callGraph(access, steps, { method: 'POST', json }), 'id');
  });
};

/** A comment on somebody else's media: only they can hide or delete it. */
const ELSEWHERE = failed('The comment is below the media of somebody else.');

/** `DELETE /{comment}`: our own one, or a customer's on our media. …/reference/ig-comment ("Deleting", read 2026-11) */
export const deleteComment = async ({ message: comment }: UnsendAction | ModerationAction, access: GraphAccess): Promise<Outcome> => {
  if (comment === null) return failed('Instagram gave it no id.');
  return mentionIn(comment) ? ELSEWHERE : deletedBy(await callGraph(access, [comment], { method: 'DELETE' }));
};

/** `POST /{comment}` `{hide}`. …/reference/ig-comment ("Updating", read 2026-11) */
export const hideComment = async ({ kind, message: comment }: ModerationAction, access: GraphAccess): Promise<Outcome> =>
  mentionIn(comment) ? ELSEWHERE : changedBy(await callGraph(access, [comment], { method: 'POST', json: { hide: kind === 'hide' } }));
