import type { Outbound } from '../outbound.ts';
import { ROWS } from './rows/outbound.ts';

/** Any credentials: the channel's own schema validated them before they were stored. */
export type AnyOutbound = Outbound<Readonly<Record<string, unknown>>>;

const BUILT = new Map(Object.entries(ROWS)) as ReadonlyMap<string, unknown> as ReadonlyMap<string, AnyOutbound>;

/** Undefined for an unknown name and for channels that only receive. */
export const outboundOf = (name: string): AnyOutbound | undefined => BUILT.get(name);
