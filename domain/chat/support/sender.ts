import type { Participant } from '../../conversations/kinds/kind.ts';

/** Who writes the business's replies into a chat: nobody who can sign in, so that what the hub itself has written is known by its author alone. */
export const supportSender = (originId: string): Participant => ({ type: 'system', id: `support.${originId}` });

/** Whether the hub itself made an entry: a reply of a ticket, or a change of one. It never goes back to the ticket. */
export const isSupport = (maker: { readonly type: string } | undefined): boolean => maker?.type === 'system';

/** The id of a chat's message at its origin: of a customer's message and of a reply. */
export const messageIdIn = (conversationId: string, number: number): string => `${conversationId}.${number}`;

/** The number of a message of this chat; undefined for other ids. */
export const numberIn = (conversationId: string, id: string | null): number | undefined => {
  if (id === null || !id.startsWith(`${conversationId}.`)) return undefined;
  const rest = id.slice(conversationId.length + 1);
  return /^[1-9]\d{0,9}$/.test(rest) ? Number(rest) : undefined;
};
