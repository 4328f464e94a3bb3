import { failureKind } from '../../edge-errors.ts';
import { notFound } from '../../errors.ts';
import { originKey, originOf } from '../../origins/origin.ts';
import { addKey, locatedBy } from '../messages/identity.ts';
import { threadIdOf } from '../threads/thread-id.ts';
import { type EventOutcome, type GivenEvent, type InboundDeps, type KnownEvent, type Slot, Unacceptable } from './batch.ts';
import type { InboundEvent } from './inbound-event.ts';

/** An error as the outcome of an event. */
export const failed = (error: unknown): Extract<EventOutcome, { ok: false }> => ({ ok: false, permanent: failureKind(error) === 'rejected', error });

/** The outcome of an event that was not tried, because the one at `index` must come first. */
export const heldBehind = (index: number, error: unknown): EventOutcome => ({ ok: false, permanent: false, error, behind: index });

export interface SortedEvents {
  /** The applicable events of each thread, in order. */
  readonly threads: Slot[][];
  /** The outcomes that are already known, by index in the batch. */
  readonly settled: Map<number, EventOutcome>;
}

type Located = { readonly slot: Slot } | { readonly error: unknown; readonly threadId: string | null };

/**
 * Finds each event's thread and content. After a temporary failure, later events of the same thread wait. If not even the thread is known, later
 * events of the same origin wait, because each may belong to that thread. Other origins continue. An event that fails permanently stops nothing.
 */
export const sortByThread = async (deps: InboundDeps, events: readonly GivenEvent[]): Promise<SortedEvents> => {
  const within = threadsWithin(events);
  const located = await Promise.all(events.map((event, index) => locate(deps, event, index, within)));
  const settled = new Map<number, EventOutcome>();
  const threads = new Map<string, Slot[]>();
  /** Thread, or origin, → the index of the event that stops it. */
  const stopped = new Map<string, { readonly at: number; readonly error: unknown }>();
  located.forEach((one, index) => {
    const { tenantId, originId } = events[index] as GivenEvent;
    const origin = `${tenantId}#${originId}`;
    const threadId = 'slot' in one ? one.slot.threadId : one.threadId;
    const thread = `${origin}#${threadId ?? ''}`;
    const stop = stopped.get(origin) ?? (threadId === null ? undefined : stopped.get(thread));
    if ('error' in one && failed(one.error).permanent) settled.set(index, failed(one.error));
    else if (stop) settled.set(index, heldBehind(stop.at, stop.error));
    else if ('error' in one) {
      settled.set(index, failed(one.error));
      stopped.set(threadId === null ? origin : thread, { at: index, error: one.error });
    } else {
      const slots = threads.get(thread);
      if (slots) slots.push(one.slot);
      else threads.set(thread, [one.slot]);
    }
  });
  return { threads: [...threads.values()], settled };
};

const locate = async (deps: InboundDeps, event: GivenEvent, index: number, within: ReadonlyMap<string, string>): Promise<Located> => {
  const known = event.event.threadKey === null ? null : threadIdOf(event.originId, event.event.threadKey);
  try {
    const knownEvent = await withChannel(deps, event);
    const whole = knownEvent.contentRef === null ? knownEvent : await withContent(deps, knownEvent, knownEvent.contentRef);
    return { slot: { index, event: whole, threadId: known ?? (await threadOf(deps, whole, within)) } };
  } catch (error) {
    return { error, threadId: known };
  }
};

const withChannel = async ({ table }: InboundDeps, event: GivenEvent): Promise<KnownEvent> => {
  const { channel, tenantId, originId } = event;
  if (channel !== null) return event as KnownEvent;
  const [origin] = await table.get([originKey(tenantId, originId)], { consistent: true });
  if (!origin) throw notFound('origin');
  return { ...event, channel: originOf(origin).channel };
};

const withContent = async (deps: InboundDeps, event: KnownEvent, key: string): Promise<KnownEvent> => {
  const content = await deps.content(key);
  if (!content) throw new Unacceptable(`the content object ${key} does not exist`);
  return { ...event, event: { ...event.event, content } };
};

const messageName = (tenantId: string, originId: string, id: string): string => JSON.stringify([tenantId, originId, id]);

/** The messages that this batch creates, and their threads. */
const threadsWithin = (events: readonly GivenEvent[]): ReadonlyMap<string, string> => {
  const threads = new Map<string, string>();
  for (const { tenantId, originId, identity, event } of events) {
    const name = messageName(tenantId, originId, event.providerId ?? identity);
    if (event.verb === 'created' && event.threadKey !== null && !threads.has(name)) threads.set(name, threadIdOf(originId, event.threadKey));
  }
  return threads;
};

/**
 * The thread of an event about a message, the same for every event about it: if nothing names the author, the message's own thread; for what the business
 * wrote elsewhere (the Page's own comment), the thread of the message that it answers. If neither message is here, all events about it wait together.
 */
export const threadOf = async (
  deps: Pick<InboundDeps, 'table'>,
  { tenantId, originId, identity, event }: InboundEvent,
  within: ReadonlyMap<string, string> = new Map(),
): Promise<string> => {
  if (event.threadKey !== null) return threadIdOf(originId, event.threadKey);
  const id = event.providerId ?? identity;
  const answered = event.fromCustomer ? null : (event.content?.inReplyTo ?? null);
  const ids = [id, ...(answered === null ? [] : [answered])];
  // Only the message itself: an answer to another one of this batch may precede that one, and then waits for it as if it came in a later batch.
  const here = within.get(messageName(tenantId, originId, id));
  if (here !== undefined) return here;
  const items = await deps.table.get(
    ids.map((one) => addKey(tenantId, originId, one)),
    { consistent: true },
  );
  return items.map(locatedBy).find((located) => located !== null)?.threadId ?? threadIdOf(originId, answered ?? id);
};
