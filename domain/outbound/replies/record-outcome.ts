import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { append } from '../../conversations/log/append.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { caughtUp, unchanged, waitingAt } from '../../support/inbound/early-events.ts';
import { link } from '../../support/inbound/waiting-answers.ts';
import { addItem, addKey, effectsPk, locatedBy } from '../../support/messages/identity.ts';
import type { Asked, Delivery, DeliveryState, Message } from '../../support/messages/message.ts';
import { afterNews, afterStatus, deliveredInParts, partsAfterTry } from '../../support/messages/parts.ts';
import { amend } from '../../support/tickets/amend.ts';
import type { TicketDeps } from '../../support/tickets/deps.ts';
import { threadHead } from '../../support/tickets/head-store.ts';
import { openTicketDraft } from '../../support/tickets/open-ticket-draft.ts';
import { readMessage } from '../../support/tickets/read-message.ts';
import { returnToAgents } from '../../support/tickets/reply-failed.ts';
import type { ThreadHead } from '../../support/tickets/thread-head.ts';
import type { TicketDraft } from '../../support/tickets/ticket-draft.ts';
import type { Item, Key } from '../../table/port.ts';
import { readDeliveryError } from '../../vocabulary/delivery-error.ts';
import type { OutboundReply } from '../outbox.ts';
import type { FinalOutcome } from './sending.ts';
import type { FoundReply } from './waiting-reply.ts';

interface Outcome extends Pick<Message, 'delivery' | 'parts'> {
  readonly asked?: Asked;
  readonly providerId?: string | null;
  /** What came for the reply before its provider's id was known: statuses, and answers that name it. */
  readonly waiting?: ReturnType<typeof waitingAt>;
}

interface Step {
  readonly draft: Draft<ThreadHead>;
  readonly ticketDraft: TicketDraft;
  readonly message: Message;
}

/** Changes one reply's delivery under its thread's revision. A permanent failure returns the ticket to `working` (§6). */
export const changeDelivery = (
  deps: TicketDeps,
  outbound: OutboundReply,
  by: { readonly type: string; readonly id: string | null },
  reads: readonly Key[],
  decide: (step: Step, found: readonly (Item | undefined)[]) => Outcome | null,
): Promise<void> =>
  append(deps, {
    head: threadHead(outbound.tenantId, outbound.threadId, deps.shards),
    reads: [tenantKey(outbound.tenantId), ...reads],
    async decide(draft, [tenant, ...found]) {
      const message = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, outbound.number);
      if (!tenant || !message) return;
      const policy = await deps.policies(outbound.tenantId, generationsOf(tenant));
      const { tenantId, threadId, correlationId } = outbound;
      const ticketDraft = openTicketDraft(deps, draft, { tenant, tenantId, threadId, policy, correlationId, by, depth: 0 });
      const change = decide({ draft, ticketDraft, message }, found);
      if (!change) return;
      const { providerId, waiting = {}, ...delivered } = change;
      const sent: Message = { ...message, ...delivered, providerId: providerId ?? message.providerId };
      const after = caughtUp(sent, waiting);
      const { state, error } = after.delivery ?? { state: null, error: null };
      await amend({ table: deps.table, bodies: deps.bodies, draft, ticketDraft }, message, after, { type: 'status', by, detail: { ...after.delivery } });
      await link({ deps, draft, ticketDraft, threadId }, waiting, message.number);
      // A reply whose deletion failed still exists.
      const isThere = !message.deleted || (message.asked !== undefined && error?.code !== 'deleted');
      // The customer waits for no reaction.
      if (state === 'failed' && isThere && message.asked?.kind !== 'react') await returnToAgents({ table: deps.table, draft, ticketDraft }, message.ticketId);
      ticketDraft.finish({ audit: true });
    },
  });

