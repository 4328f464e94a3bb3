import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo, useState } from 'react';
import { ParleyError } from '../../../client/rest/problem.ts';
import { useDirectory, useHub, useTicket, useWatchers } from '../data/use-hub.ts';
import { useViewing } from '../data/use-viewing.ts';
import { useWords } from '../i18n/words.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { AnsweringContext } from './answering.ts';
import { Composer } from './composer.tsx';
import styles from './conversation.module.css';
import { ConversationHeader } from './conversation-header.tsx';
import { Log } from './log.tsx';
import { usePlace } from './place.ts';

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

export const Conversation = memo(function Conversation({ ticketId }: { readonly ticketId: string }) {
  const { t } = useLingui();
  const { readTicket, drafts } = useHub();
  const ticket = useTicket(ticketId);
  useViewing(ticketId);
  const { toTicket, listing, at } = usePlace();
  const [answering, setAnswering] = useState<number>();
  const [proposals, setProposals] = useState(0);
  const value = useMemo(() => {
    const propose = (text: string): void => {
      drafts.set(ticketId, 'reply', `${drafts.text(ticketId, 'reply')}\n\n${text}`.trimStart());
      setProposals((before) => before + 1);
    };
    return { number: answering, answer: setAnswering, propose, proposals };
  }, [answering, proposals, drafts, ticketId]);
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
    <AnsweringContext value={value}>
      <ConversationHeader ticketId={ticketId} />
      <Colleagues ticketId={ticketId} />
      {ticket === undefined ? <div className={styles.log} /> : <Log ticketId={ticketId} conversationId={ticket.conversationId} query={listing.q} at={at} />}
      <div className={styles.foot}>{ticket !== undefined && <Composer ticket={ticket} />}</div>
    </AnsweringContext>
  );
});
