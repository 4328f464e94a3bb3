import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import type { ConfigurationCache } from '../policy/cache.ts';
import type { Walls } from '../policy/configuration.ts';
import { canSeeQueue } from '../support/queues/visibility.ts';
import { type Member, viewerOf } from './audience.ts';
import { forgetConnection, liveConnections } from './connection.ts';
import { lanesOf } from './lanes.ts';
import type { News } from './news.ts';
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
const parcelsOf = (members: readonly Member[], frames: readonly { readonly texts: readonly string[]; readonly seenBy: ReadonlySet<Member> }[]): Parcel[] =>
  members.flatMap((member) => {
    const lanes = frames.filter(({ seenBy }) => seenBy.has(member)).map(({ texts }) => texts);
    return lanes.length > 0 ? [{ connection: member.connection, lanes }] : [];
  });

/**
 * Brings the news of one tenant to its connections. Conversations and counters go side by side.
 * @throws Undeliverable when nobody could be reached, TableUnavailable: the tenant's entries are to be delivered again
 */
export const deliverTenant = async (deps: DeliverDeps, tenantId: string, news: News): Promise<TenantDelivered> => {
  const audience = await membersOf(deps, tenantId);
  if (!audience) return NOBODY;
  const { members, configuration } = audience;
  const conversations = async (): Promise<Posted & { faults: readonly unknown[] }> => {
    const { lanes, faults } = await lanesOf(deps.table, { tenantId, configuration, members }, news);
    return { ...(await postFrames(deps, parcelsOf(members, lanes))), faults };
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
