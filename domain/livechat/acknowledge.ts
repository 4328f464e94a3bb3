import { threadPk } from '../conversations/kinds/thread.ts';
import { messageKey } from '../conversations/log/draft.ts';
import type { InboundDeps } from '../support/inbound/batch.ts';
import { isNewer, messageOf } from '../support/messages/message.ts';
import { headKey } from '../support/threads/keys.ts';
import { TransactionRefused } from '../table/port.ts';
import { isForVisitor } from './present.ts';
import { type Visitor, visitorKey } from './visitor.ts';
import { applyNow, type Circumstances, visitorEvent } from './visitor-event.ts';

/** The number of newest replies that one acknowledgement marks. After a longer absence, a device has read only the end of the conversation. */
const MOST = 100;

export interface Acknowledged {
  /** The visitor's device has received everything up to this number. */
  readonly delivered?: number | undefined;
  /** The visitor has read everything up to this number. */
  readonly read?: number | undefined;
}

/** Marks replies as delivered and read. Positions never move back, and never beyond the end of the conversation. @throws TableUnavailable */
export const acknowledge = async (deps: InboundDeps, visitor: Visitor, circumstances: Circumstances, { delivered, read }: Acknowledged): Promise<void> => {
  const [head] = await deps.table.get([headKey(visitor.tenantId, visitor.threadId)], { consistent: true });
  const end = Number(head?.['lastNumber'] ?? 0);
  // A message that was read has also arrived, so one status is enough.
  const steps = [
    ['read', read, visitor.read],
    ['delivered', delivered, Math.max(visitor.delivered, visitor.read, read ?? 0)],
  ] as const;
  for (const [state, given, before] of steps) {
    const to = Math.min(given ?? 0, end);
    if (to <= before) continue;
    await mark(deps, visitor, circumstances, { state, from: Math.max(before + 1, to - MOST + 1), to });
    await moveTo(deps, visitor, { [state]: to, seenAt: new Date(circumstances.receivedAt).toISOString() }, { attribute: state, than: to });
  }
};

interface Span {
  readonly state: 'delivered' | 'read';
  readonly from: number;
  readonly to: number;
}

const mark = async (deps: InboundDeps, visitor: Visitor, circumstances: Circumstances, { state, from, to }: Span): Promise<void> => {
  const pk = threadPk(visitor.tenantId, visitor.threadId);
  const { items } = await deps.table.query({ pk, from: messageKey(pk, from).sk, to: messageKey(pk, to).sk, consistent: true });
  const replies = items.map(messageOf).filter((message) => message.kind !== 'customer' && isForVisitor(message) && isNewer(state, message.delivery?.state));
  const events = replies.map(({ number }) =>
    visitorEvent(visitor, circumstances, {
      verb: 'status',
      // The reply's id at the channel. It is known even before the sender has recorded it.
      providerId: `${visitor.threadId}.${number}`,
      version: state,
      author: null,
      fromCustomer: false,
      opensTicket: false,
      content: null,
      status: { state, error: null },
    }),
  );
  await applyNow(deps, events);
};

const moveTo = async (
  { table }: InboundDeps,
  { tenantId, threadId }: Visitor,
  set: Readonly<Record<string, unknown>>,
  less: { readonly attribute: Span['state']; readonly than: number },
): Promise<void> => {
  try {
    await table.write({
      op: 'update',
      key: visitorKey(tenantId, threadId),
      set,
      when: { exists: true, absentOrLess: less },
    });
  } catch (error) {
    // Another device has already acknowledged more.
    if (!(error instanceof TransactionRefused)) throw error;
  }
};
