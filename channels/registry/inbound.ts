import type { Inbound } from '../inbound.ts';
import { ROWS } from './rows/inbound.ts';

/** A channel whose credentials have been checked by its own schema before they were stored. */
export type AnyInbound = Inbound<Readonly<Record<string, unknown>>>;

const BUILT = new Map(Object.entries(ROWS)) as ReadonlyMap<string, unknown> as ReadonlyMap<string, AnyInbound>;

/** Undefined for a name that is no channel, and for channels whose webhooks nobody reads yet. */
export const inboundOf = (name: string): AnyInbound | undefined => BUILT.get(name);
