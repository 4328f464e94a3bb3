import { makerOf } from '../../chat/frames-of-entries.ts';
import type { Named } from '../../conversations/conversation-of.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Item } from '../../table/port.ts';
import { frameText } from '../frame-text.ts';
import { livePeople } from '../live-people.ts';
import { type FannedOut, type FanOutDeps, NOTHING } from './deps.ts';
import { postToPeople } from './post-to-people.ts';
import type { Room } from './room.ts';
import type { ReceiptWork } from './work.ts';

/** Messages whose authors are looked for: the newest of what was acknowledged. */
const LOOKED = 200;

interface Receipt {
  readonly to: string;
  readonly frame: string;
}

/** Each author is told the last of their messages that somebody else has got to; a reader's other devices are told that it is read. */
const receiptsOf = (conversationId: string, { kind, userId, from, to }: ReceiptWork, messages: readonly Item[]): Receipt[] => {
  const newest = new Map<string, number>();
  for (const item of messages) {
    const number = Number(item['number']);
    if (number > from && number <= to) newest.set(makerOf(item), Math.max(newest.get(makerOf(item)) ?? 0, number));
  }
  newest.delete(userId);
  const made = [...newest].map(([author, number]) => ({ to: author, frame: frameText({ type: kind, conversationId, number, userId }) }));
  return kind === 'read' ? [...made, { to: userId, frame: frameText({ type: kind, conversationId, number: to, userId }) }] : made;
};

/**
 * Tells authors how far others have got: `delivered` and `read`, from the positions that moved. In large groups nobody is told: it would be a frame for each member and message.
 * @throws as `postToPeople`
 */
export const tellReceipts = async (deps: FanOutDeps, { kind, tenantId, id, pk }: Named, room: Room, receipts: readonly ReceiptWork[]): Promise<FannedOut> => {
  if (receipts.length === 0 || room.told === 'quiet' || (room.told === 'listeners' && kind === 'group')) return NOTHING;
  const from = Math.min(...receipts.map((receipt) => receipt.from));
  const to = Math.max(...receipts.map((receipt) => receipt.to));
  const range = { from: messageKey(pk, from + 1).sk, to: messageKey(pk, to).sk };
  const { items } = await deps.table.query({ pk, ...range, descending: true, limit: LOOKED, consistent: true });
  const made = receipts.flatMap((receipt) => receiptsOf(id, receipt, items)).filter((receipt) => room.told !== 'members' || room.ids.has(receipt.to));
  const frames = Map.groupBy(made, (receipt) => receipt.to);
  const live = await livePeople(deps.table, tenantId, [...frames.keys()], deps.clock());
  const tellings = [...live].flatMap(([personId, connections]) =>
    connections.map((to) => ({ to, frames: (frames.get(personId) ?? []).map(({ frame }) => frame) })),
  );
  return postToPeople(deps, id, tellings);
};
