import { threadPk } from '../conversations/kinds/thread.ts';
import { amendmentKey, messageKey } from '../conversations/log/draft.ts';
import { PAGE_BODY_BYTES } from '../limits.ts';
import { withWholeBodies } from '../support/messages/bodies.ts';
import type { BodyStore } from '../support/messages/body-store.ts';
import { type Message, messageOf } from '../support/messages/message.ts';
import type { LinkTo } from '../support/messages/present.ts';
import type { Item, Key, Table } from '../table/port.ts';
import type { Position } from './position.ts';
import { isForVisitor, presentToVisitor, type VisitorMessage } from './present.ts';

export interface ReadDeps {
  readonly table: Table;
  readonly bodies: BodyStore;
  readonly linkTo: LinkTo;
}

interface Conversation {
  readonly tenantId: string;
  readonly threadId: string;
}

const HIGHEST = 9_999_999_999;

/** The visitor's view of these items, with as many complete messages as fit into an answer. Also returns the last number that was examined. */
const shown = async (
  { table, bodies, linkTo }: ReadDeps,
  pk: string,
  items: readonly Item[],
  keep: (message: Message) => boolean,
): Promise<{ readonly messages: VisitorMessage[]; readonly last: number | null; readonly isAll: boolean }> => {
  const wanted = items.filter((item) => keep(messageOf(item)));
  const whole = await withWholeBodies({ table, bodies }, pk, wanted, PAGE_BODY_BYTES);
  const isAll = whole.length === wanted.length;
  const messages = await Promise.all(whole.map((item) => presentToVisitor(messageOf(item), linkTo)));
  const last = isAll ? items.at(-1) : whole.at(-1);
  return { messages, last: last === undefined ? null : Number(last['number']), isAll };
};

const isShown = (message: Message): boolean => isForVisitor(message) && !message.hidden && !message.deleted;

/** The conversation, newest first. `before`: the number at which the previous page ended; null for the newest page. `after`: null at the beginning. */
export const readHistory = async (
  deps: ReadDeps,
  { tenantId, threadId }: Conversation,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<{ readonly messages: VisitorMessage[]; readonly after: number | null }> => {
  const pk = threadPk(tenantId, threadId);
  const to = messageKey(pk, before === null ? HIGHEST : Math.max(0, before - 1)).sk;
  const { items } = await deps.table.query({ pk, from: messageKey(pk, 1).sk, to, descending: true, limit, consistent: true });
  const { messages, last } = await shown(deps, pk, items, isShown);
  return { messages, after: last === null || last <= 1 ? null : last };
};

export interface Updates {
  /** New messages, and earlier ones that have changed, by number. */
  readonly messages: readonly VisitorMessage[];
  readonly position: Position;
  /** True: there is more after this position. */
  readonly more: boolean;
}

/** Everything after a position of both logs, in order. A message that the visitor may no longer see is returned as deleted. @throws TableUnavailable */
export const readUpdates = async (deps: ReadDeps, { tenantId, threadId }: Conversation, { message, amendment }: Position, limit: number): Promise<Updates> => {
  const pk = threadPk(tenantId, threadId);
  const after = (from: Key, to: Key) => deps.table.query({ pk, from: from.sk, to: to.sk, limit, consistent: true });
  // Amendments are read first, so that the messages are at least as new.
  const amended = await after(amendmentKey(pk, amendment + 1), amendmentKey(pk, HIGHEST));
  const added = await after(messageKey(pk, message + 1), messageKey(pk, HIGHEST));
  const amendments = amended.items.map((item) => ({ number: Number(item['number']), of: Number(item['of']) }));
  const earlier = [...new Set(amendments.map(({ of }) => of))].filter((number) => number <= message);
  const items = await deps.table.get(
    earlier.map((number) => messageKey(pk, number)),
    { consistent: true },
  );
  const changed = await shown(
    deps,
    pk,
    items.filter((item) => item !== undefined),
    isForVisitor,
  );
  const fresh = await shown(deps, pk, added.items, isShown);
  // If a changed message does not fit, it is on the next page.
  const ahead = new Set(changed.isAll ? [] : earlier.slice(earlier.indexOf(changed.last ?? 0) + 1));
  const end = amendments.findIndex(({ of }) => ahead.has(of));
  const told = end < 0 ? amendments : amendments.slice(0, end);
  return {
    messages: [...changed.messages.sort((a, b) => a.number - b.number), ...fresh.messages],
    position: { message: fresh.last ?? message, amendment: told.at(-1)?.number ?? amendment },
    more: !fresh.isAll || !changed.isAll || added.items.length === limit || amended.items.length === limit,
  };
};
