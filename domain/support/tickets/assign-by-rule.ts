import type { Strategy } from '../../automation/actions/strategies.ts';
import { pickAgent } from '../../automation/assignment.ts';
import { skilled } from '../../automation/skills.ts';
import { assignable } from '../../availability/assignable.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { assign } from './effects.ts';
import { type ExactLoad, exactLoad, giving } from './given-by-rules.ts';
import { ownerPk } from './index-keys.ts';

export interface RuleAssignment {
  readonly ticketId: string;
  readonly teamId: string;
  readonly strategy: Strategy;
  /** The agent must have these. */
  readonly skills?: readonly string[];
}

/**
 * Gives a ticket, which a rule has given to a team, to one of the team's agents. Does nothing unless the ticket is still active, the team's and without an agent: whoever
 * was faster wins, and repeating it changes nothing. Skips agents without the required skills, agents who are away or out of office, and agents at their capacity. If
 * nobody is left, the ticket stays with the team, and its log says so. Runs no rules, because the rule's own change did. Returns the agent, or null if it did nothing.
 * @throws TableUnavailable
 */
export const assignByRule = async (deps: TicketDeps, context: Context, { ticketId, teamId, strategy, skills = [] }: RuleAssignment): Promise<string | null> => {
  const { tenantId } = context;
  /** Picked once, also when the change loses a race and is drafted again, unless the agent has no room by then. */
  let picked: string | null = null;
  try {
    const { result } = await changeTicket(deps, context, ticketId, {
      audit: true,
      mayTouch: () => true,
      async decide({ draft, ticketDraft, ticket, policy, moment }) {
        if (ticket.status === 'closed' || ticket.owner.teamId !== teamId || ticket.owner.agentId !== null) return null;
        const members = skilled(policy.membersOf(teamId), policy.skillsOf ?? (() => []), skills, strategy === 'skill' ? ticket.tags : []);
        const capacityOf = policy.capacityOf ?? (() => null);
        const exact = new Map<string, Promise<ExactLoad>>();
        const loadOf = async (agentId: string): Promise<number> => {
          const capacity = capacityOf(agentId);
          if (capacity === null) return deps.table.count({ pk: ownerPk(tenantId, agentId, false), index: 'byOwner' });
          const load = exact.get(agentId) ?? exactLoad(deps.table, tenantId, agentId, capacity, moment.now);
          exact.set(agentId, load);
          return (await load).load;
        };
        const free = (agentIds: readonly string[]): Promise<string[]> => assignable({ ...deps, loadOf, capacityOf }, tenantId, agentIds);
        const stays = typeof picked === 'string' && members.includes(picked) && (capacityOf(picked) === null || (await free([picked])).length > 0);
        if (!stays) picked = await pickAgent({ table: deps.table, loadOf }, tenantId, teamId, await free(members), strategy);
        if (picked === null) {
          ticketDraft.refuse('nobody_available');
          return null;
        }
        const load = await exact.get(picked);
        if (load) draft.write(giving(tenantId, picked, ticketId, load.item, moment.now));
        ticketDraft.change(assign(ticket, { agentId: picked }, moment));
        return picked;
      },
      answer: () => ({ status: 200 }),
    });
    return result;
  } catch (error) {
    // Its tenant or ticket was deleted since.
    if (error instanceof Problem && error.code === 'not_found') return null;
    throw error;
  }
};
