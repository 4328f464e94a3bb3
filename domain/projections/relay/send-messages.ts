import type { ProjectorDeps } from './projector-deps.ts';
import { type ReachDeps, reach } from './reach.ts';

/** Sends a batch's messages to their queue, with one call of the edge; without messages, the edge is not called. @throws as `reach` */
export const sendMessages = async (
  deps: Pick<ProjectorDeps, 'queues'> & ReachDeps,
  edge: string,
  queueUrl: string,
  messages: Parameters<ProjectorDeps['queues']['send']>[1],
): Promise<void> => {
  if (messages.length > 0) await reach(deps, edge, () => deps.queues.send(queueUrl, messages));
};
