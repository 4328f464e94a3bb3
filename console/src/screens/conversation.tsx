import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ChevronDown, PanelRight } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ParleyError } from '../../../client/rest/problem.ts';
import { useNow } from '../data/clock.ts';
import { naps } from '../data/snooze.ts';
import { useDirectory, useHub, useThread, useTicket, useWaiting, useWatchers } from '../data/use-hub.ts';
import { useSeen } from '../data/use-seen.ts';
import { day, isSameDay, moment } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { STATUSES, StatusGlyph, StatusMark } from '../parts/status.tsx';
import { toast } from '../parts/toast.tsx';
import { Composer } from './composer.tsx';
import styles from './conversation.module.css';
import { MessageView, WaitingMessage } from './message.tsx';
import { usePlace } from './place.ts';
import { nameOf } from './ticket-row.tsx';

const NEAR_END = 80;

function Header({ ticketId }: { readonly ticketId: string }) {
  const { t } = useLingui();
  const words = useWords();
  const ticket = useTicket(ticketId);
  const { actions } = useHub();
  const { toTicket, look, panel } = usePlace();
  const { origins } = useDirectory();
  const [isStatusOpen, setIsStatusOpen] = useState(false);
  const [isSnoozeOpen, setIsSnoozeOpen] = useState(false);
  const isOver = ticket === undefined || ticket.status === 'closed';
  const set = async (status: 'working' | 'pending' | 'solved' | 'closed'): Promise<void> => {
    if (isOver || ticket.status === status) return;
    await actions.change(ticketId, { status });
  };
  const snooze = async (at: Date): Promise<void> => {
    await actions.change(ticketId, { status: 'followup', followupAt: at.toISOString() });
    const when = moment(words.language, at.toISOString());
    toast({ text: t`Snoozed until ${when}.` });
  };
  const group = t`This ticket`;
  useKeys([
    { id: 'take', keys: 't', label: t`Take`, group, run: () => void (isOver || actions.take(ticketId)) },
    { id: 'status', keys: 's', label: t`Status`, group, run: () => setIsStatusOpen(true) },
    { id: 'snooze', keys: 'h', label: t`Snooze`, group, run: () => setIsSnoozeOpen(true) },
    { id: 'solve', keys: 'e', label: t`Solve`, group, run: () => void set('solved') },
  ]);
  if (ticket === undefined) return <header className={styles.head} />;
  const name = nameOf(ticket, t`Unknown`);
  const place = origins.find(({ id }) => id === ticket.origin.id)?.name;
  const labels = { later: t`Later today`, tomorrow: t`Tomorrow`, monday: t`Monday` };
  const times = naps(new Date());
  return (
    <header className={styles.head}>
      <span className={styles.onlyPhone}>
        <IconButton label={t`Back to the list`} icon={<ArrowLeft size={18} />} onPress={() => toTicket(undefined)} />
      </span>
      <Avatar id={ticket.author.id} name={name} channel={ticket.origin.channel} isSmall />
      <div className={styles.who}>
        <h2 className={styles.name}>
          <bdi>{name}</bdi>
        </h2>
        <span className={styles.origin}>
          <bdi>#{ticket.sequence}</bdi> · {words.channel(ticket.origin.channel)}
          {place !== undefined && place !== words.channel(ticket.origin.channel) && (
            <>
              {' · '}
              <bdi>{place}</bdi>
            </>
          )}
        </span>
      </div>
      <Menu
        label={t`Status`}
        isOpen={isStatusOpen}
        onOpenChange={setIsStatusOpen}
        button={
          <Button isDisabled={isOver} aria-label={t`Status: ${words.status(ticket.status)}`}>
            <StatusMark status={ticket.status} />
            <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
        selected={ticket.status}
        choices={STATUSES.filter((status) => status !== 'created' && status !== 'followup').map((status) => ({
          id: status,
          label: words.status(status),
          icon: <StatusGlyph status={status} />,
        }))}
        onChoose={(status) => void set(status as 'working')}
      />
      <span className={styles.notOnPhone}>
        <Menu
          label={t`Snooze`}
          isOpen={isSnoozeOpen}
          onOpenChange={setIsSnoozeOpen}
          button={
            <Button isDisabled={isOver}>
              <Trans>Snooze</Trans>
            </Button>
          }
          choices={times.map(({ id, at }) => ({ id, label: `${labels[id]} · ${moment(words.language, at.toISOString())}` }))}
          onChoose={(chosen) => {
            const nap = times.find(({ id }) => id === chosen);
            if (nap !== undefined) void snooze(nap.at);
          }}
        />
      </span>
      <Button look="primary" isDisabled={isOver || ticket.status === 'solved'} onPress={() => void set('solved')}>
        <Trans>Solve</Trans>
      </Button>
      <span className={styles.onlyNarrow}>
        <IconButton label={t`Details`} icon={<PanelRight size={18} />} keys="]" onPress={() => look({ panel: panel === 'open' ? undefined : 'open' })} />
      </span>
    </header>
  );
}

function Colleagues({ ticketId }: { readonly ticketId: string }) {
  const { t } = useLingui();
  const watchers = useWatchers(ticketId);
  const { agents } = useDirectory();
  const { language } = useWords();
  if (watchers.length === 0) return null;
  const nameFor = (userId: string, name: string | null): string => name ?? agents.find(({ id }) => id === userId)?.name ?? t`A colleague`;
  const typing = watchers.filter(({ isTyping }) => isTyping);
  const list = new Intl.ListFormat(language).format((typing.length > 0 ? typing : watchers).map(({ userId, name }) => nameFor(userId, name)));
  return (
    <div role="status" className={styles.notice}>
      {typing.length > 0 ? t`${list} is typing here` : t`${list} is looking at this ticket, too`}
    </div>
  );
}

function Log({ ticketId, conversationId }: { readonly ticketId: string; readonly conversationId: string }) {
  const { t } = useLingui();
  const { readThread } = useHub();
  const { language } = useWords();
  const thread = useThread(conversationId);
  const waiting = useWaiting().filter(({ draft }) => draft?.ticketId === ticketId);
  const now = useNow();
  const seen = useSeen();
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const before = useRef({ height: 0, first: 0 });
  const [isReading, setIsReading] = useState(false);
  const first = useQuery({ queryKey: ['thread', conversationId], queryFn: () => readThread(conversationId).then(() => true), staleTime: 60_000 });
  const messages = thread?.messages ?? [];
  const firstNumber = messages[0]?.number ?? 0;
  const lastNumber = messages.at(-1)?.number ?? 0;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const { height, first: firstBefore } = before.current;
    // Older messages came in above: what was on the screen stays there.
    if (firstBefore > firstNumber && firstNumber > 0) element.scrollTop += element.scrollHeight - height;
    else if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    before.current = { height: element.scrollHeight, first: firstNumber };
  }, [firstNumber, lastNumber, waiting.length, messages.length]);
  useEffect(() => {
    if (document.visibilityState === 'visible') seen.mark(ticketId, lastNumber);
  }, [seen, ticketId, lastNumber]);

  const older = async (): Promise<void> => {
    if (isReading || typeof thread?.olderCursor !== 'string') return;
    setIsReading(true);
    try {
      await readThread(conversationId, thread.olderCursor);
    } catch {
      toast({ text: t`Older messages did not load. Try again.`, isError: true });
    } finally {
      setIsReading(false);
    }
  };
  if (thread === undefined && first.isError)
    return (
      <Empty
        action={
          <Button onPress={() => void first.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        <Trans>The messages did not load.</Trans>
      </Empty>
    );
  return (
    // The log itself scrolls, so it takes the focus: the keyboard must reach what is above.
    <div
      ref={box}
      className={styles.log}
      role="log"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t`Messages`}
      onScroll={({ currentTarget: element }) => {
        isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
      }}
    >
      <div className={styles.messages}>
        {thread === undefined && (
          <>
            <Skeleton width="60%" height="4rem" />
            <Skeleton width="45%" height="3rem" />
          </>
        )}
        {typeof thread?.olderCursor === 'string' && (
          <Button look="quiet" isDisabled={isReading} onPress={() => void older()}>
            <Trans>Show older messages</Trans>
          </Button>
        )}
        {messages.map((message, at) => {
          const previous = messages[at - 1];
          const isNewTicket = previous !== undefined && previous.ticketId !== message.ticketId;
          return (
            <Fragment key={message.number}>
              {isNewTicket && (
                <div className={styles.boundary}>
                  {message.ticketId === ticketId ? <Trans>This ticket begins</Trans> : <Trans>Another ticket of this customer</Trans>}
                </div>
              )}
              {(previous === undefined || !isSameDay(previous.createdAt, message.createdAt)) && (
                <div className={styles.divider}>{day(language, message.createdAt, now)}</div>
              )}
              <MessageView message={message} />
            </Fragment>
          );
        })}
        {waiting.map(({ id, draft }) => draft !== undefined && <WaitingMessage key={id} kind={draft.kind} text={draft.text} />)}
      </div>
    </div>
  );
}

export function Conversation({ ticketId }: { readonly ticketId: string }) {
  const { t } = useLingui();
  const { readTicket } = useHub();
  const ticket = useTicket(ticketId);
  const { toTicket } = usePlace();
  const read = useQuery({ queryKey: ['ticket', ticketId], queryFn: () => readTicket(ticketId).then(() => true), staleTime: 60_000, retry: false });
  if (ticket === undefined && read.isError) {
    const isGone = read.error instanceof ParleyError && read.error.status === 404;
    return (
      <Empty action={<Button onPress={() => (isGone ? toTicket(undefined) : void read.refetch())}>{isGone ? t`Back to the list` : t`Try again`}</Button>}>
        {isGone ? t`There is no such ticket, or you may not see it.` : t`The ticket did not load.`}
      </Empty>
    );
  }
  return (
    <>
      <Header ticketId={ticketId} />
      <Colleagues ticketId={ticketId} />
      {ticket === undefined ? <div className={styles.log} /> : <Log ticketId={ticketId} conversationId={ticket.conversationId} />}
      <div className={styles.foot}>{ticket !== undefined && <Composer ticket={ticket} />}</div>
    </>
  );
}
