import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import type { ConfigurationCache } from '../policy/cache.ts';
import type { Walls } from '../policy/configuration.ts';
import { canSeeQueue } from '../support/queues/visibility.ts';
import { type Member, viewerOf } from './audience.ts';
import { forgetConnection, liveConnections } from './connection.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { type Lane, lanesOf } from './lanes.ts';
import type { News } from './news.ts';
import { type Delivered, markDelivered, readDelivered } from './positions/delivered.ts';
import { encodeFeedCursor } from './positions/position.ts';
import { withNumber } from './positions/ranges.ts';
import type { SegmentRef } from './positions/segments.ts';
import { type Parcel, type PostDeps, type Posted, postFrames, Undeliverable } from './post-frames.ts';
import { queueTexts } from './queue-texts.ts';

export interface DeliverDeps extends PostDeps {
  readonly configurations: ConfigurationCache;
  readonly clock: Clock;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
  /** Kept between batches: tenants of whom somebody was connected last time. Only decides what is read ahead. */
  readonly attended: Set<string>;
}

export interface TenantDelivered {
  readonly sent: number;
  readonly skipped: number;
  readonly abandoned: number;
  readonly reasons: readonly unknown[];
}

const NOBODY: TenantDelivered = { sent: 0, skipped: 0, abandoned: 0, reasons: [] };

/** Undefined for a tenant that is gone. */
const configurationOf = async ({ configurations }: DeliverDeps, tenantId: string): Promise<Walls | undefined> => {
  try {
    return await configurations.walls(tenantId);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return undefined;
    throw error;
  }
};

const membersOf = async (deps: DeliverDeps, tenantId: string): Promise<{ members: Member[]; configuration: Walls } | undefined> => {
  // Where somebody was connected a moment ago, the second read runs beside the first; where nobody is, it is spared.
  const ahead = deps.attended.has(tenantId) ? configurationOf(deps, tenantId) : undefined;
  const [connections] = await Promise.all([liveConnections(deps.table, tenantId, deps.clock()), ahead]);
  if (connections.length === 0) {
    deps.attended.delete(tenantId);
    return undefined;
  }
  deps.attended.add(tenantId);
  const configuration = await (ahead ?? configurationOf(deps, tenantId));
  if (!configuration) return undefined;
  const members = connections.flatMap((connection): Member[] => {
    const viewer = viewerOf(connection, configuration);
    return viewer ? [{ connection, viewer }] : [];
  });
  return members.length > 0 ? { members, configuration } : undefined;
};

/** What each of them gets; who gets nothing is left out. */
const parcelsOf = (members: readonly Member[], lanes: readonly Pick<Lane, 'texts' | 'seenBy'>[]): Parcel[] =>
  members.flatMap((member) => {
    const frames = lanes.filter(({ seenBy }) => seenBy.has(member)).flatMap(({ texts }) => texts);
    return frames.length > 0 ? [{ connection: member.connection, frames }] : [];
  });

/** The same, with a cursor in the last frame of each that says that all of this was seen: whoever has it has the frames before it. */
const parcelsUpTo = (members: readonly Member[], lanes: readonly Lane[], cursor: string): Parcel[] => {
  const lasts = new Map<Lane, string>();
  const lastOf = (lane: Lane): string => {
    const known = lasts.get(lane) ?? frameText({ ...(lane.frames.at(-1) as ServerFrame), cursor } as ServerFrame);
    lasts.set(lane, known);
    return known;
  };
  return members.flatMap((member) => {
    const own = lanes.filter(({ texts, seenBy }) => texts.length > 0 && seenBy.has(member));
    const last = own.at(-1);
    return last ? [{ connection: member.connection, frames: [...own.flatMap(({ texts }) => texts).slice(0, -1), lastOf(last)] }] : [];
  });
};

