import { CHAT } from './kinds/chat.ts';
import { DIRECT } from './kinds/direct.ts';
import { GROUP } from './kinds/group.ts';
import { parsePartition } from './kinds/keys.ts';
import type { KindKeys, KindName } from './kinds/kind.ts';
import { THREAD } from './kinds/thread.ts';

/** The conversation that an id or a partition names. It may not exist. */
export interface Named {
  readonly kind: KindName;
  readonly tenantId: string;
  readonly id: string;
  readonly pk: string;
}

const SHARING: readonly KindKeys[] = [CHAT, GROUP, DIRECT];

const named = (kind: KindKeys | undefined, tenantId: string, id: string): Named | null =>
  kind ? { kind: kind.name, tenantId, id, pk: kind.pk(tenantId, id) } : null;

/** The conversation whose log is in a partition; null if the partition has none. */
export const conversationOfPk = (pk: string): Named | null => {
  const thread = parsePartition(pk, 'TH');
  if (thread) return named(THREAD, thread.tenantId, thread.id);
  const other = parsePartition(pk, 'CV');
  return (
    other &&
    named(
      SHARING.find((kind) => kind.owns(other.id)),
      other.tenantId,
      other.id,
    )
  );
};

/** The conversation of a client's opaque `conversationId`; null if the text is no such id. */
export const conversationOf = (tenantId: string, conversationId: string): Named | null =>
  named(
    [THREAD, ...SHARING].find((kind) => kind.owns(conversationId)),
    tenantId,
    conversationId,
  );
