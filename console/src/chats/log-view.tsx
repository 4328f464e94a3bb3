import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../../client/api.ts';
import { useNow } from '../data/clock.ts';
import { useHub } from '../data/use-hub.ts';
import { day, isSameDay } from '../i18n/format.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { toast } from '../parts/toast.tsx';
import conversation from '../screens/conversation.module.css';
import { useScroll } from '../screens/use-scroll.ts';
import { refusalOf } from '../settings/data/problem.ts';
import { useReadAgain } from '../settings/data/use-settings.ts';
import { ActDialog } from './act-dialog.tsx';
import type { ChatLog } from './chat-log.ts';
import styles from './chats.module.css';
import { type Act, MessageRow, type NameOf } from './message-row.tsx';
import type { Room } from './rooms.ts';

export interface LogViewProps {
  readonly room: Room;
  readonly log: ChatLog;
  readonly nameOf: NameOf;
  /** Bans a person from the room. Undefined: nobody can be banned here, or not by this person. */
  readonly ban?: ((userId: string, reason: string | null) => Promise<unknown>) | undefined;
  /** What was found, in place of the log. */
  readonly found?: readonly ChatMessage[] | undefined;
}

function Days({ messages, row }: { readonly messages: readonly ChatMessage[]; readonly row: (message: ChatMessage) => ReactNode }) {
  const { i18n } = useLingui();
  const now = useNow();
  return messages.map((message, at) => {
    const before = messages[at - 1];
    return (
      <Fragment key={message.number}>
        {(before === undefined || !isSameDay(before.createdAt, message.createdAt)) && (
          <li className={styles.day}>{day(i18n.locale, message.createdAt, now)}</li>
        )}
        {row(message)}
      </Fragment>
    );
  });
}

/** The numbered messages of a room, oldest first, with what its moderators do to one. */
export function LogView({ room, log, nameOf, ban, found }: LogViewProps) {
  const { t } = useLingui();
  const { me } = useHub();
  const readAgain = useReadAgain();
  const { messages, cursor, isReading, error } = log.state();
  const box = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<{ readonly act: Exclude<Act, 'hide'>; readonly message: ChatMessage }>();
  const [missed, setMissed] = useState(0);
  const first = messages?.[0]?.number ?? 0;
  const last = messages?.at(-1)?.number ?? 0;
  const { isAtEnd, scrolled, toEnd } = useScroll(box, { first, last, waiting: 0, target: undefined });
  const known = useRef(0);
  useEffect(() => {
    if (!isAtEnd.current && known.current > 0 && last > known.current) setMissed((before) => before + last - known.current);
    known.current = last;
  }, [isAtEnd, last]);

  const hide = async ({ number, hidden }: ChatMessage): Promise<void> => {
    try {
      log.put(await room.hide(number, !hidden));
      await readAgain('audit');
    } catch (refused) {
      toast({ text: refusalOf(refused, [], t`Parley cannot be reached. Nothing was changed. Try again.`).detail ?? t`Nothing was changed.`, isError: true });
    }
  };
  const row = (message: ChatMessage): ReactNode => (
    <MessageRow
      key={message.number}
      message={message}
      sender={nameOf(message)}
      mayModerate={room.mayModerate}
      mayBan={ban !== undefined && message.senderId !== me.id && message.support === undefined}
      onAct={(act) => (act === 'hide' ? void hide(message) : setAsked({ act, message }))}
    />
  );
  if (messages === undefined)
    return error === undefined ? (
      <div className={styles.waiting} aria-busy="true">
        <Skeleton width="100%" height="14rem" />
      </div>
    ) : (
      <Empty action={<Button onPress={() => void log.newest()}>{t`Try again`}</Button>}>
        <span role="alert">{refusalOf(error, [], '').detail || <Trans>Parley cannot be reached.</Trans>}</span>
      </Empty>
    );
  const shown = found ?? messages;
  return (
    <div className={conversation.logBox}>
      <div
        className={styles.log}
        ref={box}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls is reached by the keyboard
        tabIndex={0}
        role="log"
        aria-label={t`Messages`}
        onScroll={() => scrolled() && setMissed(0)}
      >
        <div>
          {found === undefined && cursor !== null && (
            <p className={styles.older}>
              <Button isDisabled={isReading} onPress={() => void log.older()}>{t`Older messages`}</Button>
            </p>
          )}
          {shown.length === 0 ? (
            <Empty>{found === undefined ? t`No message yet.` : t`Nothing was found.`}</Empty>
          ) : (
            <ol className={styles.messages}>
              <Days messages={shown} row={row} />
            </ol>
          )}
        </div>
      </div>
      {missed > 0 && (
        <div className={conversation.toEnd}>
          <Button look="primary" onPress={toEnd}>{t`New messages below`}</Button>
        </div>
      )}
      {asked !== undefined && (
        <ActDialog
          act={asked.act}
          message={asked.message}
          sender={nameOf(asked.message)}
          close={() => setAsked(undefined)}
          run={async (reason) => {
            if (asked.act === 'ban') return ban?.(asked.message.senderId, reason);
            await room.remove(asked.message.number);
            await Promise.all([log.changed(asked.message.number), readAgain('audit')]);
            return undefined;
          }}
        />
      )}
    </div>
  );
}
