import { causationKeyOf, readCausation } from '../../automation/causation.ts';
import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import type { LogJob } from '../../conversations/log/append.ts';
import type { Key } from '../../table/port.ts';
import { addKey, effectKey, eventKey } from '../messages/identity.ts';
import { threadHead } from '../tickets/head-store.ts';
import { finishJoined } from '../tickets/leading.ts';
import type { By } from '../tickets/log-entry.ts';
import { openTicketDraft } from '../tickets/open-ticket-draft.ts';
import { showWaiting } from '../tickets/show-span.ts';
import type { ThreadHead } from '../tickets/thread-head.ts';
import { amendByEvent } from './amend-by-event.ts';
import { answerKey, awaitedMessageOf } from './answers-without-thread.ts';
import { type Effect, type EventStep, type InboundDeps, type Known, type KnownEvent, type Slot, Unacceptable } from './batch.ts';
import { createMessage } from './create-message.ts';
import type { InboundEvent } from './inbound-event.ts';
import { isNote } from './is-note.ts';
import { referencesOf } from './references.ts';
import { MESSAGES_TOPIC } from './topic.ts';

/** The items that one event needs besides its thread's head, all read in the batch's one round trip. */
const keysOf = (inbound: KnownEvent): Key[] => [...markOf(inbound), ...keysOfMessage(inbound)];

/** For an event that another system put on the topic: the mark of its effect. */
const markOf = ({ tenantId, eventId }: KnownEvent): Key[] => (eventId === undefined ? [] : [eventKey(tenantId, MESSAGES_TOPIC, eventId)]);

const keysOfMessage = (inbound: InboundEvent): Key[] => {
  const { tenantId, originId, identity, event } = inbound;
  const id = event.providerId ?? identity;
  const references = referencesOf(event.content);
  const answered = awaitedMessageOf(inbound);
  if (event.verb === 'created') {
    return [
      addKey(tenantId, originId, identity, event.version),
      // For a provider that repeats ids for different messages: the plain key names the first of them.
      ...(event.version === '' ? [] : [addKey(tenantId, originId, identity)]),
      ...references.map((reference) => addKey(tenantId, originId, reference)),
      ...(answered === null ? [] : [answerKey(inbound, answered)]),
    ];
  }
  return [
    addKey(tenantId, originId, id),
    effectKey(tenantId, originId, id, event.verb, event.version),
    // An edit may replace its message.
    ...(event.verb === 'edited' ? references.map((reference) => addKey(tenantId, originId, reference)) : []),
  ];
};

/** Whom the log names: the customer, or the event that somebody else put on the topic. What the provider or the business does has no name here. */
const byOf = ({ event, eventId }: KnownEvent): By => {
  // Nobody is the author of a call.
  const who = event.author ?? (isNote(event) ? event.customer : null);
  if (event.fromCustomer && who) return { type: 'customer', id: who.id };
  return eventId === undefined ? { type: 'system', id: null } : { type: 'event', id: eventId };
};

export interface Applied {
  /** In the order of the slots. */
  readonly effects: readonly Effect[];
  /** Events that waited for one of these, to be handled next. */
  readonly woken: readonly Slot[];
}

/** Maximum rounds: answers that claim to answer each other would wake each other forever. A chain of answers takes about two rounds per link. */
const MOST_ROUNDS = 300;

/** All events of one slice of one thread as one change of its log. */
export const threadChange = (deps: InboundDeps, slots: readonly Slot[]): LogJob<ThreadHead, Applied> => {
  const first = slots[0] as Slot;
  const { threadId } = first;
  const { tenantId, originId, channel, identity, correlationId, event } = first.event;
  const customer = event.customer ?? event.author ?? { id: event.threadKey ?? identity, name: null, handle: null };
  const keys = slots.map(({ event }) => keysOf(event));
  return {
    head: threadHead(tenantId, threadId, deps.shards, { origin: { id: originId, channel }, customer }),
    reads: [tenantKey(tenantId), ...keys.flat()],
    async decide(draft, [tenant, ...items]) {
      if (!tenant) throw new Unacceptable('there is no such tenant');
      const policy = await deps.policies(tenantId, generationsOf(tenant), { lists: true });
      const state = policy.originState(originId);
      if (!state) throw new Unacceptable('there is no such origin');
      const read = new Map(keys.flat().map((key, at) => [`${key.pk}\u0000${key.sk}`, items[at]]));
      const stored: Known = (key) => read.get(`${key.pk}\u0000${key.sk}`);
      const known: Known = (key) => draft.pending(key) ?? stored(key);
      const ticketDraft = openTicketDraft(deps, draft, {
        tenant,
        tenantId,
        threadId,
        policy,
        correlationId,
        by: { type: 'customer', id: customer.id },
        depth: 0,
      });
      const woken: Slot[] = [];
      let at = first.index;
      let rounds = 0;
      const wake = (event: InboundEvent, again = false): void => {
        if (rounds >= MOST_ROUNDS) return;
        const before = woken.findIndex((one) => one.event.identity === event.identity);
        if (before >= 0) woken.splice(before, 1);
        woken.push({ index: at, event, threadId, woken: true, again, rounds: rounds + 1 });
      };
      const step: EventStep = { deps, draft, ticketDraft, known, stored, wake, threadId, shadowed: state === 'disabled' };
      if (!step.shadowed) await showWaiting(deps, draft, ticketDraft);
      const effects: Effect[] = [];
      const causationKey = causationKeyOf(tenant);
      for (const slot of slots) {
        const { event, index } = slot;
        at = index;
        rounds = slot.rounds ?? 0;
        ticketDraft.causedAt(readCausation(causationKey, tenantId, event.causation)?.depth ?? 0);
        ticketDraft.causedBy(byOf(event), { correlationId: event.correlationId });
        const [mark] = slot.woken ? [] : markOf(event);
        if (mark && known(mark)) effects.push('duplicate');
        else {
          effects.push(event.event.verb === 'created' ? await createMessage(step, event) : await amendByEvent(step, event));
          if (mark) draft.put({ ...mark, at: ticketDraft.now }, { absent: true });
        }
      }
      ticketDraft.finish({ audit: true });
      await finishJoined({ draft }, deps.bodies);
      await ticketDraft.storeBodies(deps.bodies);
      return { effects, woken };
    },
  };
};
