import type { Item, Key } from '../../table/port.ts';

/** Finds a conversation by the secret in its mails. It never expires, because a mail can be answered at any time. */
export const chatTokenKey = (tenantId: string, token: string): Key => ({ pk: `T#${tenantId}#LM#${token}`, sk: 'CHAT' });
export const chatTokenItem = (tenantId: string, token: string, threadId: string): Item => ({ ...chatTokenKey(tenantId, token), threadId });
