import type { Strategy } from '../../automation/actions/strategies.ts';
import { pickAgent } from '../../automation/assignment.ts';
import { skilled } from '../../automation/skills.ts';
import { assignable } from '../../availability/assignable.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { assign } from './effects.ts';
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
  const loadOf = (agentId: string): Promise<number> => deps.table.count({ pk: ownerPk(tenantId, agentId, false), index: 'byOwner' });
  /** Chosen once, even if the change is drafted again after a conflict. */
  let picked: string | null | undefined;
  try {
    const { result } = await changeTicket(deps, context, ticketId, {
      audit: true,
      mayTouch: () => true,
      async decide({ ticketDraft, ticket, policy, moment }) {
        if (ticket.status === 'closed' || ticket.owner.teamId !== teamId || ticket.owner.agentId !== null) return null;
        const members = skilled(policy.membersOf(teamId), policy.skillsOf ?? (() => []), skills, strategy === 'skill' ? ticket.tags : []);
        const capacityOf = policy.capacityOf ?? (() => null);
        if (picked === undefined || !members.includes(picked ?? ''))
          picked = await pickAgent(
            { table: deps.table, loadOf },
            tenantId,
            teamId,
            await assignable({ ...deps, loadOf, capacityOf }, tenantId, members),
            strategy,
          );
        if (picked === null) {
          ticketDraft.refuse('nobody_available');
          return null;
        }
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
