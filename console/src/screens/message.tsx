import { Trans, useLingui } from '@lingui/react/macro';
import { Clock, EyeOff, Star } from 'lucide-react';
import { memo } from 'react';
import type { Message } from '../../../client/api.ts';
import { moment, time } from '../i18n/format.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Button } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { Tag } from '../parts/marks.tsx';
import { useAnswering } from './answering.ts';
import { Delivery } from './delivery.tsx';
import styles from './message.module.css';
import { MessageFiles, safeLink } from './message-files.tsx';
import { MessageMenu } from './message-menu.tsx';
import { MessageText } from './message-text.tsx';
import { useMessageActions } from './use-message-actions.ts';

export function Stars({ count }: { readonly count: number }) {
  const { t } = useLingui();
  return (
    <span role="img" aria-label={t`${count} of 5 stars`} className={styles.stars}>
      {Array.from({ length: 5 }, (_, at) => (
        <Star key={at} size={16} fill={at < count ? 'currentColor' : 'none'} aria-hidden="true" />
      ))}
    </span>
  );
}

/** What the bubble says about itself, above the text. */
function useLabel({ kind, surface, author, private: isPrivate, template, shadowed }: Message): string | undefined {
  const { t } = useLingui();
  const name = author.name ?? t`A colleague`;
  if (kind === 'note') return t`Note · ${name}`;
  if (kind === 'ai_suggestion') return t`Suggested reply`;
  if (kind === 'ai_message') return t`Automatic reply`;
  if (template !== undefined) return t`Template`;
  if (isPrivate === true) return t`Private answer to a comment`;
  if (shadowed) return t`Arrived while its place was disabled`;
  if (surface === 'comment') return kind === 'reply' ? t`Public answer` : t`Public comment`;
  return surface === 'review' ? (kind === 'reply' ? t`Public answer` : t`Review`) : undefined;
}

/** A suggestion of the AI: it can be sent as it is, taken into the composer, or dismissed. */
function Suggestion({ message }: { readonly message: Message }) {
  const { t, i18n } = useLingui();
  const { propose } = useAnswering();
  const { accept, dismiss } = useMessageActions(message);
  const { ai, text } = message;
  const use = (): void => propose(text ?? '');
  useKeys([{ id: 'suggestion', keys: 'alt+a', label: t`Use the suggested reply`, group: t`Writing`, inFields: true, run: use }]);
  const sure = ai === undefined ? undefined : new Intl.NumberFormat(i18n.locale, { style: 'percent' }).format(ai.confidence);
  return (
    <span className={styles.suggestionActions}>
      {sure !== undefined && <span>{sure}</span>}
      <Button onPress={() => void dismiss()}>
        <Trans>Dismiss</Trans>
      </Button>
      <Button onPress={use}>
        <Trans>Use</Trans>
      </Button>
      <Button onPress={() => void accept()}>
        <Trans>Send it</Trans>
      </Button>
    </span>
  );
}

/** What has become of it, or what can be done with it. */
function SuggestionState({ message }: { readonly message: Message }) {
  const { suggestion } = message;
  if (suggestion?.state === 'accepted') return <Trans>Used</Trans>;
  if (suggestion?.state === 'dismissed') return <Trans>Dismissed</Trans>;
  return <Suggestion message={message} />;
}

export interface MessageProps {
  readonly message: Message;
  /** The open ticket. A thread also has messages of others. */
  readonly ticketId: string;
  /** It was jumped to. */
  readonly isTarget?: boolean;
}

export const MessageView = memo(function MessageView({ message, ticketId, isTarget = false }: MessageProps) {
  const { t, i18n } = useLingui();
  const { kind, author, text, createdAt, deleted, hidden, editedAt, late, surface, number, to, cc, choices } = message;
  const label = useLabel(message);
  const isNote = kind === 'note';
  const isOurs = kind === 'reply' || kind === 'ai_message';
  const isWide = isNote || kind === 'ai_suggestion' || surface === 'mail' || surface === 'review';
  const reactions = Object.values(message.reactions ?? {}) as string[];
  const post = safeLink(message.permalink);
  const subject = message.subject ?? undefined;
  const recipients = [...(to ?? []), ...(cc ?? [])].join(', ');
  const stars = message.starRating ?? undefined;
  return (
    <article
      id={`message-${number}`}
      className={classes(styles.message, isOurs && styles.ours, isWide && styles.wide, hidden && styles.hidden, isTarget && styles.target)}
    >
      <div className={classes(styles.bubble, isWide && !isNote && styles.card, isNote && styles.note, kind === 'ai_suggestion' && styles.suggestion)}>
        {label !== undefined && <bdi className={styles.label}>{label}</bdi>}
        {stars !== undefined && <Stars count={stars} />}
        {subject !== undefined && !deleted && (
          <bdi className={styles.subject} dir="auto">
            {subject}
          </bdi>
        )}
        {surface === 'mail' && recipients !== '' && !deleted && (
          <span className={styles.recipients}>
            <Trans>To</Trans> <bdi>{recipients}</bdi>
          </span>
        )}
        {deleted ? (
          <span className={styles.gone}>
            <Trans>This message was deleted.</Trans>
          </span>
        ) : (
          text !== null && text !== '' && <MessageText text={text} quotedAt={message.quotedAt} />
        )}
        {!deleted && choices !== undefined && (
          <span className={styles.choices}>
            {choices.options.map(({ title }: { readonly title: string }) => (
              <Tag key={title}>{title}</Tag>
            ))}
          </span>
        )}
        {!deleted && message.attachments.length > 0 && <MessageFiles files={message.attachments} />}
        {message.truncated === true && (
          <span className={styles.gone}>
            <Trans>The message is longer than what can be shown here.</Trans>
          </span>
        )}
        {reactions.length > 0 && <span>{reactions.join(' ')}</span>}
        {kind === 'ai_suggestion' && !deleted && <SuggestionState message={message} />}
      </div>
      <div className={styles.foot}>
        {isOurs && <bdi>{author.name ?? t`A colleague`}</bdi>}
        <time dateTime={createdAt} title={moment(i18n.locale, createdAt)}>
          {time(i18n.locale, createdAt)}
        </time>
        {hidden && (
          <span className={styles.mark}>
            <EyeOff size={14} aria-hidden="true" />
            <Trans>Hidden</Trans>
          </span>
        )}
        {editedAt !== null && <Trans>Edited</Trans>}
        {late && <Trans>Arrived late</Trans>}
        {post !== undefined && (
          <a className={styles.link} href={post} target="_blank" rel="noreferrer noopener">
            {surface === 'comment' ? <Trans>Open the comment</Trans> : <Trans>Open the post</Trans>}
          </a>
        )}
        <Delivery message={message} />
        {message.ticketId === ticketId && <MessageMenu message={message} ticketId={ticketId} />}
      </div>
    </article>
  );
});

/** A text that was sent from here and has no answer yet. */
export function WaitingMessage({ kind, text, files = 0 }: { readonly kind: 'reply' | 'note'; readonly text: string; readonly files?: number }) {
  return (
    <article className={classes(styles.message, styles.pending, kind === 'reply' ? styles.ours : styles.wide)}>
      <div className={classes(styles.bubble, kind === 'note' && styles.note)}>
        {text === '' ? files > 0 ? <Trans>Files</Trans> : <Trans>Template</Trans> : <MessageText text={text} />}
      </div>
      <div className={styles.foot}>
        <Clock size={14} strokeWidth={2} aria-hidden="true" />
        <Trans>Sending…</Trans>
      </div>
    </article>
  );
}
