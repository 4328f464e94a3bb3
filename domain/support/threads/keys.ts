import { THREAD, threadPk } from '../../conversations/kinds/thread.ts';
import type { Key } from '../../table/port.ts';

/** Numbers in sort keys are padded to ten digits, so that they sort numerically. */
export const padded = (number: number): string => String(number).padStart(10, '0');

export const headKey = THREAD.headKey;
export const closedTicketKey = (tenantId: string, threadId: string, firstNumber: number): Key => ({
  pk: threadPk(tenantId, threadId),
  sk: `K#${padded(firstNumber)}`,
});
export const projectedKey = (tenantId: string, threadId: string, firstNumber: number): Key => ({
  pk: threadPk(tenantId, threadId),
  sk: `Q#${padded(firstNumber)}`,
});
export const ledgerKey = (tenantId: string, threadId: string, number: number): Key => ({ pk: threadPk(tenantId, threadId), sk: `SL#${padded(number)}` });
export const spanKey = (tenantId: string, threadId: string, firstNumber: number): Key => ({
  pk: threadPk(tenantId, threadId),
  sk: `SP#${padded(firstNumber)}`,
});

/** Escalations of a ticket, in the order in which they were raised. */
export const escalationsOf = (firstNumber: number): string => `E#${padded(firstNumber)}#`;
export const escalationSk = (firstNumber: number, revision: number, index: number): string => `${escalationsOf(firstNumber)}${padded(revision)}#${index}`;

/** How long relayed items are kept, from the transaction that wrote them. */
export const OUTBOX_SECONDS = 7 * 86_400;

/** Outgoing actions, and commands to run after the transaction `revision`; `pk` of the thread. */
export const outboxKey = (pk: string, revision: number, index: number): Key => ({ pk, sk: `O#${padded(revision)}#${index}` });
export const commandKey = (pk: string, revision: number, firstNumber: number): Key => ({ pk, sk: `J#${padded(revision)}#${padded(firstNumber)}` });

export const ticketIdOf = (threadId: string, firstNumber: number): string => `${threadId}.${firstNumber}`;

/** Null if the text is not a ticket id. */
export const parseTicketId = (ticketId: string): { threadId: string; firstNumber: number } | null => {
  const match = /^([A-Za-z0-9_-]{16})\.([1-9]\d{0,9})$/.exec(ticketId);
  return match ? { threadId: match[1] as string, firstNumber: Number(match[2]) } : null;
};
