import { type CounterDeps, readCounters } from '../support/queues/counters.ts';
import type { Member } from './audience.ts';
import { frameText } from './frame-text.ts';
import { queueFrame } from './present-frames.ts';

interface Seen {
  readonly id: string;
  readonly seenBy: ReadonlySet<Member>;
}

/** The counters of queues as they are now, one frame each; one read for all. @throws TableUnavailable */
export const queueTexts = async (deps: CounterDeps, tenantId: string, queues: readonly Seen[]) => {
  if (queues.length === 0) return [];
  const counters = await readCounters(
    deps,
    tenantId,
    queues.map(({ id }) => id),
  );
  return queues.flatMap(({ id, seenBy }) => {
    const counted = counters.get(id);
    return counted ? [{ texts: [frameText(queueFrame(id, counted))], seenBy }] : [];
  });
};
