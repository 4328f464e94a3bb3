import type { Key } from '../../table/port.ts';
import { addKey, locatedBy } from '../messages/identity.ts';
import { amend } from '../tickets/amend.ts';
import { readMessage } from '../tickets/read-message.ts';
import { answerItem, answerKey, answersWaiting, awaitedMessageOf } from './answers-without-thread.ts';
import { type Effect, Elsewhere, type EventStep, Unacceptable } from './batch.ts';
import { unchanged, type Waiting, waitingAt, waitingItem, withReferrer } from './early-events.ts';
import type { InboundEvent } from './inbound-event.ts';

/** Stores an answer of the business whose thread is not known yet, to wait; null if this is its thread. @throws Elsewhere */
export const waitForThread = ({ draft, known, stored, threadId }: EventStep, inbound: InboundEvent): Effect | null => {
  const answered = awaitedMessageOf(inbound);
  if (answered === null) return null;
  const parent = addKey(inbound.tenantId, inbound.originId, answered);
  const located = locatedBy(known(parent));
  if (located?.threadId === threadId) return null;
  if (located) throw new Elsewhere(located.threadId);
  const key = answerKey(inbound, answered);
  if (known(key)) return 'duplicate';
  const marker = waitingItem(parent, known(parent), { answers: true });
  const item = answerItem(key, inbound, marker['v'] as number);
  if (!item) throw new Unacceptable('an answer that is too long to wait for what it answers');
  draft.put(item, { absent: true });
  draft.put(marker, unchanged(stored(parent)));
  return 'ignored';
};

/**
 * A message has its position: what waits for it is handled next. An answer that waited itself keeps its item until those are done, so that after a crash a
 * repeat of the message that it answers finds them through it. `add`: the identity that others wait for; null if none do. `itself`: false for an edit that replaces its message.
 */
export const settleAnswers = async ({ deps, draft, stored, wake }: EventStep, inbound: InboundEvent, add: Key | null, itself: boolean): Promise<void> => {
  const waiting = add === null ? [] : await answersWaiting(deps.table, add);
  for (const event of waiting) wake(event);
  const answered = itself ? awaitedMessageOf(inbound) : null;
  const key = answered === null ? null : answerKey(inbound, answered);
  if (!key || !stored(key)) return;
  if (waiting.length > 0) wake(inbound, true);
  else draft.write({ op: 'delete', key });
};

/** The answered message has not arrived: when it does, it finds the message that answers it. */
export const leaveReferrer = ({ draft, known, stored, threadId }: EventStep, { tenantId, originId }: InboundEvent, answered: string, number: number): void => {
  const parent = addKey(tenantId, originId, answered);
  // In another thread: a number of that thread means nothing in this one.
  if (locatedBy(known(parent))) return;
  const waiting = withReferrer(waitingAt(known(parent)), threadId, number);
  if (waiting) draft.put(waitingItem(parent, known(parent), waiting), unchanged(stored(parent)));
};

/** Links the messages of this thread that answer a message which has only now arrived. */
export const link = async (
  {
    deps,
    draft,
    ticketDraft,
    threadId,
  }: Pick<EventStep, 'draft' | 'ticketDraft' | 'threadId'> & { readonly deps: Pick<EventStep['deps'], 'table' | 'bodies'> },
  { referrers = [] }: Waiting,
  number: number,
): Promise<void> => {
  for (const referrer of referrers) {
    if (referrer.threadId !== threadId) continue;
    const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, referrer.number);
    if (before?.inReplyTo !== null) continue;
    const by = { type: 'origin', id: null };
    await amend(
      { table: deps.table, bodies: deps.bodies, draft, ticketDraft },
      before,
      { ...before, inReplyTo: number },
      { type: 'edit', by, detail: { inReplyTo: number } },
    );
  }
};
