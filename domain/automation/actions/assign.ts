import type { Reference } from '../../configuration/references.ts';
import { defineAction } from './action.ts';
import { idOf, skillsOf, typeOf } from './bounds.ts';
import { STRATEGIES, type Strategy } from './strategies.ts';

interface Assignment {
  readonly type: 'assign';
  readonly agentId: string | null;
  readonly teamId: string | null;
  /** A command will choose an agent of the team by reading the table. */
  readonly choose?: Strategy;
  /** The agent must have these. */
  readonly skills?: readonly string[];
  readonly ruleId?: string;
}

/** Gives the ticket an owner. Omitted members stay, but a new team does not keep the old team's agent. */
export const assign = defineAction({
  type: 'assign',
  schema: (z) =>
    z.strictObject({
      type: typeOf(z, 'assign'),
      teamId: idOf(z).optional().describe('The team that becomes the owner.'),
      agentId: idOf(z).optional().describe('The agent who becomes the owner.'),
      strategy: z
        .enum(STRATEGIES)
        .optional()
        .describe(
          'How to choose an agent of the team: each in turn, the one with the fewest active tickets, or the one with the skills that the tags of the ticket name. The agent follows a moment after the team.',
        ),
      skills: skillsOf(z).optional().describe('Skills that the agent must have, whatever the strategy.'),
    }),
  validate({ teamId, agentId, strategy, skills }, { path }) {
    const references: Reference[] = [
      ...(teamId === undefined ? [] : [{ kind: 'TEAM' as const, id: teamId, path: `${path}.teamId` }]),
      ...(agentId === undefined ? [] : [{ kind: 'AGENT' as const, id: agentId, path: `${path}.agentId` }]),
    ];
    const fault = (message: string, field = ''): { errors: [{ path: string; message: string }] } => ({ errors: [{ path: `${path}${field}`, message }] });
    if (strategy && teamId === undefined) return fault('needs a teamId', '.strategy');
    if (strategy && agentId !== undefined) return fault('cannot be combined with an agentId', '.strategy');
    if (skills && !strategy) return fault('needs a strategy', '.skills');
    return agentId === undefined && teamId === undefined ? fault('teamId or agentId is needed') : { references };
  },
  plan({ teamId, agentId, strategy, skills }, { ticket: { owner }, ruleId, membersOf }): Assignment | null {
    if (agentId !== undefined) return { type: 'assign', agentId, teamId: teamId ?? owner.teamId };
    if (teamId === undefined) return null;
    if (!strategy) return { type: 'assign', agentId: owner.teamId === teamId ? owner.agentId : null, teamId };
    const members = membersOf(teamId);
    // A ticket that somebody of the team already owns does not move to another agent with each message.
    if (owner.agentId !== null && members.includes(owner.agentId)) return { type: 'assign', agentId: owner.agentId, teamId };
    return { type: 'assign', agentId: null, teamId, ...(members.length > 0 ? { choose: strategy, ruleId, ...(skills ? { skills } : {}) } : {}) };
  },
  apply({ agentId, teamId, choose, skills, ruleId }, changes) {
    changes.assign({ agentId, teamId });
    if (choose && teamId !== null && ruleId !== undefined)
      changes.start({ command: 'assign', teamId, strategy: choose, ruleId, ...(skills ? { skills } : {}) });
  },
});
