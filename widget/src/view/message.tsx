import { initials, withoutPiles } from '../logic/text.ts';
import type { Message, Pending } from '../logic/types.ts';
import { Attachment, FileRow } from './attachment.tsx';
import { useParts } from './context.ts';
import { Icon } from './icons.tsx';
import { RichText } from './rich-text.tsx';

interface Shown {
  readonly message: Message;
  /** The first of several messages of one person. */
  readonly isFirst: boolean;
  /** The last of several messages of one person: it shows the time. */
  readonly isLast: boolean;
}

export function MessageRow({ message, isFirst, isLast }: Shown) {
  const { speech } = useParts();
  const isMine = message.from === 'visitor';
  const name = isMine ? speech.say('$you') : (message.name ?? speech.say(message.from === 'bot' ? '$assistant' : '$team'));
  return (
    <div class={`row ${isMine ? 'mine' : 'theirs'}${isFirst ? ' first' : ''}`} data-number={message.number}>
      {!isMine && (
        <span class="face" aria-hidden="true">
          {isFirst ? initials(name) : ''}
        </span>
      )}
      <div class="stack">
        {isFirst && !isMine ? <bdi class="name">{withoutPiles(name)}</bdi> : <span class="spoken">{name}: </span>}
        {message.deleted ? (
          <div class="bubble gone">{speech.say('$deleted')}</div>
        ) : (
          <>
            {message.text !== null && message.text !== '' && (
              <div class="bubble">
                <RichText text={message.text} />
              </div>
            )}
            {message.attachments.map((file, at) => (
              <Attachment key={at} file={file} number={message.number} />
            ))}
          </>
        )}
        {message.reaction !== undefined && (
          <span class="reaction" role="img" aria-label={speech.say('$reacted', { emoji: message.reaction })}>
            {message.reaction}
          </span>
        )}
        {isLast && (
          <div class="meta">
            <time dateTime={message.createdAt}>{speech.time(Date.parse(message.createdAt))}</time>
            {message.editedAt !== null && !message.deleted && <span> · {speech.say('$edited')}</span>}
            {isMine && (
              <span class="state">
                {' · '}
                <Icon name="check" size={13} /> {speech.say('$sent')}
              </span>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

export function PendingRow({ one }: { readonly one: Pending }) {
  const { chat, speech } = useParts();
  const isCut = chat.state.isCut.value;
  return (
    <div class="row mine first">
      <div class="stack">
        <span class="spoken">{speech.say('$you')}: </span>
        {one.text !== '' && (
          <div class={`bubble${one.failed ? ' failed' : ''}`}>
            <RichText text={one.text} />
          </div>
        )}
        {one.files.map((file) => (
          <div key={file.id} class="file">
            <FileRow name={file.name} size={file.size} />
          </div>
        ))}
        {one.failed ? (
          <div class="meta bad">
            <Icon name="alert" size={13} /> {speech.say('$notSent')} ·{' '}
            <button type="button" class="link" onClick={() => void chat.again(one.id)}>
              {speech.say('$retry')}
            </button>{' '}
            ·{' '}
            <button type="button" class="link" onClick={() => chat.discard(one.id)}>
              {speech.say('$discard')}
            </button>
          </div>
        ) : (
          <div class="meta state">
            <Icon name="clock" size={13} /> {speech.say(isCut ? '$waiting' : '$sending')}
          </div>
        )}
      </div>
    </div>
  );
}
