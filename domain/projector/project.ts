import { parseConfigurationPk } from '../configuration/keys.ts';
import { outboxEntryOf } from '../delivery/outbox.ts';
import { type FeedEntry, feedEntriesOf, packFeed, queueEntry } from '../feed/feed-entry.ts';
import { droppedObjects } from '../messages/dropped-objects.ts';
import { messageOf } from '../messages/message.ts';
import { type ProjectDeps, projectTickets } from '../queues/project.ts';
import { touchedTickets } from '../queues/touched.ts';
import type { Item } from '../table/port.ts';
import { parseThreadPk } from '../threads/keys.ts';
import { ticketOfItem } from '../tickets/store.ts';
import { carryOutTimers } from '../timers/carry-out.ts';
import { planTimers, type TimerStep } from '../timers/plan.ts';

/** An item of the table before and after a write. */
export interface Change {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

interface QueueMessage {
  readonly body: string;
  readonly groupId?: string;
  readonly dedupeId?: string;
  readonly delaySeconds?: number;
}

export interface ProjectorDeps extends ProjectDeps {
  readonly clock: () => number;
  readonly queues: { send(queueUrl: string, messages: readonly QueueMessage[]): Promise<void> };
  readonly schedules: {
    arm(schedule: { readonly name: string; readonly at: number; readonly payload: string }): Promise<void>;
    disarm(name: string): Promise<void>;
  };
  readonly outboundQueueUrl: string;
  readonly deliveryQueueUrl: string;
  readonly bulkQueueUrl: string;
  readonly timerQueueUrl: string;
}

const isTicketKey = (sk: string): boolean => sk === 'HEAD' || sk.startsWith('K#');

/** The kinds of items that mean something here: threads' heads, closed tickets, messages and their bodies, rules' actions, and the tenant itself. */
export const isProjected = ({ pk, sk }: { readonly pk: string; readonly sk: string }): boolean =>
  sk === 'TENANT' ? parseConfigurationPk(pk) !== null : (isTicketKey(sk) || /^[BMO]#/.test(sk)) && parseThreadPk(pk) !== null;

/** A new entry that was received, not written here. */
const isArrival = ({ before, after }: Change): boolean =>
  before === undefined && after?.sk.startsWith('M#') === true && ['customer', 'origin'].includes(messageOf(after).author.type);

/** Of one item changed several times in a batch, what stood before the first and after the last; in order. */
const coalesced = (changes: readonly Change[]): Change[] => {
  const byItem = new Map<string, Change>();
  for (const change of changes) {
    const item = change.after ?? change.before;
    if (!item) continue;
    const key = `${item.pk}\u0000${item.sk}`;
    byItem.set(key, { before: byItem.has(key) ? byItem.get(key)?.before : change.before, after: change.after });
  }
  return [...byItem.values()];
};

const timersOf = ({ before, after }: Change, now: number): readonly TimerStep[] => {
  const item = after ?? before;
  const thread = item && isTicketKey(item.sk) ? parseThreadPk(item.pk) : null;
  if (!thread) return [];
  const [had, has] = [ticketOfItem(before) ?? null, ticketOfItem(after) ?? null];
  if (had?.id === has?.id) return planTimers(thread.tenantId, had, has, now);
  return [...planTimers(thread.tenantId, had, null, now), ...planTimers(thread.tenantId, null, has, now)];
};

/** A queue came, went or changed its condition: tickets are to be evaluated again, in the bulk lane. */
const reevaluations = (changes: readonly Change[]): QueueMessage[] =>
  changes.flatMap(({ before, after }) => {
    const generation = after?.['queuesGeneration'];
    if (after?.sk !== 'TENANT' || typeof generation !== 'number' || generation === before?.['queuesGeneration']) return [];
    return [{ body: JSON.stringify({ job: 'reevaluate', tenantId: parseConfigurationPk(after.pk), generation }) }];
  });

/**
 * Carries changes of the table to everything that is derived from it: queue rows and counters, timers, the outbox, the live feed
 * and re-evaluations. Each part is safe to repeat, so a failure of any repeats all. Answers counts for the log, `messages` of new
 * entries that came from a channel.
 * @throws TableUnavailable, QueueUnavailable
 */
export const project = async (deps: ProjectorDeps, given: readonly Change[]): Promise<{ outbound: number; frames: number; messages: number }> => {
  const changes = coalesced(given);
  const outbound = given.flatMap((change) => outboxEntryOf(change) ?? []);
  const feed = changes.flatMap(({ before, after }) => feedEntriesOf(before, after));
  const now = deps.clock();
  const send = (url: string, messages: readonly QueueMessage[]): Promise<void> => (messages.length > 0 ? deps.queues.send(url, messages) : Promise.resolve());
  const deliver = (entries: readonly FeedEntry[]): Promise<void> =>
    send(
      deps.deliveryQueueUrl,
      packFeed(entries).map((body) => ({ body })),
    );
  await Promise.all([
    send(
      deps.outboundQueueUrl,
      outbound.map(({ outbound: body, groupId, dedupeId }) => ({ body: JSON.stringify(body), groupId, dedupeId })),
    ),
    deliver(feed),
    send(deps.bulkQueueUrl, [...reevaluations(given), ...droppedObjects(given).map((job) => ({ body: JSON.stringify(job) }))]),
    carryOutTimers(
      { schedules: deps.schedules, queues: deps.queues, timerQueueUrl: deps.timerQueueUrl },
      changes.flatMap((change) => timersOf(change, now)),
    ),
    // Every change, not the net one: there and back within a batch is no news only to who has not seen the way there.
    projectTickets(
      deps,
      given.flatMap(({ before, after }) => touchedTickets(before, after)),
    ).then(async ({ moved, stale }) => {
      await Promise.all([
        deliver(moved.map(({ tenantId, queueId }) => queueEntry(tenantId, queueId))),
        send(
          deps.bulkQueueUrl,
          stale.map(({ tenantId, ticketId }) => ({ body: JSON.stringify({ job: 'reevaluateTicket', tenantId, ticketId }) })),
        ),
      ]);
    }),
  ]);
  return { outbound: outbound.length, frames: feed.length, messages: given.filter(isArrival).length };
};
