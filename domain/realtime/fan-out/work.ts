import { hash } from 'node:crypto';

/** New entries of a conversation: those of the revisions `from` to `to`, both included. */
export interface EntriesWork {
  readonly kind: 'entries';
  readonly from: number;
  readonly to: number;
  /** How many messages and amendments there are: how much to read. */
  readonly messages: number;
  readonly amendments: number;
}

/** Somebody has received (`delivered`) or seen (`read`) what was after the message `from`, up to the message `to`. */
export interface ReceiptWork {
  readonly kind: 'delivered' | 'read';
  readonly userId: string;
  readonly from: number;
  readonly to: number;
}

/** It is time to look who has not acknowledged the messages up to a number. */
export interface WaitWork {
  readonly kind: 'wait';
  readonly number: number;
  /** Who was late before, and how often the messages were repeated to them. */
  readonly late: Readonly<Record<string, number>>;
}

export type Work = EntriesWork | ReceiptWork | WaitWork;

/** A message of the queue `fanout`: what one conversation asks for. A conversation is a group of the queue, so that one worker at a time serves it. */
export interface FanOut {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly work: readonly Work[];
}

export interface FanOutMessage {
  readonly body: string;
  readonly groupId: string;
  readonly dedupeId: string;
}

/** Sent twice within five minutes, it arrives once. */
export const packFanOut = (fanOut: FanOut): FanOutMessage => {
  const body = JSON.stringify(fanOut);
  return { body, groupId: `${fanOut.tenantId}.${fanOut.conversationId}`, dedupeId: hash('sha256', body, 'hex') };
};

type Members = Readonly<Record<string, unknown>>;
const membersOf = (value: unknown): Members | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const SHAPES: { readonly [K in Work['kind']]: (work: Members) => boolean } = {
  entries: ({ from, to, messages, amendments }) => [from, to, messages, amendments].every(isCount),
  delivered: ({ userId, from, to }) => typeof userId === 'string' && isCount(from) && isCount(to),
  read: (work) => SHAPES.delivered(work),
  wait: ({ number, late }) => isCount(number) && membersOf(late) !== null && Object.values(late as Members).every(isCount),
};

const isWork = (value: unknown): value is Work => {
  const work = membersOf(value);
  const kind = work?.['kind'];
  return work !== null && typeof kind === 'string' && Object.hasOwn(SHAPES, kind) && SHAPES[kind as Work['kind']](work);
};

/** @throws SyntaxError if the body is not from `packFanOut` */
export const unpackFanOut = (body: string): FanOut => {
  const given = membersOf(JSON.parse(body));
  const { tenantId, conversationId, work } = given ?? {};
  if (typeof tenantId !== 'string' || typeof conversationId !== 'string' || !Array.isArray(work) || !work.every(isWork))
    throw new SyntaxError('not the work of a conversation');
  return { tenantId, conversationId, work };
};
