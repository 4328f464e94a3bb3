import type { AmendStep } from './amend-step.ts';
import { changeLeading } from './leading.ts';
import { transition } from './state-machine.ts';

/** A reply failed for good: the ticket that has it now returns to its agents, whoever says so (DESIGN §6). A closed one stays closed. */
export const returnToAgents = async (step: Pick<AmendStep, 'table' | 'draft' | 'ticketDraft'>, ticketId: string | null): Promise<void> => {
  if (ticketId === null) return;
  await changeLeading(step, ticketId, async (leading, { moment }) =>
    leading.status === 'closed' ? null : { ...leading, ...transition(leading, { type: 'replyFailed' }, moment) },
  );
};
