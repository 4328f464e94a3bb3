/**
 * Limits what a tenant's connections are sent. Above either limit, changes are sent once a second: one post per second and connection instead of one per
 * change. The first limit keeps the promise on frames of tickets (DESIGN §5); the second is a share of API Gateway's quota.
 */
export const TICKETS_A_SECOND = 50;
export const FRAMES_A_SECOND = 2_000;

export interface Told {
  readonly tickets: number;
  /** Tickets, multiplied by the connections that receive them. */
  readonly frames: number;
}

/** What was sent recently, with exponential decay by e per second: a steady stream of n per second settles at n, and the loads of several shards can be added. */
export interface Load extends Told {
  /** Epoch ms. */
  readonly at: number;
}

export const NO_LOAD: Load = { at: 0, tickets: 0, frames: 0 };

export const loadAt = ({ at, tickets, frames }: Load, now: number): Told => {
  const left = Math.exp(-Math.max(0, now - at) / 1000);
  return { tickets: tickets * left, frames: frames * left };
};

export const withTold = (load: Load, told: Told, now: number): Load => {
  const left = loadAt(load, now);
  // One decimal is enough, and short.
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  return { at: now, tickets: rounded(left.tickets + told.tickets), frames: rounded(left.frames + told.frames) };
};

/** Whether the recent load plus this exceeds the limit. */
export const isTooMuch = (loads: readonly Load[], more: Told, now: number): boolean => {
  const before = loads.map((load) => loadAt(load, now));
  const sum = (of: keyof Told): number => before.reduce((total, load) => total + load[of], more[of]);
  return sum('tickets') > TICKETS_A_SECOND || sum('frames') > FRAMES_A_SECOND;
};
