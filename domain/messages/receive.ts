import { Problem } from '../errors.ts';
import { appendAll } from '../log/append.ts';
import { threadIdOf } from '../threads/thread-id.ts';
import { addKey, locatedBy } from './identity.ts';
import type { InboundEvent } from './inbound-event.ts';
import { receiveJob } from './receive-job.ts';
import { type Effect, Elsewhere, type ReceiveDeps, type Received, type Slot, Unacceptable } from './receiving.ts';

/** Events of one thread in one transaction at most: each may take six items, and a transaction takes a hundred. */
const SLICE = 16;

const failure = (error: unknown): Received => ({
  ok: false,
  permanent: error instanceof Unacceptable || (error instanceof Problem && error.status < 429),
  error,
});

/**
 * The messages consumer's command: finds origin, thread and ticket of each event, appends, runs the state machine, lists,
 * rules and queues, each thread's events in one transaction and in order, threads in parallel and packed together. An event
 * that cannot be applied now stops its own thread's later events, not its neighbours; one that never can stops nothing.
 * Answers in the order of the events; never throws.
 */
export const receiveBatch = async (deps: ReceiveDeps, events: readonly InboundEvent[]): Promise<Received[]> => {
  const received = new Map<number, Received>();
  let threads = (await byThread(deps, events, received)).map((slots) => ({ slots, slice: SLICE }));
  while (threads.length > 0) {
    const slices = threads.map(({ slots, slice }) => slots.slice(0, slice));
    const outcomes = await appendAll(
      deps,
      slices.map((slice) => receiveJob(deps, slice)),
      deps.limits,
    );
    const moved: Slot[] = [];
    threads = threads.flatMap(({ slots, slice }, place) => {
      const outcome = outcomes[place] as (typeof outcomes)[number];
      const tried = slices[place] as Slot[];
      let rest = slots.slice(tried.length);
      let next = slice;
      if (outcome.ok) {
        tried.forEach(({ index, woken }, at) => woken || received.set(index, { ok: true, effect: outcome.value.effects[at] as Effect }));
        rest = [...outcome.value.woken, ...rest];
      } else if (tried.length > 1) [rest, next] = [slots, 1];
      else if (outcome.error instanceof Elsewhere) moved.push({ ...(tried[0] as Slot), threadId: outcome.error.threadId });
      else {
        const failed = failure(outcome.error);
        for (const { index } of failed.ok || failed.permanent ? tried : slots) received.set(index, failed);
        if (!failed.ok && !failed.permanent) rest = [];
      }
      return rest.length > 0 ? [{ slots: rest, slice: next }] : [];
    });
    // Their threads may be at work in this batch: two changes of one thread at a time settle who is first by themselves.
    threads.push(...moved.map((slot) => ({ slots: [slot], slice: 1 })));
  }
  return events.map((_, index) => received.get(index) as Received);
};

/** The events of each thread, in order. Fetches claim checks; finds threads by provider id where the provider named no author. */
const byThread = async (deps: ReceiveDeps, events: readonly InboundEvent[], received: Map<number, Received>): Promise<Slot[][]> => {
  const threads = new Map<string, Slot[]>();
  const slots = await Promise.all(
    events.map(async (event, index): Promise<Slot | null> => {
      try {
        const whole = event.contentRef === null ? event : await withContent(deps, event, event.contentRef);
        return { index, event: whole, threadId: await threadOf(deps, whole) };
      } catch (error) {
        received.set(index, failure(error));
        return null;
      }
    }),
  );
  for (const slot of slots) {
    if (!slot) continue;
    const key = `${slot.event.tenantId}#${slot.threadId}`;
    const thread = threads.get(key);
    if (thread) thread.push(slot);
    else threads.set(key, [slot]);
  }
  return [...threads.values()];
};

const withContent = async (deps: ReceiveDeps, event: InboundEvent, key: string): Promise<InboundEvent> => {
  const content = await deps.content(key);
  if (!content) throw new Unacceptable(`the content put aside at ${key} is gone`);
  return { ...event, event: { ...event.event, content } };
};

/**
 * The same for every event about one message: where nothing names the author, the message's own thread; for what the business
 * wrote elsewhere (the Page's own comment), the thread of the message it answers. Where neither is here, what waits for one message waits together.
 */
export const threadOf = async (deps: Pick<ReceiveDeps, 'table'>, { tenantId, originId, identity, event }: InboundEvent): Promise<string> => {
  if (event.threadKey !== null) return threadIdOf(originId, event.threadKey);
  const id = event.providerId ?? identity;
  const answered = event.fromCustomer ? null : (event.content?.inReplyTo ?? null);
  const items = await deps.table.get([addKey(tenantId, originId, id), ...(answered === null ? [] : [addKey(tenantId, originId, answered)])], {
    consistent: true,
  });
  return items.map(locatedBy).find((located) => located !== null)?.threadId ?? threadIdOf(originId, answered ?? id);
};
