import { ACCOUNT_THROTTLE } from '../../lib/profile.ts';

/**
 * AWS's defaults of one account in one Region, as the pages of docs/scaling.md give them (read in November 2026). `perSecond` of SQS is that of `SendMessage` in high throughput, in the smaller of the large Regions.
 */
export const QUOTAS = {
  gateway: { perSecond: ACCOUNT_THROTTLE.rate, burst: ACCOUNT_THROTTLE.burst, connectionsPerSecond: 500 },
  table: { writeUnits: 40_000, readUnits: 40_000 },
  partition: { writeUnits: 1_000, readUnits: 3_000 },
  queue: { callsPerSecond: 19_000, callsPerSecondOfGroup: 300 },
  lambda: { atOnce: 1_000 },
} as const;
export type Quotas = { readonly [K in keyof typeof QUOTAS]: { readonly [Q in keyof (typeof QUOTAS)[K]]: number } };

/** Assumed milliseconds of one call inside a Region. */
export const LATENCY = { read: 4, write: 6, transaction: 12, post: 10, queue: 15, stream: 150 } as const;
