import { parseThreadPk } from '../conversations/kinds/thread.ts';
import { type HelperEntry, helperEntryOf, shownBefore } from '../outbound/ticket-helper/helper-entry.ts';
import { asNew, type Projection } from './projection.ts';
import { overMarksOnly } from './rebuild/over-tenant.ts';
import { isTicketKey } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Sends ticket events to the queue of the ticket helper. In order within a conversation. Without a helper it does nothing. */
export const helperProjection = (deps: ProjectorDeps): Projection => {
  const isOn = (): boolean => deps.helperQueueUrl !== '';
  return {
    name: 'helper',
    ordered: true,
    wants: ({ pk, sk }) => isOn() && (isTicketKey(sk) || sk.startsWith('M#')) && parseThreadPk(pk) !== null,
    async of(changes) {
      // A mark from before it was switched off.
      if (!isOn()) return { count: 0, failures: [] };
      const entries = createdFirst(changes.flatMap((change) => helperEntryOf(change, deps.clock()) ?? []));
      const messages = entries.map((entry) => ({ body: JSON.stringify(entry), groupId: entry.ticketId, dedupeId: entry.event.id }));
      await sendMessages(deps, 'helper', deps.helperQueueUrl, messages);
      return { count: entries.length, failures: [] };
    },
    again: asNew,
    // The table does not show which events the helper has received: a rebuild would send all of them again.
    rebuild: overMarksOnly,
    remember: ({ before }) => shownBefore(before),
  };
};

/** The stream does not order the items of one transaction: a ticket comes before its first message. */
const createdFirst = (entries: readonly HelperEntry[]): HelperEntry[] => {
  const isCreated = ({ event }: HelperEntry): boolean => event.type === 'ticket.created';
  return [...entries.filter(isCreated), ...entries.filter((entry) => !isCreated(entry))];
};
