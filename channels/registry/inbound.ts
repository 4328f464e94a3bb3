import type { Inbound } from '../inbound.ts';
import { ROWS } from './rows/inbound.ts';

/** Any credentials: the channel's own schema validated them before they were stored. */
export type AnyInbound = Inbound<Readonly<Record<string, unknown>>>;

const BUILT = new Map(Object.entries(ROWS)) as ReadonlyMap<string, unknown> as ReadonlyMap<string, AnyInbound>;

/** Undefined for an unknown name and for channels whose webhooks are not read yet. */
export const inboundOf = (name: string): AnyInbound | undefined => BUILT.get(name);
