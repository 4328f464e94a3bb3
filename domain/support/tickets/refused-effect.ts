import type { Effect, Policy } from '../../automation/policy.ts';
import type { Ticket } from './ticket.ts';

/** Nothing comes back to a closed ticket: neither another status nor another owner. Everything else that is wanted of it is left undone. */
const isForbidden = ({ status }: Ticket, effect: Effect): boolean =>
  status === 'closed' && (effect.type === 'assign' || (effect.type === 'set' && effect.field === 'status' && effect.value !== 'closed'));

/** Why an effect of a rule or a list is skipped, as the log tells it; null: it is carried out. Agents and teams may have gone since it was saved. */
export const refusalOf = (ticket: Ticket, effect: Effect, { hasAgent, hasTeam }: Pick<Policy, 'hasAgent' | 'hasTeam'>): string | null => {
  if (isForbidden(ticket, effect)) return 'illegal_transition';
  if (effect.type === 'assign') {
    const { agentId, teamId } = effect;
    // What the ticket has already is nobody's choice now.
    if (agentId !== null && agentId !== ticket.owner.agentId && !hasAgent(agentId)) return 'unknown_agent';
    if (teamId !== null && teamId !== ticket.owner.teamId && !hasTeam(teamId)) return 'unknown_team';
  }
  if (effect.type === 'escalate' && 'teamId' in effect.target && !hasTeam(effect.target.teamId)) return 'unknown_team';
  return null;
};
