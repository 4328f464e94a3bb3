import type { MetaCredentials } from '../meta/credentials.ts';
import type { GraphAccess } from '../meta/page-call.ts';
import { type Messenger, sendMessage, sendPrivately } from '../meta/send-message.ts';
import { type CallSettings, performing } from '../outbound.ts';
import { FILES } from './capabilities.ts';
import { deleteComment, editComment, hideComment, replyByComment } from './comment-calls.ts';

const accessOf = (credentials: MetaCredentials, settings: CallSettings): GraphAccess => ({ product: 'Facebook', credentials, settings });
const messengerOf = ({ accountId }: MetaCredentials): Messenger => ({ from: accountId, kinds: FILES.kinds, marksEchoes: true });

export const outbound = performing<MetaCredentials>({
  reply: (reply, credentials, settings) =>
    reply.surface === 'dm'
      ? sendMessage(reply, messengerOf(credentials), accessOf(credentials, settings))
      : replyByComment(reply, accessOf(credentials, settings)),
  // Ids of posts begin with the Page's id.
  privateReply: (reply, credentials, settings) =>
    sendPrivately(
      reply,
      reply.message.startsWith(`${credentials.accountId}_`) ? 'post_id' : 'comment_id',
      messengerOf(credentials),
      accessOf(credentials, settings),
    ),
  react: async (action, credentials, settings) =>
    (await import('../meta/reaction.ts')).reactTo(action, credentials.accountId, action.emoji, accessOf(credentials, settings)),
  markRead: async (action, credentials, settings) =>
    (await import('../meta/sender-action.ts')).signalTo(action, credentials.accountId, accessOf(credentials, settings)),
  typing: async (action, credentials, settings) =>
    (await import('../meta/sender-action.ts')).signalTo(action, credentials.accountId, accessOf(credentials, settings)),
  edit: (action, credentials, settings) => editComment(action, accessOf(credentials, settings)),
  unsend: (action, credentials, settings) => deleteComment(action, accessOf(credentials, settings)),
  hide: (action, credentials, settings) => hideComment(action, accessOf(credentials, settings)),
  unhide: (action, credentials, settings) => hideComment(action, accessOf(credentials, settings)),
  delete: (action, credentials, settings) => deleteComment(action, accessOf(credentials, settings)),
});
