import type { Clock } from '../context.ts';
import type { ConfigurationCache } from '../policy/cache.ts';
import { type Attendance, attendanceOf } from './attendance.ts';
import { countOf } from './audiences/staff.ts';
import { forgetConnection } from './connection.ts';
import type { FanOutMessage } from './fan-out/work.ts';
import { type Cursors, lanesOf } from './lanes.ts';
import type { News } from './news.ts';
import { isTooMuch, type Told } from './pace.ts';
import { parcelsOf } from './parcels.ts';
import { type Delivered, markDelivered } from './positions/delivered.ts';
import type { SegmentRef } from './positions/keys.ts';
import { encodeFeedCursor } from './positions/position.ts';
import { withNumber } from './positions/ranges.ts';
import { type PostDeps, type Posted, postFrames, Undeliverable } from './post-frames.ts';
import { type PulseDeps, requestPulse } from './pulse/row.ts';
import { queuePieces } from './queue-texts.ts';

export interface DeliverDeps extends PostDeps, PulseDeps {
  readonly configurations: ConfigurationCache;
  readonly clock: Clock;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
  /** Sends a body to the `delivery` queue with a delay in seconds. @throws if the queue does not accept it */
  readonly sendLater: (body: string, seconds: number) => Promise<void>;
  /** Sends to the queue `fanout`. @throws if the queue does not accept them */
  readonly toFanOut: (messages: readonly FanOutMessage[]) => Promise<void>;
}

export interface TenantDelivered {
  readonly sent: number;
  readonly skipped: number;
  readonly abandoned: number;
  readonly reasons: readonly unknown[];
}

export const NOBODY: TenantDelivered = { sent: 0, skipped: 0, abandoned: 0, reasons: [] };

/** The cursors before and after these segments, with everything that was delivered to everybody before them. */
export const cursorsOf = (tenantId: string, delivered: readonly Delivered[], segments: readonly SegmentRef[], at: number): Cursors => {
  const seen = delivered.map(({ ranges }) => ranges);
  const after = seen.map((ranges, shard) => segments.reduce((all, one) => (one.shard === shard ? withNumber(all, one.number) : all), ranges));
  return { before: encodeFeedCursor(tenantId, { seen, at }), after: encodeFeedCursor(tenantId, { seen: after, at }) };
};

/** Leaves the tenant's changes to the next pulse. @throws TableUnavailable; if the queue does not accept the message */
export const leaveToPulse = (deps: PulseDeps & Pick<DeliverDeps, 'sendLater'>, tenantId: string): Promise<void> =>
  requestPulse(deps, tenantId, { queueIds: [], changes: true }, deps.sendLater);

/**
 * Delivers one tenant's changes to its connections. Changes above the rate limit are left to the pulse, which finds them in the list of changes.
 * Conversations and counters are delivered in parallel. Then the segments count as delivered, also if nobody was connected; but not if a connection could
 * not even be closed, because it may still receive a later one.
 * @throws Undeliverable if nobody could be reached, TableUnavailable: the tenant's entries must be delivered again
 */
export const deliverTenant = async (deps: DeliverDeps, tenantId: string, news: News): Promise<TenantDelivered> => {
  const { segments } = news;
  const { audience, delivered } = await attendanceOf(deps, tenantId, segments.length > 0);
  const told = audience ? toldOf(audience, news) : { tickets: 0, frames: 0 };
  const loads = delivered.map(({ load }) => load);
  if (audience && segments.length > 0 && isTooMuch(loads, told, deps.clock())) {
    await leaveToPulse(deps, tenantId);
    return news.queues.size > 0 ? deliverTo(deps, audience, { tenantId, news: { ...news, ...NO_CONVERSATIONS }, cursors: NO_CURSORS }) : NOBODY;
  }
  const outcome = audience ? await deliverTo(deps, audience, { tenantId, news, cursors: cursorsOf(tenantId, delivered, segments, deps.clock()) }) : NOBODY;
  if (segments.length > 0 && outcome.abandoned === 0) await markDelivered(deps, tenantId, { segments, told }, delivered);
  return outcome;
};

const NO_CONVERSATIONS = { tickets: new Map(), ticketRefs: new Set<string>(), messages: new Map() } as const;
const NO_CURSORS: Cursors = { before: '', after: '' };

type Audience = NonNullable<Attendance['audience']>;

const toldOf = ({ staff }: Audience, { tickets, ticketRefs }: News): Told => ({
  tickets: tickets.size + ticketRefs.size,
  frames: [...tickets.values()].reduce((sum, ticket) => sum + recipientsIn(staff, ticket), 0),
});

/** An unreadable ticket is detected when its frames are created. */
const recipientsIn = (staff: Audience['staff'], ticket: Parameters<Audience['staff']['of']>[0]): number => {
  try {
    return countOf(staff.of(ticket));
  } catch {
    return 0;
  }
};

interface Telling {
  readonly tenantId: string;
  readonly news: News;
  readonly cursors: Cursors;
}

const deliverTo = async (deps: DeliverDeps, audience: Audience, { tenantId, news, cursors }: Telling): Promise<TenantDelivered> => {
  const conversations = async (): Promise<Posted & { faults: readonly unknown[] }> => {
    const { lanes, faults } = await lanesOf(deps.table, { tenantId, cursors, ...audience }, news);
    return { ...(await postFrames(deps, parcelsOf(lanes))), faults };
  };
  const counters = async (): Promise<Posted> => postFrames(deps, parcelsOf(await queuePieces(deps, tenantId, audience.staff, news.queues)));
  const settled = await Promise.allSettled([conversations(), counters()]);
  const failure = settled.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  const [told, counted] = settled.map((outcome) => (outcome as PromiseFulfilledResult<Posted & { faults?: readonly unknown[] }>).value) as [
    Posted & { faults: readonly unknown[] },
    Posted,
  ];
  return outcomeOf(deps, [told, counted], told.faults);
};

/** The outcome. @throws Undeliverable if nobody could be reached, TableUnavailable */
export const outcomeOf = async (deps: DeliverDeps, posted: readonly Posted[], faults: readonly unknown[]): Promise<TenantDelivered> => {
  const abandoned = await abandon(deps, posted);
  const sum = (of: 'sent' | 'skipped'): number => posted.reduce((total, one) => total + one[of], 0);
  return {
    sent: sum('sent'),
    skipped: sum('skipped') + faults.length,
    abandoned,
    reasons: [...faults, ...posted.flatMap(({ unreached, reason }) => (unreached.length > 0 ? [reason] : []))],
  };
};

/**
 * Connections that could neither be reached nor closed. If others were reached, the gateway works and these are forgotten: they receive nothing
 * more, and their next incoming frame closes them. If none was reached, the gateway is down and everything is retried.
 */
const abandon = async (deps: DeliverDeps, posted: readonly Posted[]): Promise<number> => {
  const unreached = new Map(posted.flatMap((one) => one.unreached.map((connection) => [connection.connectionId, connection])));
  if (unreached.size === 0) return 0;
  if (posted.every(({ sent, skipped }) => sent + skipped === 0)) throw new Undeliverable(unreached.size, posted.find(({ reason }) => reason)?.reason);
  await Promise.all([...unreached.values()].map((connection) => forgetConnection(deps.table, connection)));
  return unreached.size;
};
