import { threadKind } from '../../conversations/kinds/thread.ts';
import { type HeadStore, headStore } from '../../conversations/log/head.ts';
import type { ChannelName } from '../../origins/channels.ts';
import type { Person } from '../messages/content.ts';
import { parseHead, type ThreadHead, threadAttributes } from './thread-head.ts';

/** What the first entry of a thread tells about it. */
export interface FirstOfThread {
  readonly origin: { readonly id: string; readonly channel: ChannelName };
  readonly customer: Person;
}

/** The kind `thread` as support uses it: its head contains the origin, the customer and the active ticket. */
export const supportThread = (tenantId: string, shards: number, first?: FirstOfThread) =>
  threadKind<ThreadHead>({
    empty: () => ({
      revision: 0,
      lastNumber: 0,
      lastAmendment: 0,
      origin: first?.origin ?? { id: '', channel: 'api' },
      customer: first?.customer ?? { id: '', name: null, handle: null },
      ticket: null,
      closedFirst: 0,
      shadowFirst: 0,
    }),
    parse: parseHead,
    attributes: (head) => threadAttributes(tenantId, head, shards),
  });

/** Where a thread's head is stored, and the initial head. `shards`: write shards of the activity index. */
export const threadHead = (tenantId: string, threadId: string, shards: number, first?: FirstOfThread): HeadStore<ThreadHead> => {
  const kind = supportThread(tenantId, shards, first);
  return headStore(kind.headKey(tenantId, threadId), kind.shape);
};
