import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { Ticket } from '../../../client/api.ts';
import { useNow } from '../data/clock.ts';
import type { DraftKind } from '../data/drafts.ts';
import { faultOf, hasPrivateReply, hasTemplates, replyLimits, room, windowEnd } from '../data/limits.ts';
import { useDirectory, useDraft, useDraftFiles, useThread } from '../data/use-hub.ts';
import { duration } from '../i18n/format.ts';
import { useAnswering } from './answering.ts';
import { useFaultWords } from './fault-words.ts';

/** From here on, the time that is left is a warning. */
const SOON_MS = 4 * 3_600_000;

export interface Hint {
  readonly text: string;
  readonly tone: 'quiet' | 'warn' | 'danger';
}

/** Why no reply can leave here. Undefined: one can. */
function useObstacle(ticket: Ticket): string | undefined {
  const { t } = useLingui();
  const { origins } = useDirectory();
  const because = origins.find(({ id }) => id === ticket.origin.id)?.cannotReplyBecause ?? undefined;
  if (ticket.status === 'closed') return t`This ticket is closed. A new message of the customer opens a new one.`;
  if (because === 'disabled') return t`This place is disabled: replies do not leave.`;
  if (because === 'receive_only') return t`A credential for sending is missing: an admin can add it.`;
  return because === 'channel_cannot_send' ? t`Replies cannot be sent on this channel.` : undefined;
}

/** What the composer may do now, and what it tells before anybody types. */
export function useComposerState(ticket: Ticket, kind: DraftKind, isPrivate: boolean) {
  const { t, i18n } = useLingui();
  const text = useDraft(ticket.id, kind);
  const files = useDraftFiles(ticket.id, kind);
  const thread = useThread(ticket.conversationId);
  const now = useNow();
  const wordsOf = useFaultWords();
  const obstacle = useObstacle(ticket);
  const { number } = useAnswering();
  const { channel } = ticket.origin;
  const newest = thread?.messages.findLast((message) => message.kind === 'customer');
  const answered = number === undefined ? newest : thread?.messages.find((message) => message.number === number);
  const surface = answered?.surface ?? 'dm';
  const limits = useMemo(() => (kind === 'note' ? null : (replyLimits(channel, surface, isPrivate) ?? {})), [kind, channel, surface, isPrivate]);
  const fault = useMemo(() => faultOf(text, files, limits), [text, files, limits]);
  const end = kind === 'note' ? undefined : windowEnd(limits ?? undefined, newest?.late === true ? undefined : newest?.createdAt);
  const isOver = end !== undefined && end <= now;
  const isUploading = files.some(({ state }) => state !== 'ready');
  const isEmpty = text.trim() === '' && files.length === 0;

  const hint = (): Hint | undefined => {
    if (fault !== undefined) return { text: wordsOf(fault), tone: 'danger' };
    if (kind === 'note') return { text: t`Only your team sees this`, tone: 'quiet' };
    if (obstacle !== undefined) return { text: obstacle, tone: 'warn' };
    if (isOver) return { text: t`The time to answer freely is over.`, tone: 'danger' };
    if (surface === 'comment')
      return isPrivate ? { text: t`Only the writer of the comment reads this`, tone: 'quiet' } : { text: t`Everybody can read this answer`, tone: 'warn' };
    if (surface === 'review') return { text: t`Everybody can read this answer`, tone: 'warn' };
    if (end === undefined) return undefined;
    const left = duration(i18n.locale, end - now);
    return { text: t`Reply window closes in ${left}`, tone: end - now < SOON_MS ? 'warn' : 'quiet' };
  };
  return {
    text,
    obstacle,
    limits,
    answered: number === undefined ? undefined : answered,
    hint: hint(),
    room: room(text, limits?.text),
    hasLimit: limits?.text !== undefined,
    canBePrivate: kind === 'reply' && hasPrivateReply(channel, surface),
    needsTemplate: kind === 'reply' && obstacle === undefined && isOver && hasTemplates(channel, surface, ticket.author.id),
    canSend: !isEmpty && !isUploading && fault === undefined && (kind === 'note' || (obstacle === undefined && !isOver)),
    lastNumber: thread?.messages.at(-1)?.number,
  };
}
