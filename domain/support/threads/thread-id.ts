import { hash } from 'node:crypto';

/**
 * A thread is author × origin (or a group chat of it), so its id is a hash of both and needs no lookup. 96 bits,
 * 16 characters of base64url; origin ids are unique over all tenants.
 */
export const threadIdOf = (originId: string, threadKey: string): string => hash('sha256', `${originId}\n${threadKey}`, 'base64url').slice(0, 16);
