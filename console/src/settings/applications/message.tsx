import { Trans, useLingui } from '@lingui/react/macro';
import type { ChatMessage } from '../../../../client/api.ts';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { fileSize, moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Pill } from '../../parts/marks.tsx';
import { useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Row } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import styles from '../parts/settings.module.css';
import { useAttempt } from '../parts/use-attempt.ts';
import type { ChatPlace } from './places.ts';

/** The text and the files, or what has become of them. */
export function ChatText({ message }: { readonly message: ChatMessage }) {
  const { t, i18n } = useLingui();
  const { body, deleted, attachments } = message;
  if (deleted) return <i>{t`Deleted`}</i>;
  return (
    <span className={styles.said} dir="auto">
      {body}
      {attachments.map(({ id, name, size }) => (
        <span key={id}>
          <bdi>{name}</bdi> · {fileSize(i18n.locale, size)}
        </span>
      ))}
    </span>
  );
}

/** Who wrote it: an agent by name, support in its own name, everybody else by the id that the app knows. */
export function useSender(): (message: ChatMessage) => string {
  const { t } = useLingui();
  const { agents } = useDirectory();
  return ({ senderId, support }) => {
    if (support !== undefined) return support.name ?? t`Automatic reply`;
    return agents.find(({ id }) => id === senderId)?.name ?? senderId;
  };
}

/** A message with what a moderator does to it. */
export function ChatMessageRow({ place, message }: { readonly place: ChatPlace; readonly message: ChatMessage }) {
  const { t, i18n } = useLingui();
  const { api, me } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const senderOf = useSender();
  const { number, deleted, hidden, editedAt, createdAt } = message;
  const params = { params: { path: { ...place, n: number } } };
  const again = (): Promise<void> => readAgain('applications', place.token, 'messages', String(place.number));
  const hide = (): Promise<boolean> =>
    attempt.run(async () => {
      await api.PATCH('/v1/applications/{token}/chats/{number}/messages/{n}', { ...params, body: { hidden: !hidden } });
      await again();
    });
  return (
    <Row
      title={
        <>
          #{number} · {senderOf(message)} · {moment(i18n.locale, createdAt)}
        </>
      }
      sub={
        <>
          <ChatText message={message} />
          <Refused refusal={attempt.refusal} />
        </>
      }
      end={
        <>
          {hidden && <Pill tone="warn">{t`Hidden`}</Pill>}
          {editedAt !== null && !deleted && <span>{t`Edited`}</span>}
          {me.role === 'admin' && !deleted && (
            <>
              <Button isDisabled={attempt.isBusy} onPress={() => void hide()}>
                {hidden ? <Trans>Show again</Trans> : <Trans>Hide</Trans>}
              </Button>
              <Confirm
                button={t`Delete`}
                title={t`Delete message ${number}?`}
                run={() => api.DELETE('/v1/applications/{token}/chats/{number}/messages/{n}', params).then(again)}
              >
                {t`Its text is gone for everybody. Its number stays.`}
              </Confirm>
            </>
          )}
        </>
      }
    />
  );
}
