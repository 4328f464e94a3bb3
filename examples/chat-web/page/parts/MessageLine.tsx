import { Check, CheckCheck, MessageSquareReply, Pencil, Reply, Trash2 } from 'lucide-react';
import { fateOf, type Line, readersOf } from '../model/lines.ts';
import { toPeople } from '../model/mentions.ts';
import type { ChatMessage, State } from '../model/types.ts';
import { Avatar } from './Avatar.tsx';
import { useChat, useChatState } from './context.tsx';
import { Files } from './Files.tsx';
import { LinkPreview } from './LinkPreview.tsx';
import { ReactionButton, Reactions } from './Reactions.tsx';
import { Text } from './Text.tsx';
import { clockOf, dayName } from './times.ts';

export interface LineActions {
  readonly onReply: (message: ChatMessage) => void;
  readonly onEdit: (message: ChatMessage) => void;
  /** Missing in a thread. */
  readonly onThread?: (message: ChatMessage) => void;
}

const FATES = { accepted: 'Sent', delivered: 'Delivered', read: 'Read' } as const;

function FateMark({ state, id, number }: { readonly state: State; readonly id: string; readonly number: number }) {
  const fate = fateOf(state, id, number);
  const readers = readersOf(state, id, number);
  const title = readers.length > 0 ? `Read by ${readers.join(', ')}` : FATES[fate];
  const Icon = fate === 'accepted' ? Check : CheckCheck;
  return (
    <span className="fate" data-fate={fate} title={title} role="img" aria-label={title}>
      <Icon size={14} aria-hidden="true" />
    </span>
  );
}

function Quote({ state, id, number }: { readonly state: State; readonly id: string; readonly number: number }) {
  const quoted = state.logs[id]?.messages.find((one) => one.number === number);
  const name = quoted === undefined ? '' : (state.names[quoted.senderId] ?? 'Somebody');
  const jump = (): void => document.getElementById(`m-${number}`)?.scrollIntoView({ block: 'center' });
  return (
    <button type="button" className="quote" onClick={jump}>
      <strong>{name || `Message ${number}`}</strong>
      <span className="clip">
        {quoted === undefined ? 'An earlier message' : quoted.body === null ? 'Message deleted' : toPeople(quoted.body, state.names) || 'File'}
      </span>
    </button>
  );
}

/** One message, with what can be done about it. */
export function MessageLine({ id, line, actions }: { readonly id: string; readonly line: Extract<Line, { message: unknown }>; readonly actions: LineActions }) {
  const chat = useChat();
  const state = useChatState();
  const { message, startsDay, startsBlock } = line;
  const { number, senderId, body, inReplyTo, attachments, preview, reactions, replyCount } = message;
  const isMine = senderId === state.me.id;
  const name = state.names[senderId] ?? 'Somebody';
  const isGone = message.deleted || message.hidden;
  const failed = (): void => undefined;
  const remove = (): void => void chat.remove(id, number).catch(failed);
  return (
    <>
      {startsDay && (
        <li className="day">
          <time dateTime={message.createdAt}>{dayName(message.createdAt)}</time>
        </li>
      )}
      <li id={`m-${number}`} className="message" data-mine={isMine} data-starts={startsBlock} data-number={number}>
        {!isMine && startsBlock && <Avatar name={name} />}
        <div className="bubble">
          {!isMine && startsBlock && <strong className="name">{name}</strong>}
          {inReplyTo !== null && !isGone && <Quote state={state} id={id} number={inReplyTo} />}
          {isGone ? (
            <p className="text gone">{message.deleted ? 'Message deleted' : 'Message hidden by a moderator'}</p>
          ) : (
            <>
              {attachments.length > 0 && <Files files={attachments} />}
              {body !== null && body !== '' && (
                <p className="text" dir="auto">
                  <Text text={body} names={state.names} meId={state.me.id} />
                </p>
              )}
              {preview !== undefined && <LinkPreview preview={preview} />}
            </>
          )}
          <span className="meta">
            {message.editedAt !== null && !isGone && <span>edited</span>}
            <time dateTime={message.createdAt}>{clockOf(message.createdAt)}</time>
            {isMine && !isGone && <FateMark state={state} id={id} number={number} />}
          </span>
          {reactions.length > 0 && <Reactions id={id} number={number} reactions={reactions} />}
          {replyCount > 0 && actions.onThread !== undefined && (
            <button type="button" className="thread-link" onClick={() => actions.onThread?.(message)}>
              {replyCount === 1 ? '1 reply' : `${replyCount} replies`}
            </button>
          )}
          {!isGone && (
            <div className="tools" role="group" aria-label={`Message ${number}`}>
              <ReactionButton id={id} number={number} reactions={reactions} />
              <button type="button" className="icon" aria-label="Reply" title="Reply" onClick={() => actions.onReply(message)}>
                <Reply size={16} />
              </button>
              {actions.onThread !== undefined && (
                <button type="button" className="icon" aria-label="Thread" title="Thread" onClick={() => actions.onThread?.(message)}>
                  <MessageSquareReply size={16} />
                </button>
              )}
              {isMine && (
                <>
                  <button type="button" className="icon" aria-label="Edit" title="Edit" onClick={() => actions.onEdit(message)}>
                    <Pencil size={16} />
                  </button>
                  <button type="button" className="icon" aria-label="Delete" title="Delete" onClick={remove}>
                    <Trash2 size={16} />
                  </button>
                </>
              )}
            </div>
          )}
        </div>
      </li>
    </>
  );
}
