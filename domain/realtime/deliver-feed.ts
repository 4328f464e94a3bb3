import { closeConnections } from './close-connections.ts';
import { type DeliverDeps, deliverTenant } from './deliver-tenant.ts';
import { packFanOut } from './fan-out/work.ts';
import { type Closing, type DueFanOut, type FailureEntry, type FeedEntry, isFeedEntry, type MentionEntry, type Presence } from './feed-entry.ts';
import { isNews, newsOf } from './news.ts';
import { deliverPulse } from './pulse/deliver-pulse.ts';
import { tellFailure, tellMention } from './tell-people.ts';
import { tellAvailability } from './tell-presence.ts';
import { deliverToVisitors } from './visitors.ts';

export interface Delivered {
  /** Frames that arrived. */
  readonly sent: number;
  /** Invalid entries, and frames that cannot be created or that the gateway will never accept: not retried. */
  readonly skipped: number;
  /** Connections that accepted nothing and could not be closed; they are forgotten. */
  readonly abandoned: number;
  /** Entries to be delivered again. */
  readonly failed: ReadonlySet<unknown>;
  /** Why something was skipped or failed. */
  readonly reasons: readonly unknown[];
}

/**
 * Delivers a batch of the feed to all connections that may see it. Sockets to be closed are closed first. Each tenant and
 * each request to close fails independently: only its entries are retried, and every frame shows a state, so that receiving it twice does no harm. Only
 * two things are cached between batches, both validated each time: configurations, and who is connected. Never throws.
 */
export const deliverFeed = async (deps: DeliverDeps, given: readonly unknown[]): Promise<Delivered> => {
  const failed = new Set<unknown>();
  const reasons: unknown[] = [];
  const attempt = async <T>(entries: readonly FeedEntry[], work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      for (const entry of entries) failed.add(entry);
      reasons.push(error);
      return undefined;
    }
  };
  const entries = given.filter(isFeedEntry);
  const strange = given.length - entries.length;
  if (strange > 0) reasons.push(new TypeError(`${strange} invalid entries in the feed`));
  const closings = entries.filter((entry): entry is Closing => entry.kind === 'close');
  await Promise.all(closings.map((closing) => attempt([closing], () => closeConnections(deps, closing))));
  const presences = entries.filter((entry): entry is Presence => entry.kind === 'presence');
  await Promise.all(presences.map((one) => attempt([one], () => tellAvailability(deps, one.tenantId, one.userId, one.said))));
  const mentions = entries.filter((entry): entry is MentionEntry => entry.kind === 'mention');
  await Promise.all(mentions.map((one) => attempt([one], () => tellMention(deps, one))));
  const failures = entries.filter((entry): entry is FailureEntry => entry.kind === 'failure');
  await Promise.all(failures.map((one) => attempt([one], () => tellFailure(deps, one))));
  const due = entries.filter((entry): entry is DueFanOut => entry.kind === 'fanOut');
  if (due.length > 0) await attempt(due, () => deps.toFanOut(due.map(({ fanOut }) => packFanOut(fanOut))));
  const byTenant = (isWanted: (entry: FeedEntry) => boolean): Map<string, FeedEntry[]> => Map.groupBy(entries.filter(isWanted), ({ tenantId }) => tenantId);
  const news = byTenant(isNews);
  const pulses = byTenant(({ kind }) => kind === 'pulse');
  const tenants = await Promise.all([
    ...[...news].map(([tenantId, list]) => attempt(list, () => deliverTenant(deps, tenantId, newsOf(list)))),
    ...[...pulses].map(([tenantId, list]) =>
      attempt(list, () => deliverPulse(deps, tenantId, Math.max(...list.map((one) => (one.kind === 'pulse' ? one.since : 0))))),
    ),
  ]);
  const visitors = await Promise.all([...news].map(([tenantId, list]) => attempt(list, () => deliverToVisitors(deps, tenantId, list))));
  const done = tenants.filter((tenant) => tenant !== undefined);
  reasons.push(...done.flatMap((tenant) => tenant.reasons));
  const sum = (of: 'sent' | 'skipped' | 'abandoned'): number => done.reduce((total, tenant) => total + tenant[of], 0);
  const toVisitors = visitors.reduce<number>((total, sent) => total + (sent ?? 0), 0);
  return { sent: sum('sent') + toVisitors, skipped: strange + sum('skipped'), abandoned: sum('abandoned'), failed, reasons };
};
