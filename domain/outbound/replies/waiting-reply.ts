import { type Capabilities, limitsOf } from '../../channels/capabilities.ts';
import { wroteAt } from '../../channels/fault.ts';
import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { withWholeBodies } from '../../support/messages/bodies.ts';
import type { BodyStore } from '../../support/messages/body-store.ts';
import { type Message, messageOf } from '../../support/messages/message.ts';
import { kindOf } from '../../support/replies/kind-of.ts';
import { answeredItem, answeredKey, replyIn, stands } from '../../support/replies/one-reply.ts';
import { headKey, ledgerKey } from '../../support/threads/keys.ts';
import { parseHead, type ThreadHead } from '../../support/tickets/thread-head.ts';
import type { Item, Table } from '../../table/port.ts';
import { gateKey } from '../gate.ts';
import type { OutboundReply } from '../outbox.ts';

/** A reply and its context, read in one round trip. Null if the reply or its thread does not exist any more. */
export interface FoundReply {
  readonly outbound: OutboundReply;
  readonly head: ThreadHead;
  readonly message: Message;
  readonly ledgerItem: Item | undefined;
}

export const readReply = async (
  { table, bodies }: { readonly table: Table; readonly bodies: BodyStore },
  outbound: OutboundReply,
): Promise<FoundReply | null> => {
  const { tenantId, threadId, number } = outbound;
  const pk = threadPk(tenantId, threadId);
  const keys = [headKey(tenantId, threadId), messageKey(pk, number), ledgerKey(tenantId, threadId, number)];
  const [headItem, item, ledgerItem] = await table.get(keys, { consistent: true });
  if (!headItem || !item) return null;
  const [whole] = await withWholeBodies({ table, bodies }, pk, [item]);
  return { outbound, head: parseHead(headItem), message: messageOf(whole ?? item), ledgerItem };
};

export interface Surroundings {
  readonly gateItem: Item | undefined;
  readonly answered: Message | null;
  /** For mails: the messages before the answered one (each answers the one before it), oldest first. */
  readonly earlier: readonly Message[];
  /** When the customer last wrote, epoch ms; null if it is unknown or not needed. */
  readonly customerWroteAt: number | null;
  /** If a message can have only one reply: the number of its reply, null if it has none. Otherwise undefined. */
  readonly standing: number | null | undefined;
}

/** Mail programs show a thread by the ids of its messages (RFC 5322, section 3.6.4). The nearest ones are enough, and each costs a read. */
const MOST_EARLIER = 5;

const earlierOf = async (table: Table, pk: string, answered: Message | null): Promise<Message[]> => {
  const earlier: Message[] = [];
  if (answered?.surface !== 'mail') return earlier;
  for (let at = answered.inReplyTo; at !== null && earlier.length < MOST_EARLIER; at = earlier[0]?.inReplyTo ?? null) {
    const [item] = await table.get([messageKey(pk, at)], { consistent: true });
    if (!item) break;
    earlier.unshift(messageOf(item));
  }
  return earlier;
};

/**
 * The gate of its origin, the message that it answers, and, if the channel has a window, the customer's newest message: one round trip. A mail needs one
 * more for each earlier message that it refers to.
 */
export const readSurroundings = async (table: Table, { outbound, head, message }: FoundReply, capabilities: Capabilities): Promise<Surroundings> => {
  const pk = threadPk(outbound.tenantId, outbound.threadId);
  const hasWindow = limitsOf(capabilities, message.surface, message.asked?.kind ?? kindOf(message))?.window?.since === 'customer';
  const newest = hasWindow ? head.ticket?.lastCustomerNumber || null : null;
  const numbers = [...new Set([message.inReplyTo, newest])].filter((number) => number !== null);
  const hasOne = message.inReplyTo !== null && !message.privately && limitsOf(capabilities, message.surface, 'reply')?.once === true;
  const keys = [...numbers.map((number) => messageKey(pk, number)), ...(hasOne ? [answeredKey(pk, message.inReplyTo)] : [])];
  const [gateItem, ...items] = await table.get([gateKey(outbound.tenantId, head.origin.id), ...keys], { consistent: true });
  const found = (number: number | null): Message | null => {
    const item = number === null ? undefined : items[numbers.indexOf(number)];
    return item ? messageOf(item) : null;
  };
  const answered = found(message.inReplyTo);
  const standing = hasOne ? replyIn(items.at(-1)) : undefined;
  return { gateItem, answered, earlier: await earlierOf(table, pk, answered), customerWroteAt: wroteAt(found(newest)), standing };
};

/**
 * If a message can have only one reply, this one claims it. Returns the number of another reply that already has the claim. An agent's reply gets it
 * when it is posted; rules and AIs do not check before they write, so their reply claims the message here or fails. @throws TableUnavailable
 */
export const claimReply = async (
  table: Table,
  { outbound: { tenantId, threadId }, message }: FoundReply,
  { standing }: Pick<Surroundings, 'standing'>,
): Promise<number | null> => {
  if (standing === undefined || standing === message.number) return null;
  const pk = threadPk(tenantId, threadId);
  const [item] = standing === null ? [] : await table.get([messageKey(pk, standing)], { consistent: true });
  if (item && stands(messageOf(item))) return standing;
  await table.write({ op: 'put', item: answeredItem(pk, Number(message.inReplyTo), message.number) });
  return null;
};
