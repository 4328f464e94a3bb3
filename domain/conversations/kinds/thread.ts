import type { HeadShape, LogHead } from '../log/head.ts';
import { parsePartition, partition } from './keys.ts';
import type { Kind, KindKeys } from './kind.ts';

export const threadPk = (tenantId: string, threadId: string): string => partition(tenantId, 'TH', threadId);

/** `T#{t}#TH#{thread}` → tenant and thread; null for any other partition. */
export const parseThreadPk = (pk: string): { tenantId: string; threadId: string } | null => {
  const found = parsePartition(pk, 'TH');
  return found && { tenantId: found.tenantId, threadId: found.id };
};

/** A thread: all entries of one author on one origin. Its id is a hash of both, 16 characters of base64url. */
export const THREAD: KindKeys = {
  name: 'thread',
  owns: (id) => /^[A-Za-z0-9_-]{16}$/.test(id),
  pk: threadPk,
  headKey: (tenantId, threadId) => ({ pk: threadPk(tenantId, threadId), sk: 'HEAD' }),
};

/**
 * The kind of a thread, with what support stores in its head (the origin, the customer, the active ticket). Customers, agents and the hub append.
 * Signed-in users do not: they use chats. domain/support decides by the tickets which agents see the thread.
 */
export const threadKind = <Head extends LogHead>(shape: HeadShape<Head>): Kind<Head> => ({
  ...THREAD,
  shape,
  reads: () => [],
  admits: ({ type }) => type !== 'user',
});
