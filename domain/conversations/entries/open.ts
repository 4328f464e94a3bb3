import type { Conversation } from '../kinds/kind.ts';
import { append, type LogDeps } from '../log/append.ts';
import { headStore, type LogHead } from '../log/head.ts';

/**
 * Opens a conversation with an empty log. If it is already open, nothing changes, whoever repeats the call.
 * @returns its head, and whether this call opened it
 * @throws Problem unavailable; TableUnavailable
 */
export const openConversation = <Head extends LogHead>(
  deps: LogDeps,
  { kind, tenantId, id }: Conversation<Head>,
  fields: Omit<Head, keyof LogHead>,
): Promise<{ readonly head: Head; readonly opened: boolean }> =>
  append(deps, {
    head: headStore(kind.headKey(tenantId, id), kind.shape),
    reads: [],
    decide(draft) {
      if (draft.head.revision > 0) return { head: draft.head, opened: false };
      draft.setHead(fields as unknown as Partial<Omit<Head, keyof LogHead>>);
      return { head: { ...draft.head, revision: draft.revision }, opened: true };
    },
  });
