import type { LogPlace } from '../../conversations/log/draft.ts';
import type { ChannelName } from '../../origins/channels.ts';
import type { Person } from '../messages/inbound/inbound-event.ts';
import { headItem, parseHead, type ThreadHead } from './head.ts';
import { headKey } from './keys.ts';

/** Where a thread's head lies, and the head of a thread that has none yet. */
export const threadPlace = (
  tenantId: string,
  threadId: string,
  shards: number,
  first?: { readonly origin: { readonly id: string; readonly channel: ChannelName }; readonly customer: Person },
): LogPlace<ThreadHead> => ({
  key: headKey(tenantId, threadId),
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
  item: (head) => headItem(tenantId, threadId, head, shards),
});