/** The cursors before and after these segments, with all that was delivered to everybody before them. */
const cursorsOf = (tenantId: string, delivered: readonly Delivered[], segments: readonly SegmentRef[], at: number): { before: string; after: string } => {
  const seen = delivered.map(({ ranges }) => ranges);
  const after = seen.map((ranges, shard) => segments.reduce((all, one) => (one.shard === shard ? withNumber(all, one.number) : all), ranges));
  return { before: encodeFeedCursor(tenantId, { seen, at }), after: encodeFeedCursor(tenantId, { seen: after, at }) };
};

/**
 * Brings the news of one tenant to its connections. Conversations and counters go side by side. Then the segments count as delivered, also where
 * nobody was connected; not where a connection could not even be closed, because it may still hear of a later one.
 * @throws Undeliverable when nobody could be reached, TableUnavailable: the tenant's entries are to be delivered again
 */
export const deliverTenant = async (deps: DeliverDeps, tenantId: string, news: News): Promise<TenantDelivered> => {
  const { segments } = news;
  const [audience, delivered] = await Promise.all([membersOf(deps, tenantId), segments.length > 0 ? readDelivered(deps, tenantId) : []]);
  const outcome = audience ? await deliverTo(deps, audience, { tenantId, news, cursors: cursorsOf(tenantId, delivered, segments, deps.clock()) }) : NOBODY;
  if (segments.length > 0 && outcome.abandoned === 0) await markDelivered(deps, tenantId, segments, delivered);
  return outcome;
};

const deliverTo = async (
  deps: DeliverDeps,
  { members, configuration }: { readonly members: readonly Member[]; readonly configuration: Walls },
  { tenantId, news, cursors }: { readonly tenantId: string; readonly news: News; readonly cursors: { readonly before: string; readonly after: string } },
): Promise<TenantDelivered> => {
  const conversations = async (): Promise<Posted & { faults: readonly unknown[] }> => {
    const { lanes, faults } = await lanesOf(deps.table, { tenantId, cursor: cursors.before, configuration, members }, news);
    return { ...(await postFrames(deps, parcelsUpTo(members, lanes, cursors.after))), faults };
  };
  const counters = async (): Promise<Posted> => {
    const queues = configuration.queues.flatMap(({ id, visibleTo }) => {
      const seenBy = news.queues.has(id) ? members.filter(({ viewer }) => canSeeQueue(viewer, { visibleTo })) : [];
      return seenBy.length > 0 ? [{ id, seenBy: new Set(seenBy) }] : [];
    });
    return postFrames(deps, parcelsOf(members, await queueTexts(deps, tenantId, queues)));
  };
  const settled = await Promise.allSettled([conversations(), counters()]);
  const failure = settled.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  const [told, counted] = settled.map((outcome) => (outcome as PromiseFulfilledResult<Posted & { faults?: readonly unknown[] }>).value) as [
    Posted & { faults: readonly unknown[] },
    Posted,
  ];
  const abandoned = await abandon(deps, [told, counted]);
  return {
    sent: told.sent + counted.sent,
    skipped: told.skipped + counted.skipped + told.faults.length,
    abandoned,
    reasons: [...told.faults, ...[told, counted].flatMap(({ unreached, reason }) => (unreached.length > 0 ? [reason] : []))],
  };
};

/**
 * Connections that could neither be reached nor closed. When others were reached, the gateway works and these are forgotten: they hear nothing
 * more, and the next frame that comes over one closes it. When nobody was, the gateway is down and everything comes again.
 */
const abandon = async (deps: DeliverDeps, posted: readonly Posted[]): Promise<number> => {
  const unreached = new Map(posted.flatMap((one) => one.unreached.map((connection) => [connection.connectionId, connection])));
  if (unreached.size === 0) return 0;
  if (posted.every(({ sent, skipped }) => sent + skipped === 0)) throw new Undeliverable(unreached.size, posted.find(({ reason }) => reason)?.reason);
  await Promise.all([...unreached.values()].map((connection) => forgetConnection(deps.table, connection)));
  return unreached.size;
};
