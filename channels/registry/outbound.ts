import type { Outbound } from '../outbound.ts';
import { ROWS } from './rows/outbound.ts';

/** A channel whose credentials have been checked by its own schema before they were stored. */
export type AnyOutbound = Outbound<Readonly<Record<string, unknown>>>;

const BUILT = new Map(Object.entries(ROWS)) as ReadonlyMap<string, unknown> as ReadonlyMap<string, AnyOutbound>;

/** Undefined for a name that is no channel, and for channels that only receive. */
export const outboundOf = (name: string): AnyOutbound | undefined => BUILT.get(name);
