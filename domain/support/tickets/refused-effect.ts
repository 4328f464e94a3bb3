import type { Effect, Policy } from '../../automation/policy.ts';
import type { Ticket } from './ticket.ts';

/** Changes of a closed ticket that count as rejected: a new status or owner. All other effects on it are dropped silently. */
const isForbidden = ({ status }: Ticket, effect: Effect): boolean =>
  status === 'closed' && (effect.type === 'assign' || (effect.type === 'set' && effect.field === 'status' && effect.value !== 'closed'));

/** Why an effect of a rule or a list is skipped, for the log; null: it is applied. Agents and teams may have been deleted since it was saved. */
export const refusalOf = (ticket: Ticket, effect: Effect, { hasAgent, hasTeam }: Pick<Policy, 'hasAgent' | 'hasTeam'>): string | null => {
  if (isForbidden(ticket, effect)) return 'illegal_transition';
  if (effect.type === 'assign') {
    const { agentId, teamId } = effect;
    // A value that the ticket already has is always accepted.
    if (agentId !== null && agentId !== ticket.owner.agentId && !hasAgent(agentId)) return 'unknown_agent';
    if (teamId !== null && teamId !== ticket.owner.teamId && !hasTeam(teamId)) return 'unknown_team';
  }
  if (effect.type === 'escalate' && 'teamId' in effect.target && !hasTeam(effect.target.teamId)) return 'unknown_team';
  return null;
};
