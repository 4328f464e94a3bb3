import { tenantKey } from '../configuration/keys.ts';
import type { LogJob } from '../log/append.ts';
import type { Key } from '../table/port.ts';
import type { ThreadHead } from '../threads/head.ts';
import { spanKey } from '../threads/keys.ts';
import { threadPlace } from '../threads/place.ts';
import { showOpenSpan } from '../threads/reveal.ts';
import { TicketWork } from '../tickets/work.ts';
import { amendByEvent } from './amend-by-event.ts';
import { addKey, effectKey } from './identity.ts';
import type { InboundEvent } from './inbound-event.ts';
import { receiveCreated } from './receive-created.ts';
import { type Effect, type Known, type ReceiveDeps, type ReceiveStep, type Slot, Unacceptable } from './receiving.ts';

/** What one event needs beside its thread's head, all read in the batch's one round trip. */
const keysOf = ({ tenantId, originId, identity, event }: InboundEvent): Key[] => {
  const id = event.providerId ?? identity;
  if (event.verb === 'created') {
    const references = [event.content?.inReplyTo, ...(event.content?.references ?? [])].filter((reference) => typeof reference === 'string').slice(0, 4);
    return [
      addKey(tenantId, originId, identity, event.version),
      // A provider that repeats ids for different messages: the plain key names the first of them.
      ...(event.version === '' ? [] : [addKey(tenantId, originId, identity)]),
      ...references.map((reference) => addKey(tenantId, originId, reference)),
    ];
  }
  return [addKey(tenantId, originId, id), effectKey(tenantId, originId, id, event.verb, event.version)];
};

const showWaiting = async ({ deps, draft, work, threadId }: ReceiveStep, tenantId: string): Promise<void> => {
  const [span] = await deps.table.get([spanKey(tenantId, threadId, draft.head.shadowFirst)], { consistent: true });
  if (span) await showOpenSpan(deps, draft, work, span);
  // Rules may have closed the ticket at once; what comes next then opens another.
  if (work.ticket?.status === 'closed') work.finish({ audit: true });
};

/** All events of one slice of one thread as one change of its log. */
export const receiveJob = (deps: ReceiveDeps, slots: readonly Slot[]): LogJob<ThreadHead, Effect[]> => {
  const { event: first, threadId } = slots[0] as Slot;
  const { tenantId, originId, channel } = first;
  const customer = first.event.customer ?? first.event.author ?? { id: first.event.threadKey ?? first.identity, name: null, handle: null };
  const keys = slots.map(({ event }) => keysOf(event));
  return {
    place: threadPlace(tenantId, threadId, deps.shards, { origin: { id: originId, channel }, customer }),
    reads: [tenantKey(tenantId), ...keys.flat()],
    async decide(draft, [tenant, ...items]) {
      if (!tenant) throw new Unacceptable('there is no such tenant');
      const judge = await deps.judges(tenantId, Number(tenant['generation']));
      const state = judge.originState(originId);
      if (!state) throw new Unacceptable('there is no such origin');
      const read = new Map(keys.flat().map((key, place) => [`${key.pk}\u0000${key.sk}`, items[place]]));
      const known: Known = (key) => draft.pending(key) ?? read.get(`${key.pk}\u0000${key.sk}`);
      const work = new TicketWork(draft, {
        tenantId,
        threadId,
        moment: { now: deps.clock(), closedAfterMs: deps.closedAfterMs },
        shards: deps.shards,
        judge,
        sequences: deps.sequences,
        correlationId: first.correlationId,
        by: { type: 'customer', id: customer.id },
        depth: 0,
      });
      const step: ReceiveStep = { deps, draft, work, known, threadId, shadowed: state === 'disabled' };
      // Enabled again, and the job that reveals has not come to this thread yet.
      if (!step.shadowed && draft.head.shadowFirst !== 0) await showWaiting(step, tenantId);
      const effects: Effect[] = [];
      for (const { event } of slots) effects.push(event.event.verb === 'created' ? await receiveCreated(step, event) : await amendByEvent(step, event));
      work.finish({ audit: false });
      await work.storeBodies(deps.bodies);
      return effects;
    },
  };
};
