import type { ChannelPoller } from '../poller.ts';
import { ROWS } from './rows/pollers.ts';

/** Any credentials: the channel's own schema validated them before they were stored. */
export type AnyPoller = ChannelPoller<Readonly<Record<string, unknown>>>;

const BUILT = new Map(Object.entries(ROWS)) as ReadonlyMap<string, unknown> as ReadonlyMap<string, AnyPoller>;

/** Undefined for a channel whose provider posts everything. */
export const pollerOf = (name: string): AnyPoller | undefined => BUILT.get(name);
