import type { StartedCommand } from '../automation/command-schema.ts';
import { parseThreadPk } from '../conversations/kinds/thread.ts';
import { OUTBOX_SECONDS } from '../support/threads/keys.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Item } from '../table/port.ts';
import { asNew, type Projection } from './projection.ts';
import { overLog } from './rebuild/over-log.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

const commandOf = (item: Item): StartedCommand | null => {
  const thread = parseThreadPk(item.pk);
  if (!thread) return null;
  const { command, ticketId, ruleId, teamId, strategy, skills, correlationId, depth } = item as unknown as StartedCommand;
  return { schema: 'commands/1', command, tenantId: thread.tenantId, ticketId, ruleId, teamId, strategy, ...(skills ? { skills } : {}), correlationId, depth };
};

/**
 * The ticket still waits for the command: it is in the team that the rule set, and its owner has not changed since. A ticket that an agent returned
 * to its team is not assigned again. An item outlives its time (`ttl`) until the table deletes it.
 */
const isPending = (item: Item, { owner, assignedAt }: Ticket, now: number): boolean => {
  const expires = Number(item['ttl']) * 1000;
  const isUnassigned = owner.teamId === item['teamId'] && owner.agentId === null && assignedAt !== null;
  return isUnassigned && expires > now && Date.parse(assignedAt) < expires - OUTBOX_SECONDS * 1000 + 1000;
};

/** Sends commands of rules that a transaction cannot run itself to the timer queue. Each command is safe to repeat. */
export const commandsProjection = (deps: ProjectorDeps): Projection => ({
  name: 'commands',
  ordered: false,
  wants: (item) => item.sk.startsWith('J#'),
  async of(changes) {
    const commands = changes.flatMap(({ before, after }) => (after && !before ? (commandOf(after) ?? []) : []));
    const messages = commands.map((command) => ({ body: JSON.stringify(command) }));
    await sendMessages(deps, 'timers', deps.timerQueueUrl, messages);
    return { count: messages.length, failures: [] };
  },
  again: asNew,
  rebuild: overLog({ which: 'active', beginsWith: 'J#', ticketOf: ({ ticketId }) => ticketId as string, owes: isPending }),
});
