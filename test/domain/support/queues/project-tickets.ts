import { type ProjectDeps, type ProjectionOutcome, projectEach } from '../../../../domain/support/queues/project.ts';
import type { TicketRef } from '../../../../domain/support/queues/touched.ts';

/** Projects tickets, all of which must succeed. @throws the first failure, after all others are done */
export const projectTickets = async (deps: ProjectDeps, refs: readonly TicketRef[]): Promise<ProjectionOutcome> => {
  const outcome = await projectEach(deps, refs);
  const [failure] = outcome.failed;
  if (failure) throw failure.error;
  return outcome;
};
