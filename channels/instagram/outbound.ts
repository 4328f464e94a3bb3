import type { MetaCredentials } from '../meta/credentials.ts';
import type { GraphAccess } from '../meta/page-call.ts';
import { type Messenger, sendMessage, sendPrivately } from '../meta/send-message.ts';
import { type CallSettings, performing } from '../outbound.ts';
import { FILES } from './capabilities.ts';
import { deleteComment, hideComment, replyByComment } from './comment-calls.ts';

const accessOf = (credentials: MetaCredentials, settings: CallSettings): GraphAccess => ({ product: 'Instagram', credentials, settings });
/** The sender is the Page that the account belongs to; the token identifies it. Meta does not document `metadata` for Instagram. */
const MESSENGER: Messenger = { from: 'me', kinds: FILES.kinds, marksEchoes: false };

export const outbound = performing<MetaCredentials>({
  reply: (reply, credentials, settings) =>
    reply.surface === 'dm' ? sendMessage(reply, MESSENGER, accessOf(credentials, settings)) : replyByComment(reply, accessOf(credentials, settings)),
  privateReply: (reply, credentials, settings) => sendPrivately(reply, 'comment_id', MESSENGER, accessOf(credentials, settings)),
  // The heart is the only reaction, whatever its form.
  react: async (action, credentials, settings) =>
    (await import('../meta/reaction.ts')).reactTo(action, MESSENGER.from, action.emoji === null ? null : 'love', accessOf(credentials, settings)),
  markRead: async (action, credentials, settings) =>
    (await import('../meta/sender-action.ts')).signalTo(action, MESSENGER.from, accessOf(credentials, settings)),
  typing: async (action, credentials, settings) => (await import('../meta/sender-action.ts')).signalTo(action, MESSENGER.from, accessOf(credentials, settings)),
  unsend: (action, credentials, settings) => deleteComment(action, accessOf(credentials, settings)),
  hide: (action, credentials, settings) => hideComment(action, accessOf(credentials, settings)),
  unhide: (action, credentials, settings) => hideComment(action, accessOf(credentials, settings)),
  delete: (action, credentials, settings) => deleteComment(action, accessOf(credentials, settings)),
});
