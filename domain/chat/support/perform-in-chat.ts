import type { ActionOf, OutgoingFile } from '../../channels/actions.ts';
import { conversationOf } from '../../conversations/conversation-of.ts';
import { deleteEntry, editEntry, reactToEntry } from '../../conversations/entries/change-entry.ts';
import { type ChatFile, chatMessageOf } from '../../conversations/entries/chat-message.ts';
import { type EntryDeps, post } from '../../conversations/entries/post.ts';
import { CHAT, type ChatHead } from '../../conversations/kinds/chat.ts';
import type { Conversation } from '../../conversations/kinds/kind.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { Problem } from '../../errors.ts';
import type { Outcome } from '../../outbound/outcome.ts';
import { attachmentOf } from '../../support/attachments/stored.ts';
import { attachmentKey } from '../../support/messages/attachment-keys.ts';
import { deliveryError, ownError } from '../../vocabulary/delivery-error.ts';
import { usesOf } from '../attachments.ts';
import { messageIdIn, numberIn, supportSender } from './sender.ts';

type Action = ActionOf<'reply'> | ActionOf<'edit'> | ActionOf<'unsend'> | ActionOf<'react'>;
type Chat = Conversation<ChatHead>;

const GONE: Outcome = { outcome: 'failed', error: ownError('chat_gone') };

/** The files that agents have uploaded; null if one is not (any more) in the table. */
const filesOf = async ({ table }: EntryDeps, tenantId: string, files: readonly OutgoingFile[]): Promise<ChatFile[] | null> => {
  const items = await table.get(
    files.map(({ id }) => attachmentKey(tenantId, id)),
    { consistent: true },
  );
  const found = items.flatMap((item) => (item ? [attachmentOf(item)] : []));
  return found.length < files.length ? null : found.map(({ id, name, type, size }) => ({ id, name, type, size }));
};

/** One message of the chat, whatever happens: the reply's id stands in the chat's log with it. */
const reply = async (deps: EntryDeps, chat: Chat, action: ActionOf<'reply'>): Promise<Outcome> => {
  const { id, tenantId, originId, to, text, inReplyTo, agentName, automatic } = action;
  const attachments = await filesOf(deps, tenantId, action.files);
  if (!attachments) return { outcome: 'failed', error: ownError('file_gone') };
  const { number } = await post(deps, chat, supportSender(originId), {
    text,
    replyTo: numberIn(to, inReplyTo),
    files: { attachments, uses: (own) => usesOf(tenantId, chat.id, attachments, own) },
    support: { name: automatic ? null : agentName, automatic },
    clientId: id,
  });
  return { outcome: 'sent', providerId: messageIdIn(to, number) };
};

/** A ticket shows one reaction of the business to a message, so the new one replaces the others. */
const react = async (deps: EntryDeps, chat: Chat, { tenantId, originId, emoji }: ActionOf<'react'>, number: number): Promise<void> => {
  const by = supportSender(originId);
  const [item] = await deps.table.get([messageKey(CHAT.pk(tenantId, chat.id), number)], { consistent: true });
  const present = item === undefined ? [] : (chatMessageOf(item).reactions[by.id]?.split(' ') ?? []);
  for (const other of present) if (other !== emoji) await reactToEntry(deps, chat, by, number, { emoji: other, removed: true });
  if (emoji !== null) await reactToEntry(deps, chat, by, number, { emoji });
};

const change = async (deps: EntryDeps, chat: Chat, action: Exclude<Action, { kind: 'reply' }>): Promise<Outcome> => {
  const number = numberIn(action.to, action.message);
  if (number === undefined) return { outcome: 'failed', error: ownError('failed') };
  const by = supportSender(action.originId);
  if (action.kind === 'edit') await editEntry(deps, chat, by, number, action.text);
  else if (action.kind === 'unsend') await deleteEntry(deps, chat, by, number);
  else await react(deps, chat, action, number);
  return { outcome: 'sent', providerId: action.message };
};

/** What the log says against it, in its own words. What may pass is tried again. */
const refused = ({ code, message }: Problem): Outcome => {
  if (code === 'not_found') return GONE;
  return code === 'unavailable' ? { outcome: 'retry', error: ownError('internal') } : { outcome: 'failed', error: deliveryError(code, message) };
};

/**
 * Does in a chat what an agent does in its ticket: a reply, its edit or deletion, a reaction. Devices get it like every other entry. Repeats have no further effect. `application`: the token of the
 * origin's application; a chat of another one is refused. @throws TableUnavailable
 */
export const performInChat = async (deps: EntryDeps, action: Action, application: string): Promise<Outcome> => {
  const { tenantId, to } = action;
  if (conversationOf(tenantId, to)?.kind !== 'chat') return GONE;
  const [head] = await deps.table.get([CHAT.headKey(tenantId, to)], { consistent: true });
  if (!head || CHAT.shape.parse(head).application !== application) return GONE;
  const chat: Chat = { kind: CHAT, tenantId, id: to };
  try {
    return action.kind === 'reply' ? await reply(deps, chat, action) : await change(deps, chat, action);
  } catch (error) {
    if (error instanceof Problem) return refused(error);
    throw error;
  }
};
