import type { MetaCredentials } from '../meta/credentials.ts';
import type { Place } from '../meta/page-call.ts';
import { type Messenger, sendMessage, sendPrivately } from '../meta/send-message.ts';
import { type CallSettings, performing } from '../outbound.ts';
import { FILES } from './capabilities.ts';
import { deleteComment, editComment, hideComment, replyByComment } from './comment-calls.ts';

const placeOf = (credentials: MetaCredentials, settings: CallSettings): Place => ({ product: 'Facebook', credentials, settings });
const messengerOf = ({ accountId }: MetaCredentials): Messenger => ({ from: accountId, kinds: FILES.kinds, marksEchoes: true });

export const outbound = performing<MetaCredentials>({
  reply: (reply, credentials, settings) =>
    reply.surface === 'dm'
      ? sendMessage(reply, messengerOf(credentials), placeOf(credentials, settings))
      : replyByComment(reply, placeOf(credentials, settings)),
  // Ids of posts begin with the Page's id.
  privateReply: (reply, credentials, settings) =>
    sendPrivately(
      reply,
      reply.message.startsWith(`${credentials.accountId}_`) ? 'post_id' : 'comment_id',
      messengerOf(credentials),
      placeOf(credentials, settings),
    ),
  edit: (action, credentials, settings) => editComment(action, placeOf(credentials, settings)),
  unsend: (action, credentials, settings) => deleteComment(action, placeOf(credentials, settings)),
  hide: (action, credentials, settings) => hideComment(action, placeOf(credentials, settings)),
  unhide: (action, credentials, settings) => hideComment(action, placeOf(credentials, settings)),
  delete: (action, credentials, settings) => deleteComment(action, placeOf(credentials, settings)),
});
