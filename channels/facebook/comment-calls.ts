import type { EditAction, ModerationAction, ReplyAction, UnsendAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { callGraph, changedBy, deletedBy, type GraphAccess, madeBy } from '../meta/page-call.ts';
import { multipart } from '../multipart.ts';
import { sendInParts } from '../parts.ts';

/**
 * A comment below a comment, a visitor's post or a recommendation: `POST /{id}/comments` `{message}`, with a photo as a form with `source`.
 * https://developers.facebook.com/docs/graph-api/reference/object/comments ("Publishing", read 2026-11)
 */
export const replyByComment = ({ inReplyTo, text, files: [file], sentParts, notes }: ReplyAction, access: GraphAccess): Promise<Outcome> => {
  if (inReplyTo === null) return Promise.resolve(failed('It answers no comment.'));
  return sendInParts({ sentParts, notes }, [text], async (message, begin) => {
    if (file?.size === null) return { outcome: 'failed', error: ownError('file_gone', file.name === null ? '' : `(${file.name})`) };
    await begin();
    if (!file) return madeBy(await callGraph(access, [inReplyTo, 'comments'], { method: 'POST', json: { message } }), 'id');
    const { name, type, size, open } = file;
    const form = multipart(message === '' ? {} : { message }, { field: 'source', name: name ?? 'photo', type, size, open });
    return madeBy(await callGraph(access, [inReplyTo, 'comments'], { method: 'POST', ...form }), 'id');
  });
};

const failed = (why: string): Outcome => ({ outcome: 'failed', error: ownError('failed', why) });
/** A change of a comment. The answer to the call that wrote the comment was lost, so its id is unknown. */
const NAMELESS = failed('Facebook gave it no id.');

/** `POST /{comment}` `{message}`. https://developers.facebook.com/docs/graph-api/reference/comment ("Updating", read 2026-11) */
export const editComment = async ({ message: comment, text }: EditAction, access: GraphAccess): Promise<Outcome> =>
  comment === null ? NAMELESS : changedBy(await callGraph(access, [comment], { method: 'POST', json: { message: text } }));

/** `DELETE /{comment}`: our own one, or a customer's below our posts. The same page, "Deleting". */
export const deleteComment = async ({ message: comment }: UnsendAction | ModerationAction, access: GraphAccess): Promise<Outcome> =>
  comment === null ? NAMELESS : deletedBy(await callGraph(access, [comment], { method: 'DELETE' }));

/** `POST /{comment}` `{is_hidden}`: its writer and their friends still see it. The same page, "Updating". */
export const hideComment = async ({ kind, message: comment }: ModerationAction, access: GraphAccess): Promise<Outcome> =>
  changedBy(await callGraph(access, [comment], { method: 'POST', json: { is_hidden: kind === 'hide' } }));
