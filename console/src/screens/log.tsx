import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ArrowDown } from 'lucide-react';
import { Fragment, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../data/clock.ts';
import { hasHit, wordsOf } from '../data/segments.ts';
import { useHub, useThread, useWaiting } from '../data/use-hub.ts';
import { useThreadQuery } from '../data/use-prefetch.ts';
import { useSeen } from '../data/use-seen.ts';
import { day, isSameDay } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { toast } from '../parts/toast.tsx';
import styles from './conversation.module.css';
import { MessageView, WaitingMessage } from './message.tsx';
import { WordsContext } from './message-text.tsx';
import { useScroll } from './use-scroll.ts';

/** A screen has room for so many: they are painted first, what is above them right after. */
const FIRST = 12;
/** Pages of older messages that are read to find a message by itself. */
const PAGES = 20;

export interface LogProps {
  readonly ticketId: string;
  readonly conversationId: string;
  /** What was searched for. */
  readonly query: string | undefined;
  /** Number of the message that an address names. */
  readonly at: number | undefined;
}

/** A customer's conversation on one place, across tickets. */
export function Log({ ticketId, conversationId, query, at }: LogProps) {
  const { t } = useLingui();
  const { readThread } = useHub();
  const threadQuery = useThreadQuery();
  const { language } = useWords();
  const thread = useThread(conversationId);
  const waiting = useWaiting().filter(({ draft }) => draft?.ticketId === ticketId);
  const now = useNow();
  const seen = useSeen();
  const box = useRef<HTMLDivElement>(null);
  const [isReading, setIsReading] = useState(false);
  // Where this person had read to when they came: what is new since then.
  const [readTo] = useState(() => seen.upTo(ticketId));
  const [missed, setMissed] = useState(0);
  const pages = useRef(0);
  const first = useQuery(threadQuery(conversationId));
  const messages = useMemo(() => thread?.messages ?? [], [thread]);
  const firstNumber = messages[0]?.number ?? 0;
  const lastNumber = messages.at(-1)?.number ?? 0;
  const words = useMemo(() => wordsOf(query), [query]);
  const hit = useMemo(() => messages.findLast(({ text }) => words.length > 0 && hasHit(text ?? '', words))?.number, [messages, words]);
  const wanted = at ?? hit;
  const isLoaded = wanted !== undefined && messages.some(({ number }) => number === wanted);
  const firstNew = readTo === 0 ? undefined : messages.find(({ number, kind }) => number > readTo && kind === 'customer')?.number;
  const [isWhole, setIsWhole] = useState(false);
  const hasThread = thread !== undefined;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = hasThread ? requestAnimationFrame(() => (timer = setTimeout(() => startTransition(() => setIsWhole(true))))) : 0;
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [hasThread]);
  const shown = isWhole || wanted !== undefined || firstNew !== undefined ? messages : messages.slice(-FIRST);
  const target = isLoaded ? wanted : firstNew;
  const { isAtEnd, scrolled, toEnd } = useScroll(box, { first: shown[0]?.number ?? 0, last: lastNumber, waiting: waiting.length, target });

  useEffect(() => {
    if (document.visibilityState === 'visible') seen.mark(ticketId, lastNumber);
  }, [seen, ticketId, lastNumber]);
  const lastSeen = useRef(0);
  useEffect(() => {
    const before = lastSeen.current;
    lastSeen.current = lastNumber;
    if (before > 0 && lastNumber > before && !isAtEnd.current) setMissed((count) => count + lastNumber - before);
  }, [lastNumber, isAtEnd]);

  const older = async (): Promise<void> => {
    if (isReading || typeof thread?.olderCursor !== 'string') return;
    setIsReading(true);
    try {
      await readThread(conversationId, thread.olderCursor);
    } catch {
      toast({ text: t`Older messages did not load. Try again.`, isError: true });
      pages.current = PAGES;
    } finally {
      setIsReading(false);
    }
  };
  // The message of an address, or the hit of a search, may be further up.
  const isSought = (at !== undefined && !isLoaded && firstNumber > at) || (at === undefined && words.length > 0 && hit === undefined && messages.length > 0);
  useEffect(() => {
    if (!isSought || isReading || pages.current >= PAGES) return;
    pages.current += 1;
    void older();
  });

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
    <WordsContext value={words}>
      <div className={styles.logBox}>
        {/* The log itself scrolls, so it takes the focus: the keyboard must reach what is above. */}
        <div
          ref={box}
          className={styles.log}
          role="log"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={t`Messages`}
          onScroll={() => {
            if (scrolled() && missed > 0) setMissed(0);
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
            {shown.map((message, index) => {
              const previous = messages[messages.length - shown.length + index - 1];
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
                  {message.number === firstNew && (
                    <div className={styles.newLine}>
                      <Trans>New</Trans>
                    </div>
                  )}
                  <MessageView message={message} ticketId={ticketId} isTarget={message.number === at} />
                </Fragment>
              );
            })}
            {waiting.map(
              ({ id, draft }) => draft !== undefined && <WaitingMessage key={id} kind={draft.kind} text={draft.text} files={draft.files?.length ?? 0} />,
            )}
          </div>
        </div>
        {missed > 0 && (
          <div className={styles.toEnd}>
            <Button onPress={toEnd}>
              {plural(missed, { one: '# new message', other: '# new messages' })}
              <ArrowDown size={14} aria-hidden="true" />
            </Button>
          </div>
        )}
      </div>
    </WordsContext>
  );
}