/** The ids that identify a reply in the provider's statuses: its own first, then those of its other parts. */
const idsOf = (outcome: FinalOutcome): string[] => {
  const first = outcome.outcome === 'sent' ? outcome.providerId : null;
  return [...new Set([first, ...(outcome.sentParts ?? [])])].filter((id): id is string => id !== null && id !== '');
};

/** The reply after the outcome and after statuses of its parts that arrived earlier. */
const deliveredBy = (outcome: FinalOutcome, message: Message, early: ReadonlyMap<string, Delivery>): Pick<Message, 'delivery' | 'parts'> => {
  const delivery: Delivery = outcome.outcome === 'sent' ? { state: 'sent', error: null } : { state: outcome.outcome, error: outcome.error };
  if (!outcome.sentParts) return { delivery };
  const parts = partsAfterTry(message.parts, outcome.sentParts, outcome.outcome === 'sent' ? null : delivery);
  let delivered = deliveredInParts(parts);
  for (const [id, status] of early) delivered = afterStatus(delivered, id, status) ?? delivered;
  return delivered;
};

/** Writes the outcome of sending to the message, and the provider's ids so that its statuses find it. Returns the message. */
export const recordOutcome = async (
  deps: TicketDeps,
  { outbound, head, message: sent }: Pick<FoundReply, 'outbound' | 'head'> & { readonly message?: Pick<Message, 'asked'> },
  outcome: FinalOutcome,
): Promise<FinalOutcome['outcome']> => {
  const ids = idsOf(outcome);
  const requestId = outcome.outcome === 'sent' ? outcome.requestId : undefined;
  const named = requestId === undefined ? ids : [...ids, requestId];
  const adds = named.map((id) => addKey(outbound.tenantId, head.origin.id, id));
  await changeDelivery(deps, outbound, { type: 'system', id: null }, adds, ({ draft, message }, found) => {
    // `unknown` can become `sent`: if one entry is delivered twice at the same time, the second delivery sees only the ledger.
    const open = message.delivery?.state === 'queued' || (message.delivery?.state === 'unknown' && outcome.outcome === 'sent');
    // Another change was requested in the meantime; its own entry follows.
    if (!open || message.asked?.count !== sent?.asked?.count) return null;
    const { status: first, ...waiting } = waitingAt(ids.length > 0 ? found[0] : undefined);
    const referrers = ids.flatMap((_, index) => waitingAt(found[index]).referrers ?? []);
    const early = new Map(ids.flatMap((id, index) => ((status) => (status ? [[id, status] as const] : []))(waitingAt(found[index]).status)));
    for (const [index, add] of adds.entries()) {
      const present = found[index];
      const coming = { answers: waitingAt(present).answers === true };
      if (!locatedBy(present)) draft.put(addItem(add, outbound.threadId, outbound.number, coming), unchanged(present));
    }
    const delivered = deliveredBy(outcome, message, early);
    return {
      ...delivered,
      ...(message.asked && requestId !== undefined ? { asked: { ...message.asked, id: requestId } } : {}),
      providerId: ids[0] ?? null,
      waiting: { ...waiting, referrers, ...(first && !delivered.parts ? { status: first } : {}) },
    };
  });
  for (const id of named) await applyEarlyStatuses(deps, outbound, head.origin.id, id);
  return outcome.outcome;
};

/** Statuses that the provider sent before its id was recorded here were set aside under that id. */
export const applyEarlyStatuses = async (deps: TicketDeps, outbound: OutboundReply, originId: string, providerId: string): Promise<void> => {
  const { items } = await deps.table.query({ pk: effectsPk(outbound.tenantId, originId, providerId), beginsWith: 'ST#', consistent: true });
  for (const item of items) {
    const state = item['state'] as DeliveryState | undefined;
    if (state === undefined) continue;
    await changeDelivery(deps, outbound, { type: 'origin', id: null }, [], ({ message }) =>
      afterNews(message, providerId, { state, error: readDeliveryError(item['error']) }),
    );
  }
};
