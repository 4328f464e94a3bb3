/**
 * How much a tenant's connections are told. Above either figure its news are told by the second: one post a second to a connection instead of one a
 * change. The first keeps the promise that nobody gets more frames of tickets than that (DESIGN §5); the second is a share of what API Gateway takes.
 */
export const TICKETS_A_SECOND = 50;
export const FRAMES_A_SECOND = 2_000;

export interface Told {
  readonly tickets: number;
  /** A ticket to each connection that hears of it. */
  readonly frames: number;
}

/** What was told lately; it fades by e a second, so that a steady stream of n a second stands at n, and loads of several shards add up. */
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
  // A decimal is enough, and short.
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  return { at: now, tickets: rounded(left.tickets + told.tickets), frames: rounded(left.frames + told.frames) };
};

/** Whether this on top of what was told lately is more than is told at once. */
export const isTooMuch = (loads: readonly Load[], more: Told, now: number): boolean => {
  const before = loads.map((load) => loadAt(load, now));
  const sum = (of: keyof Told): number => before.reduce((total, load) => total + load[of], more[of]);
  return sum('tickets') > TICKETS_A_SECOND || sum('frames') > FRAMES_A_SECOND;
};
