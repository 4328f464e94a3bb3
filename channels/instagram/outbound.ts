import type { MetaCredentials } from '../meta/credentials.ts';
import type { Place } from '../meta/page-call.ts';
import { type Messenger, sendMessage, sendPrivately } from '../meta/send-message.ts';
import { type CallSettings, performing } from '../outbound.ts';
import { FILES } from './capabilities.ts';
import { deleteComment, hideComment, replyByComment } from './comment-calls.ts';

const placeOf = (credentials: MetaCredentials, settings: CallSettings): Place => ({ product: 'Instagram', credentials, settings });
/** The sender is the Page that the account belongs to; the token identifies it. Meta does not document `metadata` for Instagram. */
const MESSENGER: Messenger = { from: 'me', kinds: FILES.kinds, marksEchoes: false };

export const outbound = performing<MetaCredentials>({
  reply: (reply, credentials, settings) =>
    reply.surface === 'dm' ? sendMessage(reply, MESSENGER, placeOf(credentials, settings)) : replyByComment(reply, placeOf(credentials, settings)),
  privateReply: (reply, credentials, settings) => sendPrivately(reply, 'comment_id', MESSENGER, placeOf(credentials, settings)),
  unsend: (action, credentials, settings) => deleteComment(action, placeOf(credentials, settings)),
  hide: (action, credentials, settings) => hideComment(action, placeOf(credentials, settings)),
  unhide: (action, credentials, settings) => hideComment(action, placeOf(credentials, settings)),
  delete: (action, credentials, settings) => deleteComment(action, placeOf(credentials, settings)),
});
