import { Trans, useLingui } from '@lingui/react/macro';
import { Ban, Ellipsis, Eye, EyeOff, Link2, Paperclip, Trash2 } from 'lucide-react';
import { Button as Pressable } from 'react-aria-components';
import type { ChatMessage } from '../../../client/api.ts';
import { useDirectory, useHub } from '../data/use-hub.ts';
import { fileSize, time } from '../i18n/format.ts';
import { Avatar } from '../parts/avatar.tsx';
import { IconButton } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { Pill } from '../parts/marks.tsx';
import { type Choice, Menu } from '../parts/menu.tsx';
import { toast } from '../parts/toast.tsx';
import { safeLink } from '../screens/message-files.tsx';
import styles from './chats.module.css';

const ICON = { size: 16, strokeWidth: 1.75 } as const;

/** A file's link is made when somebody wants it, and ends after minutes. */
function FileLink({ file }: { readonly file: ChatMessage['attachments'][number] }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const { id, name, size } = file;
  const open = async (): Promise<void> => {
    try {
      const { url } = await api.GET('/v1/attachments/{id}', { params: { path: { id } } });
      const link = safeLink(url);
      if (link !== undefined) globalThis.open(link, '_blank', 'noopener,noreferrer');
    } catch {
      toast({ text: t`This file cannot be opened.`, isError: true });
    }
  };
  return (
    <Pressable className={styles.file ?? ''} onPress={() => void open()}>
      <Paperclip size={14} aria-hidden />
      <bdi>{name}</bdi> <span className={styles.quiet}>{fileSize(i18n.locale, size)}</span>
    </Pressable>
  );
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

/** The text and the files, or what has become of them. Texts are only ever text. */
export function ChatText({ message }: { readonly message: ChatMessage }) {
  const { t } = useLingui();
  const { body, deleted, hidden, attachments, preview } = message;
  if (deleted) return <i>{t`Deleted`}</i>;
  if (hidden && body === null && attachments.length === 0) return <i>{t`Hidden by a moderator`}</i>;
  return (
    <div className={styles.said} dir="auto">
      {body}
      {attachments.map((file) => (
        <FileLink key={file.id} file={file} />
      ))}
      {preview !== undefined && (
        <span className={styles.preview}>
          <Link2 size={14} aria-hidden /> <bdi>{hostOf(preview.url)}</bdi> · <bdi>{preview.title}</bdi>
        </span>
      )}
    </div>
  );
}

export type NameOf = (message: Pick<ChatMessage, 'senderId' | 'support'>) => string;

/** Who wrote it: support in its own name, people by the names that are known here, all others by their id. */
export function useSender(names: ReadonlyMap<string, string> = new Map()): NameOf {
  const { t } = useLingui();
  const { agents } = useDirectory();
  return ({ senderId, support }) => {
    if (support !== undefined) return support.name ?? t`Automatic reply`;
    return names.get(senderId) ?? agents.find(({ id }) => id === senderId)?.name ?? senderId;
  };
}

export type Act = 'hide' | 'delete' | 'ban';
export interface MessageRowProps {
  readonly message: ChatMessage;
  readonly sender: string;
  readonly mayModerate: boolean;
  readonly mayBan: boolean;
  readonly onAct: (act: Act) => void;
}

export function MessageRow({ message, sender, mayModerate, mayBan, onAct }: MessageRowProps) {
  const { t, i18n } = useLingui();
  const { number, senderId, createdAt, editedAt, deleted, hidden, inReplyTo, threadOf, reactions } = message;
  const choices: Choice[] = [
    ...(mayModerate && !deleted
      ? [
          { id: 'hide', label: hidden ? t`Show again` : t`Hide`, icon: hidden ? <Eye {...ICON} /> : <EyeOff {...ICON} /> },
          { id: 'delete', label: t`Delete`, icon: <Trash2 {...ICON} /> },
        ]
      : []),
    ...(mayBan ? [{ id: 'ban', label: t`Ban ${sender}`, icon: <Ban {...ICON} /> }] : []),
  ];
  const answered = threadOf ?? inReplyTo;
  return (
    <li className={classes(styles.message, hidden && styles.isHidden)} id={`message-${number}`}>
      <Avatar id={senderId} name={sender} isSmall />
      <div className={styles.content}>
        <p className={styles.by}>
          <bdi className={styles.sender}>{sender}</bdi>
          <time className={styles.quiet} dateTime={createdAt}>
            {time(i18n.locale, createdAt)}
          </time>
          {answered !== null && <span className={styles.quiet}>{t`answers #${answered}`}</span>}
          {editedAt !== null && !deleted && (
            <span className={styles.quiet}>
              <Trans>Edited</Trans>
            </span>
          )}
          {hidden && <Pill tone="warn">{t`Hidden`}</Pill>}
        </p>
        <ChatText message={message} />
        {reactions.length > 0 && (
          <p className={styles.quiet}>
            {reactions.map(({ emoji, count }) => (
              <span key={emoji} className={styles.reaction}>
                {emoji} {count}
              </span>
            ))}
          </p>
        )}
      </div>
      <span className={styles.number}>#{number}</span>
      {choices.length > 0 && (
        <Menu
          label={t`Message ${number}`}
          button={<IconButton label={t`Moderate message ${number}`} icon={<Ellipsis {...ICON} />} />}
          choices={choices}
          onChoose={(id) => onAct(id as Act)}
        />
      )}
    </li>
  );
}
