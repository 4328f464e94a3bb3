import { isOwedAction, isQueued, type OutboxEntry, outboxEntryOf } from '../outbound/outbox.ts';
import { asNew, type Carried, type Projection } from './projection.ts';
import { overLog, overMessages } from './rebuild/over-log.ts';
import type { Change } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

const send = async (deps: ProjectorDeps, edge: string, url: string, entries: readonly OutboxEntry[]): Promise<Carried> => {
  const messages = entries.map(({ outbound, groupId, dedupeId }) => ({ body: JSON.stringify(outbound), groupId, dedupeId }));
  await sendMessages(deps, edge, url, messages);
  return { count: entries.length, failures: [] };
};

const entriesOf = (changes: readonly Change[]): OutboxEntry[] => changes.flatMap((change) => outboxEntryOf(change) ?? []);

/** Sends replies to the sender's queue. In order within a conversation. */
export const outboxProjection = (deps: ProjectorDeps): Projection => ({
  name: 'outbox',
  ordered: true,
  // Only replies leave the hub; other messages are skipped by a cheap check.
  wants: (item) => item.sk.startsWith('M#') && isQueued(item),
  of: (changes) => send(deps, 'outbound', deps.outboundQueueUrl, entriesOf(changes)),
  again: asNew,
  // A `queued` reply is not sent yet. The sender's ledger prevents a second send.
  rebuild: overMessages({ which: 'all', owes: isQueued }),
});

/** Sends rules' calls to their own queue. In order within a conversation. */
export const actionsProjection = (deps: ProjectorDeps): Projection => ({
  name: 'actions',
  ordered: true,
  wants: (item) => item.sk.startsWith('O#'),
  of: (changes) => send(deps, 'actions', deps.actionsQueueUrl, entriesOf(changes)),
  again: asNew,
  rebuild: overLog({ which: 'all', beginsWith: 'O#', ticketOf: ({ ticketId }) => ticketId as string, owes: (item, _, now) => isOwedAction(item, now) }),
});
