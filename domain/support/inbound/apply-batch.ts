import { appendAll } from '../../conversations/log/append-all.ts';
import { type Effect, Elsewhere, type EventOutcome, type GivenEvent, type InboundDeps, type Slot } from './batch.ts';
import { failed, heldBehind, sortByThread } from './sort-by-thread.ts';
import { threadChange } from './thread-change.ts';

/** Maximum events of one thread per transaction: each may take six items, and a transaction can have a hundred. */
const SLICE = 16;

/**
 * The command of the messages consumer: finds origin, thread and ticket of each event, appends, runs the state machine, lists,
 * rules and queues. Each thread's events are applied in one transaction and in order; threads run in parallel and share transactions. An event
 * with a temporary failure stops the later events of its thread, but no others; one that fails permanently stops nothing.
 * Returns outcomes in the order of the events; never throws.
 */
export const applyBatch = async (deps: InboundDeps, events: readonly GivenEvent[]): Promise<EventOutcome[]> => {
  const { threads: sorted, settled } = await sortByThread(deps, events);
  let threads = sorted.map((slots) => ({ slots, slice: SLICE }));
  while (threads.length > 0) {
    const slices = threads.map(({ slots, slice }) => slots.slice(0, slice));
    const outcomes = await appendAll(
      deps,
      slices.map((slice) => threadChange(deps, slice)),
      deps.limits,
    );
    const moved: Slot[] = [];
    threads = threads.flatMap(({ slots, slice }, at) => {
      const outcome = outcomes[at] as (typeof outcomes)[number];
      const tried = slices[at] as Slot[];
      if (outcome.ok) {
        tried.forEach(({ index, woken }, of) => woken || settled.set(index, { ok: true, effect: outcome.value.effects[of] as Effect }));
        const next = outcome.value.woken;
        const again = new Set(next.map(({ event }) => event.identity));
        const rest = [...next, ...slots.slice(tried.length).filter(({ woken, event }) => !woken || !again.has(event.identity))];
        return rest.length > 0 ? [{ slots: rest, slice }] : [];
      }
      // One of several events failed the change: each is tried alone.
      if (tried.length > 1) return [{ slots, slice: 1 }];
      const [first] = tried as [Slot];
      const { error } = outcome;
      if (error instanceof Elsewhere) moved.push({ ...first, threadId: error.threadId });
      else if (!settle(settled, slots, error)) return [];
      // A woken event that fails permanently must not be woken by the same message again and again.
      const lost = first.woken === true && !(error instanceof Elsewhere);
      const rest = slots.slice(tried.length).filter(({ again }) => !(lost && again));
      return rest.length > 0 ? [{ slots: rest, slice }] : [];
    });
    // This batch may contain events of these threads too. Two changes of one thread at once are safe: the log orders them.
    threads.push(...moved.map((slot) => ({ slots: [slot], slice: 1 })));
  }
  return events.map((_, index) => settled.get(index) as EventOutcome);
};

/** The first event of a thread failed alone. Returns whether the later ones may continue: only if its failure is permanent. */
const settle = (settled: Map<number, EventOutcome>, [first, ...behind]: readonly Slot[], error: unknown): boolean => {
  const { index } = first as Slot;
  const outcome = failed(error);
  settled.set(index, outcome);
  if (outcome.permanent) return true;
  for (const slot of behind) settled.set(slot.index, heldBehind(index, error));
  return false;
};
