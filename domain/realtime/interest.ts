import type { Walls } from '../policy/configuration.ts';
import { canSeeQueue, seesAll, type Viewer } from '../support/queues/visibility.ts';
import type { Wall } from './positions/changes.ts';

/**
 * Which changes may concern somebody who resumes. It uses past visibility, so it only excludes what they certainly may not see; the actual check uses
 * the current ticket.
 */
export interface Interest {
  readonly all: boolean;
  readonly agentId: string;
  readonly teamIds: readonly string[];
  /** The queues that they may see now, and those that they may not. A ticket in neither must be read. */
  readonly queueIds: readonly string[];
  readonly otherQueueIds: readonly string[];
  /** Whether queues evaluated under this generation are the current ones, and known here. */
  isKnown(generation: number): boolean;
  of(wall: Wall | null): boolean;
}

export const interestOf = (viewer: Viewer, { queues, queuesGeneration, generation }: Walls): Interest => {
  const all = seesAll(viewer);
  const visible = new Set(queues.filter((queue) => canSeeQueue(viewer, queue)).map(({ id }) => id));
  const known = new Set(queues.map(({ id }) => id));
  const isKnown = (evaluated: number): boolean => evaluated >= queuesGeneration && evaluated <= generation;
  return {
    all,
    agentId: viewer.id,
    teamIds: viewer.teamIds,
    queueIds: [...visible],
    otherQueueIds: [...known].filter((id) => !visible.has(id)),
    isKnown,
    of: (wall) =>
      all ||
      wall === null ||
      !isKnown(wall.generation) ||
      wall.agentId === viewer.id ||
      (wall.teamId !== null && viewer.teamIds.includes(wall.teamId)) ||
      wall.queueIds.some((id) => visible.has(id) || !known.has(id)) ||
      wall.queueIds.length === 0,
  };
};
