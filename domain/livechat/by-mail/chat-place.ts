import type { Item, Key } from '../../table/port.ts';

/** Finds a conversation by the secret in its mails. It never expires, because a mail can be answered at any time. */
export const chatPlaceKey = (tenantId: string, token: string): Key => ({ pk: `T#${tenantId}#LM#${token}`, sk: 'CHAT' });
export const chatPlaceItem = (tenantId: string, token: string, threadId: string): Item => ({ ...chatPlaceKey(tenantId, token), threadId });
