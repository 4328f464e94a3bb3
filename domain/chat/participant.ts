import type { Actor } from '../context.ts';
import type { Participant } from '../conversations/kinds/kind.ts';
import { Problem } from '../errors.ts';

/** The caller as an author. @throws Problem forbidden: only people and keys chat */
export const participantOf = (actor: Actor): Participant => {
  if (actor.type === 'system' || actor.type === 'event' || actor.type === 'rule') throw new Problem('forbidden', 'Only people and keys chat.');
  return { type: actor.type, id: actor.id };
};

/** Admins of the tenant moderate the chats of its applications. Groups have moderators of their own. */
export const isTenantAdmin = (actor: Actor): boolean => 'role' in actor && actor.role === 'admin';

/** The caller as a reader of chats of applications. */
export const readerOf = (actor: Actor) => ({ id: participantOf(actor).id, moderates: isTenantAdmin(actor) });
