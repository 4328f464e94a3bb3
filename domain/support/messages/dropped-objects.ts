import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import type { Item } from '../../table/port.ts';
import type { Attachment } from '../messages/content.ts';
import { objectOf } from './bodies.ts';
import type { DropObjectsJob } from './drop-objects.ts';

interface Change {
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
}

/** Keys per job: each has about 150 bytes, and a queue message can have 250 KB. */
const KEYS_A_JOB = 500;

/**
 * Objects that become unused by changes of the table: the body that a `B#` item named, and the files of an inbound message. Only objects that
 * belong to one message: a file that an agent uploaded may be in several.
 */
export const droppedObjects = (changes: readonly Change[]): DropObjectsJob[] => {
  const byTenant = new Map<string, string[]>();
  for (const { before, after } of changes) {
    const thread = before && parseThreadPk(before.pk);
    if (!before || !thread) continue;
    const kept = new Set(objectsOf(thread.tenantId, after));
    const gone = objectsOf(thread.tenantId, before).filter((key) => !kept.has(key));
    if (gone.length > 0) byTenant.set(thread.tenantId, [...(byTenant.get(thread.tenantId) ?? []), ...gone]);
  }
  return [...byTenant].flatMap(([tenantId, keys]) =>
    Array.from({ length: Math.ceil(keys.length / KEYS_A_JOB) }, (_, at) => ({
      job: 'dropObjects' as const,
      tenantId,
      keys: keys.slice(at * KEYS_A_JOB, (at + 1) * KEYS_A_JOB),
    })),
  );
};

const objectsOf = (tenantId: string, item: Item | undefined): string[] => {
  if (item?.sk.startsWith('B#')) return [objectOf(item)].filter((key) => key !== undefined);
  if (!item?.sk.startsWith('M#')) return [];
  const attachments = (item['attachments'] ?? []) as readonly Attachment[];
  return attachments.flatMap(({ objectKey }) => (objectKey?.startsWith(`T/${tenantId}/media/`) ? [objectKey] : []));
};
