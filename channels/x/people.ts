import type { Person } from '../../domain/support/messages/content.ts';
import { id, type Json, record, text } from '../json.ts';

/** The context for reading an event. */
export interface Where {
  /** The user id of the business's own account. */
  readonly ours: string;
  /** `users` of the call: profiles by user id. */
  readonly users: Json;
  readonly receivedAt: number;
}

/** X writes each id twice, as text and as a number. The text is preferred, because other JSON readers lose digits of large numbers. */
export const idIn = (given: Json | undefined, name: string): string | undefined => id(given?.[`${name}_str`]) ?? id(given?.[name]);

/** A user object: https://docs.x.com/x-api/x-api-v2/enterprise-gnip-2.0/fundamentals/data-dictionary (read 2026-11-29). */
export const personOf = (user: Json | undefined): Person | undefined => {
  const userId = idIn(user, 'id');
  return userId === undefined ? undefined : { id: userId, name: text(user?.['name']) ?? null, handle: text(user?.['screen_name']) ?? null };
};

/** A person of whom an event contains only the id. */
export const personNamed = (userId: string, users: Json): Person => ({
  ...(personOf(Object.hasOwn(users, userId) ? record(users[userId]) : undefined) ?? { name: null, handle: null }),
  id: userId,
});
