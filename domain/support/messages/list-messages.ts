import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { ANSWERED_BODY_BYTES, PAGE_BODY_BYTES } from '../../limits.ts';
import type { Item, Table } from '../../table/port.ts';
import { asRevealed } from './as-revealed.ts';
import { withBodies, withWholeBodies } from './bodies.ts';
import type { BodyStore } from './body-store.ts';
import { type Message, messageOf } from './message.ts';

export interface MessagePage {
  readonly messages: readonly Message[];
  /** The number to continue after, or null at the end. A page may be shorter than requested if its messages are long. */
  readonly after: number | null;
}

export type MessageOrder = 'asc' | 'desc';

export interface MessageList {
  /** `desc`: newest first. Default: oldest first. */
  readonly order?: MessageOrder;
  /** The number after which to continue, in the order of the list; 0: from the beginning. */
  readonly after: number;
  /** Reads only numbers from `first` to `last`, both inclusive. */
  readonly first?: number;
  readonly last?: number;
  readonly limit: number;
  readonly keep?: (message: Message) => boolean;
  /** Without it, bodies in the object store are shown by their beginning. */
  readonly bodies?: BodyStore;
}

/** Maximum entries that a page reads while it looks for messages of one ticket among those of its thread. */
const READ_AT_ONCE = 100;

const HIGHEST = 9_999_999_999;

/** The numbers that remain after `after`; null if there are none. */
const rangeAfter = (after: number, { order, first = 1, last = HIGHEST }: Omit<MessageList, 'after'>): { readonly from: number; readonly to: number } | null => {
  const range = order === 'desc' ? { from: first, to: after === 0 ? last : Math.min(last, after - 1) } : { from: Math.max(first, after + 1), to: last };
  return range.from > range.to ? null : range;
};

/** The thread's log across tickets, without hidden messages of a disabled origin. */
export const listThreadMessages = async (table: Table, tenantId: string, threadId: string, options: MessageList): Promise<MessagePage> => {
  const pk = threadPk(tenantId, threadId);
  const found: Message[] = [];
  let last = options.after;
  let room = ANSWERED_BODY_BYTES;
  for (;;) {
    const range = rangeAfter(last, options);
    if (range === null) return { messages: found, after: null };
    const page = await table.query({
      pk,
      from: messageKey(pk, range.from).sk,
      to: messageKey(pk, range.to).sk,
      descending: options.order === 'desc',
      limit: Math.max(READ_AT_ONCE, options.limit),
      consistent: true,
    });
    const stored = new Map(page.items.map((item) => [item['number'] as number, item]));
    const messages = await asRevealed(table, tenantId, threadId, page.items.map(messageOf));
    const wanted = messages.filter((message) => !message.shadowed && (options.keep?.(message) ?? true));
    const asked = wanted.slice(0, options.limit - found.length);
    const whole = await wholeOf(table, pk, asked, stored, options.bodies);
    const shown = whole.slice(0, fitting(whole, room, found.length === 0));
    found.push(...shown);
    last = shown.at(-1)?.number ?? last;
    if (shown.length < wanted.length) return { messages: found, after: last };
    if (page.next === null) return { messages: found, after: null };
    room -= shown.reduce((sum, message) => sum + jsonBytes(message), 0);
    last = messages.at(-1)?.number ?? last;
  }
};

export const jsonBytes = (message: Message): number => Buffer.byteLength(JSON.stringify(message));

/** How many of them fit, by their size in an answer; with `atLeastOne`, one in any case. */
const fitting = (messages: readonly Message[], room: number, atLeastOne: boolean): number => {
  let bytes = 0;
  const end = messages.findIndex((message, at) => (bytes += jsonBytes(message)) > room && !(atLeastOne && at === 0));
  return end < 0 ? messages.length : end;
};

/** Messages with their whole bodies, as many as fit; at least one. */
const wholeOf = async (
  table: Table,
  pk: string,
  messages: readonly Message[],
  stored: ReadonlyMap<number, Item>,
  bodies: BodyStore | undefined,
): Promise<Message[]> => {
  const items = messages.flatMap(({ number }) => stored.get(number) ?? []);
  const whole = await (bodies ? withWholeBodies({ table, bodies }, pk, items, PAGE_BODY_BYTES) : withBodies(table, pk, items));
  return whole.map((item, at) => {
    const { text, html } = messageOf(item);
    return { ...(messages[at] as Message), text, html };
  });
};
