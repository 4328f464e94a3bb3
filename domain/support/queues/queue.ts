import type { Condition } from '../../automation/conditions/condition.ts';
import { compileCondition, type Predicate } from '../../automation/conditions/evaluate.ts';
import { byAge } from '../../configuration/by-age.ts';
import { contentOf } from '../../configuration/content.ts';
import { configurationKey } from '../../configuration/keys.ts';
import type { Item, Key } from '../../table/port.ts';

/** A queue: a named condition over tickets, its visibility, and its position in the list (lower `priority` first). */
export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly condition: Condition;
  /** Both empty: everyone. */
  readonly visibleTo: { readonly teamIds: readonly string[]; readonly agentIds: readonly string[] };
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The API's answer, without counters. */
export const presentQueue = ({ id, name, priority, condition, visibleTo, createdAt, updatedAt }: Queue) => ({
  id,
  name,
  priority,
  condition,
  visibleTo,
  createdAt,
  updatedAt,
});

/** The stored visibility of a deleted queue. */
export type PastQueue = Pick<Queue, 'id' | 'visibleTo'>;

export interface CompiledQueue extends Queue {
  readonly matches: Predicate;
}

/** All queues of a tenant at one generation of its policy. */
export interface QueueSet {
  /** By priority. */
  readonly queues: readonly CompiledQueue[];
  /** The generation since which tickets may be in other queues; a ticket evaluated under an older one is stale. */
  readonly queuesGeneration: number;
  /** The visibility of deleted queues, for the tickets that closed in them. */
  readonly pastQueues: readonly PastQueue[];
}

export const queueOf = (item: Item): Queue => contentOf(item) as unknown as Queue;

export const pastQueueKey = (tenantId: string, id: string): Key => configurationKey(tenantId, 'PASTQUEUE', id);
export const pastQueueItem = (tenantId: string, { id, visibleTo }: Queue): Item => ({ ...pastQueueKey(tenantId, id), id, visibleTo });
export const pastQueueOf = (item: Item): PastQueue => ({ id: String(item['id']), visibleTo: item['visibleTo'] as Queue['visibleTo'] });

export const compileQueue = (queue: Queue): CompiledQueue => ({ ...queue, matches: compileCondition(queue.condition) });

/** Lower priority first, then the older queue; the id breaks ties, so that the order is the same everywhere. */
export const byPriority = (a: Queue, b: Queue): number => a.priority - b.priority || byAge(a, b);
