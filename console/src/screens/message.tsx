import { Trans, useLingui } from '@lingui/react/macro';
import { Check, CheckCheck, CircleAlert, Clock, Paperclip, Star } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as Pressable } from 'react-aria-components';
import type { Message } from '../../../client/api.ts';
import { useHub } from '../data/use-hub.ts';
import { fileSize, moment, number, time } from '../i18n/format.ts';
import { classes } from '../parts/classes.ts';
import { headOf } from '../parts/head-of.ts';
import { Spoken } from '../parts/marks.tsx';
import { toast } from '../parts/toast.tsx';
import styles from './message.module.css';

/** A longer text is drawn when somebody asks for it. */
const SHOWN = 20_000;
const TICK = { size: 14, strokeWidth: 2, 'aria-hidden': true } as const;

function Text({ text }: { readonly text: string }) {
  const { t, i18n } = useLingui();
  const [isWhole, setIsWhole] = useState(false);
  const count = number(i18n.locale, text.length);
  return (
    <>
      <div className={styles.text} dir="auto">
        {isWhole ? text : headOf(text, SHOWN)}
      </div>
      {!isWhole && text.length > SHOWN && (
        <Pressable className={styles.link ?? ''} onPress={() => setIsWhole(true)}>
          {t`Show all ${count} characters`}
        </Pressable>
      )}
    </>
  );
}

function Delivery({ message }: { readonly message: Message }) {
  const { t } = useLingui();
  const { api, readThread } = useHub();
  const { delivery, ticketId, number: place } = message;
  if (delivery === null || delivery === undefined) return null;
  const retry = async (): Promise<void> => {
    if (ticketId === null) return;
    try {
      await api.POST('/v1/tickets/{id}/messages/{number}/retry', { params: { path: { id: ticketId, number: place } } });
      await readThread(message.conversationId);
    } catch {
      toast({ text: t`It could not be sent again. Try later.`, isError: true });
    }
  };
  const { error, state } = delivery;
  const shapes: Readonly<Record<typeof state, readonly [ReactNode, string]>> = {
    queued: [<Clock key="q" {...TICK} />, t`On its way`],
    sent: [<Check key="s" {...TICK} />, t`Sent`],
    delivered: [<CheckCheck key="d" {...TICK} />, t`Delivered`],
    read: [<CheckCheck key="r" {...TICK} />, t`Read`],
    failed: [<CircleAlert key="f" {...TICK} />, t`Not delivered`],
    unknown: [<CircleAlert key="u" {...TICK} />, t`Perhaps not delivered`],
  };
  const [shape, word] = shapes[state];
  const hasFailed = state === 'failed' || state === 'unknown';
  return (
    <span className={classes(styles.foot, state === 'read' && styles.read, hasFailed && styles.failed)}>
      {shape}
      {hasFailed || state === 'read' ? word : <Spoken>{word}</Spoken>}
      {hasFailed && error !== null && <bdi>{error.message}</bdi>}
      {hasFailed && (
        <Pressable className={styles.link ?? ''} onPress={() => void retry()}>
          <Trans>Send again</Trans>
        </Pressable>
      )}
    </span>
  );
}

const isHttps = (url: string | null): url is string => url !== null && (url.startsWith('https://') || url.startsWith('/'));

function Files({ files }: { readonly files: Message['attachments'] }) {
  const { i18n, t } = useLingui();
  return (
    <ul className={styles.files}>
      {files.map(({ id, name, size, url }) => {
        const content = (
          <>
            <Paperclip size={14} aria-hidden="true" />
            <bdi>{name ?? t`File`}</bdi>
            {size !== null && <span>{fileSize(i18n.locale, size)}</span>}
          </>
        );
        return (
          <li key={id}>
            {isHttps(url) ? (
              <a className={styles.file} href={url} target="_blank" rel="noreferrer noopener">
                {content}
              </a>
            ) : (
              <span className={styles.file}>{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Stars({ count }: { readonly count: number }) {
  const { t } = useLingui();
  return (
    <span role="img" aria-label={t`${count} of 5 stars`} className={styles.files}>
      {Array.from({ length: 5 }, (_, at) => (
        <Star key={at} size={16} fill={at < count ? 'currentColor' : 'none'} aria-hidden="true" />
      ))}
    </span>
  );
}

/** What the bubble says about itself, above the text. */
function useLabel({ kind, surface, author, private: isPrivate }: Message): string | undefined {
  const { t } = useLingui();
  const name = author.name ?? t`A colleague`;
  if (kind === 'note') return t`Note · ${name}`;
  if (kind === 'ai_suggestion') return t`Suggested reply`;
  if (kind === 'ai_message') return t`Automatic reply`;
  if (isPrivate === true) return t`Private answer to a comment`;
  if (surface === 'comment') return t`Public comment`;
  return surface === 'review' ? t`Review` : undefined;
}

export function MessageView({ message }: { readonly message: Message }) {
  const { t, i18n } = useLingui();
  const { kind, author, text, createdAt, deleted, hidden, editedAt, late, surface } = message;
  const label = useLabel(message);
  const isNote = kind === 'note';
  const isOurs = kind === 'reply' || kind === 'ai_message';
  const isWide = isNote || kind === 'ai_suggestion' || surface === 'mail' || surface === 'review';
  const reactions = Object.values(message.reactions ?? {}) as string[];
  return (
    <article className={classes(styles.message, isOurs && styles.ours, isWide && styles.wide)}>
      <div className={classes(styles.bubble, isWide && !isNote && styles.card, isNote && styles.note, kind === 'ai_suggestion' && styles.suggestion)}>
        {label !== undefined && <bdi className={styles.label}>{label}</bdi>}
        {message.starRating !== null && message.starRating !== undefined && <Stars count={message.starRating} />}
        {message.subject !== null && message.subject !== undefined && !deleted && (
          <bdi className={styles.subject} dir="auto">
            {message.subject}
          </bdi>
        )}
        {deleted ? (
          <span className={styles.gone}>
            <Trans>This message was deleted.</Trans>
          </span>
        ) : (
          text !== null && text !== '' && <Text text={text} />
        )}
        {!deleted && message.attachments.length > 0 && <Files files={message.attachments} />}
        {reactions.length > 0 && <span>{reactions.join(' ')}</span>}
      </div>
      <div className={styles.foot}>
        {isOurs && <bdi>{author.name ?? t`A colleague`}</bdi>}
        <time dateTime={createdAt} title={moment(i18n.locale, createdAt)}>
          {time(i18n.locale, createdAt)}
        </time>
        {hidden && <Trans>Hidden</Trans>}
        {editedAt !== null && <Trans>Edited</Trans>}
        {late && <Trans>Arrived late</Trans>}
        {message.permalink !== null && message.permalink !== undefined && isHttps(message.permalink) && (
          <a className={styles.link} href={message.permalink} target="_blank" rel="noreferrer noopener">
            <Trans>Open the post</Trans>
          </a>
        )}
        <Delivery message={message} />
      </div>
    </article>
  );
}

/** A text that was sent from here and has no answer yet. */
export function WaitingMessage({ kind, text }: { readonly kind: 'reply' | 'note'; readonly text: string }) {
  return (
    <article className={classes(styles.message, styles.pending, kind === 'reply' ? styles.ours : styles.wide)}>
      <div className={classes(styles.bubble, kind === 'note' && styles.note)}>
        <Text text={text} />
      </div>
      <div className={styles.foot}>
        <Clock {...TICK} />
        <Trans>Sending…</Trans>
      </div>
    </article>
  );
}
