import { type CounterDeps, readCounters } from '../support/queues/counters.ts';
import type { StaffAudience } from './audiences/staff.ts';
import { frameText } from './frame-text.ts';
import type { Piece } from './parcels.ts';
import { queueFrame } from './present-frames.ts';

/** The current counters of queues, one frame each, for those who can see the queue; one read for all. @throws TableUnavailable */
export const queuePieces = async (deps: CounterDeps, tenantId: string, staff: StaffAudience, queueIds: Iterable<string>): Promise<Piece[]> => {
  const seen = [...queueIds].map((id) => ({ id, recipientList: staff.ofQueue(id) })).filter(({ recipientList }) => recipientList.length > 0);
  if (seen.length === 0) return [];
  const counters = await readCounters(
    deps,
    tenantId,
    seen.map(({ id }) => id),
  );
  return seen.flatMap(({ id, recipientList }) => {
    const counted = counters.get(id);
    return counted ? [{ texts: [frameText(queueFrame(id, counted))], recipientList }] : [];
  });
};
