import { stopListening } from '../audiences/conversation.ts';
import { bareConnection, forgetConnection } from '../connection.ts';
import type { LiveOne } from '../live-people.ts';
import { postFrames, Undeliverable } from '../post-frames.ts';
import { type FannedOut, type FanOutDeps, NOTHING } from './deps.ts';

/** Frames in order, for one connection. */
export interface Telling {
  readonly to: LiveOne;
  readonly frames: readonly string[];
}

/**
 * Posts to all of them, each on its own: a connection that has ended, or that takes nothing in time, is forgotten, and no longer listens. If none can be reached and none can be closed,
 * the gateway is down. @throws Undeliverable then, TableUnavailable: the frames are safe to repeat
 */
export const postToPeople = async (deps: FanOutDeps, conversationId: string, tellings: readonly Telling[]): Promise<FannedOut> => {
  const parcels = tellings.filter(({ frames }) => frames.length > 0).map(({ to, frames }) => ({ connection: bareConnection(to), frames }));
  if (parcels.length === 0) return NOTHING;
  const { sent, skipped, unreached, ended, reason } = await postFrames(deps, parcels);
  if (unreached.length > 0 && sent + skipped === 0) throw new Undeliverable(unreached.length, reason);
  await Promise.all(unreached.map((connection) => forgetConnection(deps.table, connection)));
  await Promise.all([...ended, ...unreached].map((connection) => stopListening(deps.table, { ...connection, conversationId })));
  return { sent, skipped, abandoned: unreached.length, pushes: 0, reasons: unreached.length > 0 ? [reason] : [] };
};
